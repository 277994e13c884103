import { beforeAll, expect, test } from 'vitest'
import { demoPassword } from '../../api/demo-accounts.ts'
import { makeDigests } from '../../api/notices/digests.ts'
import { inDays } from '../responses/ground.ts'
import type { Visit } from './browser.ts'
import { faults } from './faults.ts'
import { onStage, signInAs, soon, wholeNumber } from './site.ts'

const board = '/response/990128-K02'
const stage = onStage()
const { site } = stage
let at: Visit
beforeAll(async () => {
  at = await stage.visit()
  await signInAs(at, site, 'office', board)
}, 60_000)

test('a board of a past day shows what stood then, says so, and offers nothing to do', async () => {
  const { page } = at
  const stage = page.locator('.stages [aria-current=step]')
  await expect.poll(() => stage.innerText(), soon).toBe('化解中')
  const ofToday = page.locator('[data-note=of-today]')
  expect(await ofToday.count()).toBe(0)
  await page.locator('header input[name=as_of]').fill('2026-03-01')
  await page.waitForURL('**as_of=2026-03-01')
  await page.getByText('2026-03-01 当日的状态').waitFor()
  const { rows: [then] } = await site.db.query<{ stage: string, events: number }>(`
    select (select s.name_zh from response_event e join work_state s on s.machine = 'response' and s.code = e.to_state where e.subject = 'response' and e.response_id = r.id
        and e.at < '2026-03-02T00:00+08' order by e.id desc limit 1) as stage,
      (select count(*)::int from response_event e where e.response_id = r.id and e.at < '2026-03-02T00:00+08') as events
    from joint_response r where r.code = '990128-K02'`)
  await expect.poll(() => stage.innerText(), soon).toBe(then?.stage)
  expect(then?.events).toBeGreaterThan(0)
  await expect.poll(() => page.locator('[data-move], [data-action]').count(), soon).toBe(0)
  // what no record tells says so beside itself
  await page.locator('[data-card=replies] [data-note=of-today]').waitFor()
  await page.getByRole('heading', { name: '签收时限' }).locator('[data-note=of-today]').waitFor()
  expect(await faults(at)).toEqual([])
})

test('the matrix is asked for a day, its links keep the day, and today needs no word in the address', async () => {
  const { page } = at
  await page.goto(`${site.address}/response`)
  await page.locator('input[name=as_of]').fill('2026-05-01')
  await page.waitForURL('**as_of=2026-05-01')
  await page.getByText('截至 2026-05-01').waitFor()
  await page.locator('[data-response="990128-K02"] th a').click()
  await page.waitForURL(`**${board}?as_of=2026-05-01`)
  await page.goBack()
  await page.locator('input[name=as_of]').fill(inDays(0))
  await page.waitForURL((url) => url.pathname === '/response' && url.search === '')
})

test('what waited on a past day says what of it is of today, and lets nothing be moved', async () => {
  const { page } = at
  await page.goto(`${site.address}/work?as_of=${inDays(-40)}`)
  await page.getByText(`${inDays(-40)} 当日待办`).waitFor()
  const matters = page.locator('[data-kind=matter]')
  await matters.first().waitFor()
  expect(await page.locator('[data-kind=matter] [data-note=of-today]').count()).toBe(await matters.count())
  expect(await page.locator('[data-kind=task] [data-note=of-today], [data-kind=problem] [data-note=of-today]').count()).toBe(0)
  expect(await page.locator('[data-move], [data-action]').count()).toBe(0)
  expect(await faults(at)).toEqual([])
})

test('a card whose figures do not come says so instead of showing none, and asks again', async () => {
  const { page } = at
  const lost = [/\/api\/feeds\/gaps/, /\/api\/feeds\/commitments/]
  for (const address of lost) await page.route(address, (route) => route.abort())
  await page.goto(site.address + board)
  const gaps = page.locator('section', { has: page.getByRole('heading', { name: '缺口', exact: true }) })
  await gaps.getByRole('alert').waitFor()
  await page.locator('section', { has: page.getByRole('heading', { name: '承诺兑现' }) }).getByRole('alert').waitFor()
  expect(await page.getByText('没有缺口').count()).toBe(0)
  for (const address of lost) await page.unroute(address)
  await gaps.getByRole('button', { name: '重试' }).click()
  await gaps.locator('[data-gap]').first().waitFor()
})

test('a number of the coverage matrix is a list of that many, and a kind that never took place opens nothing', async () => {
  const { page } = at
  await page.goto(`${site.address}/response`)
  await page.getByRole('link', { name: '七个一线覆盖' }).click()
  await page.waitForURL('**/coverage')
  // the matrix has a row of the same response
  const row = page.locator('.coverage [data-response="990128-K02"]')
  await row.waitFor()
  const told = (await row.locator('b').allInnerTexts()).map(wholeNumber)
  const { rows: [kept] } = await site.db.query<{ n: number, kinds: number }>(
    `select count(*)::int as n, count(distinct a.kind)::int as kinds from field_activity a join joint_response r on r.id = a.response_id where r.code = '990128-K02'`)
  expect([told.length, told.reduce((sum, n) => sum + n, 0), told.filter((n) => n > 0).length]).toEqual([7, kept?.n, kept?.kinds])
  await row.locator('button').first().click()
  const sheet = page.locator('dialog[open]')
  await expect.poll(async () => [Number(await sheet.locator('[data-total]').getAttribute('data-total')), await sheet.locator('li').count()], soon)
    .toEqual(Array(2).fill(told.find((n) => n > 0)))
  await page.keyboard.press('Escape')
  expect(await page.locator('button.cell.none').count()).toBe(0)
})

test('a line of the digest opens as many changes as it counts', async () => {
  const { page } = at
  await site.db.query(`insert into outbox (county_code, kind, area_id) select k.county_code, 'task-changed', k.id from key_area k, generate_series(1, 7) where k.code = '990128-K02'`)
  await makeDigests(site.db, Date.parse(`${inDays(0)}T10:00:00+08:00`))
  await page.goto(`${site.address}/notices`)
  const line = page.locator('[data-notice] [data-kind=task_changed]')
  const told = wholeNumber(await line.innerText())
  await line.click()
  await expect.poll(async () => wholeNumber(await page.locator('dialog[open] [data-total]').innerText()), soon).toBe(told)
  await page.locator('dialog[open]').getByRole('link', { name: '两岸连通工程征地片区' }).waitFor()
  expect(await faults(at)).toEqual([])
})

test('an identity is opened one petition at a time, with a reason and the password, and is gone with the dialog', async () => {
  const { page } = at
  const { rows: [unit] } = await site.db.query<{ code: string }>(`select code from admin_unit where level = 'village' and valid_to is null order by code limit 1`)
  const made = await page.context().request.post(`${site.address}/api/actions/register-petition`, {
    data: { channel: 'visit', purpose: 'request', title: '请求公开补偿标准', unit_code: unit?.code, received_on: inDays(-3), petitioner: { name: '测试甲', phone: '13900000000' } },
    headers: { 'x-requested-with': 'fetch', 'idempotency-key': 'identity-in-the-browser' },
  })
  const { matter_no } = await made.json() as { matter_no: string }
  await page.goto(`${site.address}/matters/${encodeURIComponent(matter_no)}`)
  await page.locator('[data-action=reveal]').click()
  const sheet = page.locator('dialog[open]')
  await sheet.getByLabel(/查看理由/).fill('电话答复')
  await sheet.getByLabel('当前密码').fill(demoPassword)
  expect(await sheet.getByRole('button', { name: '查看', exact: true }).isDisabled()).toBe(true)
  await sheet.getByLabel(/查看理由/).fill('电话答复办理结果')
  await sheet.getByLabel('当前密码').fill('not the password')
  await sheet.getByRole('button', { name: '查看', exact: true }).click()
  await expect.poll(() => sheet.getByRole('alert').innerText(), soon).not.toBe('')
  await sheet.getByLabel('当前密码').fill(demoPassword)
  await sheet.getByRole('button', { name: '查看', exact: true }).click()
  await sheet.getByText('测试甲').waitFor()
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
  // the sheet closes a moment before the page has let it go
  await expect.poll(() => page.content(), soon).not.toContain('测试甲')
  const { rows } = await site.db.query<{ reason: string }>(`select detail ->> 'reason' as reason from audit where action = 'reveal' order by seq`)
  expect(rows.at(-1)?.reason).toBe('电话答复办理结果')
})
