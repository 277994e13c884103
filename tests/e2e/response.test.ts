import { beforeAll, describe, expect, test } from 'vitest'
import type { Visit } from './browser.ts'
import { makeDigests } from '../../api/notices/digests.ts'
import { inDays } from '../responses/ground.ts'
import { faults } from './faults.ts'
import { drawnAnew, onStage, phone, sideways, signInAs, soon, wholeNumber } from './site.ts'

const who = ['office', 'township', 'village', 'group'] as const
const code = `R-RIVERBEND-${inDays(0).replaceAll('-', '')}`
const board = `/response/${code}`
const stage = onStage()
const { site } = stage
let matter = ''
const at = {} as Record<(typeof who)[number], Visit>
/** codes of the demo accounts' own units, county first */
const units: Record<string, string> = {}

/** A key area of its own on the ground of the demo's villager group: nothing of the demo is in it. */
async function drawArea(): Promise<void> {
  const { rows: [row] } = await site.db.query<{ county: string, township: string, village: string, grp: string }>(`
    select c.code as county, t.code as township, v.code as village, g.code as grp from account a
    join account_scope s on s.account_id = a.id join admin_unit g on g.id = s.unit_id
    join admin_unit v on v.id = g.village_id join admin_unit t on t.id = g.township_id join admin_unit c on c.id = g.county_id where a.username = 'group'`)
  if (!row) throw new Error('the demo has no group account')
  Object.assign(units, { county: row.county, township: row.township, village: row.village, group: row.grp })
  // a first-time matter whose opinion is still to come
  const { rows: [open] } = await site.db.query<{ no: string }>(`select m.matter_no as no from matter m join state s on s.id = m.state
    where s.open and m.accepted_on is not null and m.opinion_on is null and m.opinion_due_on > $1 and m.township_id is not null and not m.confidential
      and (select count(*) = 1 and bool_and(p.is_first) from petition p where p.matter_id = m.id) and (m.route is null or m.route = 6) order by m.id limit 1`, [inDays(1)])
  matter = `/matters/${encodeURIComponent(open?.no ?? '')}`
  await site.db.query(`insert into key_area (county_code, code, name, kind, geom, household_count) select county_code, 'RIVERBEND', '河湾片区', 'land_requisition',
    st_multi(st_buffer(st_pointonsurface(geom), 0.0004)), 40 from admin_unit where code = $1`, [row.grp])
}

beforeAll(async () => {
  await drawArea()
  for (const name of who) {
    at[name] = await stage.visit(name === 'group' ? phone : {})
    await signInAs(at[name], site, name, '/response')
  }
}, 400_000)

const go = async (name: keyof typeof at, path: string): Promise<void> => {
  await at[name].page.goto(site.address + path)
  await at[name].page.waitForLoadState('networkidle')
}
/** Opens a form by its button, fills it and sends it; the sheet is gone when it was taken. */
async function fill(name: keyof typeof at, action: string, values: Record<string, string>): Promise<void> {
  const { page } = at[name]
  await page.locator(`[data-action="${action}"]`).first().click()
  await send(name, values)
}
async function send(name: keyof typeof at, values: Record<string, string>): Promise<void> {
  const sheet = at[name].page.locator('dialog[open]').last()
  for (const [label, value] of Object.entries(values)) {
    const field = sheet.getByLabel(label, { exact: false }).first()
    if (await field.evaluate((one) => one.tagName === 'SELECT')) {
      await sheet.locator(`option[value="${value}"], option:text-is("${value}")`).first().waitFor({ state: 'attached' })
      await field.selectOption(await sheet.locator(`option[value="${value}"]`).count() ? { value } : { label: value })
    } else await field.fill(value)
  }
  await sheet.getByRole('button', { name: '确定' }).click()
  await sheet.waitFor({ state: 'detached' })
}
const move = (name: keyof typeof at, where: string, step: string) => at[name].page.locator(`${where} [data-move="${step}"]`).first().click()
const seen = (name: keyof typeof at, selector: string) => at[name].page.locator(selector).first().waitFor({ timeout: 20_000 })

describe('a joint response in the browser, from opening to striking off', { timeout: 180_000 }, () => {
  test('the office opens it and gives the township a task', async () => {
    const { page } = at.office
    await page.getByRole('button', { name: '启动联动处置' }).click()
    await send('office', { 重点区域: 'RIVERBEND', 联动处置名称: '河湾片区联动处置' })
    await page.waitForURL(`**${board}`)
    await move('office', '.head', 'start_survey')
    await seen('office', '[data-stage=surveying]')
    await fill('office', 'assign-task', { 交办给: units['township'] ?? '', 任务内容: '组织工作组进村入户', 办结期限: inDays(9) })
    await seen('office', '[data-lane=township] [data-state=assigned]')
  })

  test('the township acknowledges without a reload of the office, and gives the village its part', async () => {
    await go('township', board)
    await move('township', '[data-lane=township]', 'acknowledge')
    await seen('township', '[data-lane=township] [data-task][data-state=acknowledged]')
    // the office looks on
    await seen('office', '[data-lane=township] [data-task][data-state=acknowledged]')
    await fill('township', 'assign-task', { 交办给: units['village'] ?? '', 任务内容: '建立问题台账', 办结期限: inDays(5) })
    await seen('township', '[data-lane=village] [data-task]')
  })

  test('the village acts and reports, and the township sends it back once before it confirms', async () => {
    await go('village', board)
    for (const step of ['acknowledge', 'start']) await move('village', '[data-lane=village]', step)
    await move('village', '[data-lane=village]', 'report')
    await send('village', { 办理结果: '台账已建立' })
    await move('township', '[data-lane=village]', 'send_back')
    await send('township', { 理由: '缺两户' })
    await move('village', '[data-lane=village]', 'start')
    await move('village', '[data-lane=village]', 'report')
    await send('village', { 办理结果: '已补齐' })
    await move('township', '[data-lane=village]', 'confirm')
    await seen('village', '[data-lane=village] [data-task][data-state=confirmed]')
  })

  test('of two who act on one task, the second is told and sees what may be done now', async () => {
    await fill('village', 'assign-task', { 交办给: units['group'] ?? '', 任务内容: '逐户走访', 办结期限: inDays(5) })
    const late = await stage.visit()
    // this one hears nothing of what the others do
    await late.page.route('**/api/events', (route) => route.abort())
    await signInAs(late, site, 'group', board)
    await late.page.locator('[data-lane=group] [data-move=acknowledge]').waitFor()
    await go('group', board)
    await move('group', '[data-lane=group]', 'acknowledge')
    await seen('group', '[data-lane=group] [data-task][data-state=acknowledged]')
    await late.page.locator('[data-lane=group] [data-move=acknowledge]').click()
    await expect.poll(() => late.page.locator('[data-lane=group] [role=alert]').innerText(), soon).toContain('有人先一步办理了')
    await late.page.locator('[data-lane=group] [data-move=start]').waitFor()
    await late.close()
  })

  test('the group records its visits on a phone, from the page of its own work', async () => {
    await fill('village', 'plan-visits', { 村民小组: units['group'] ?? '', 计划走访户数: '40', 第几轮: '1', 开始日期: inDays(-1), 结束日期: inDays(8) })
    await go('group', '/')
    expect(new URL(at.group.page.url()).pathname).toBe('/work')
    const round = at.group.page.locator('[data-bucket=visits] .round', { hasText: '河湾片区' })
    await round.locator('[data-action=record-visits]').click()
    await send('group', { 已走访户数: '40' })
    await expect.poll(() => at.village.page.locator(`[data-group="${units['group']}"]`).innerText(), soon).toContain('40/40')
  })

  test('a problem is collected, sorted, given to a department in bulk and put before the county', async () => {
    await fill('village', 'add-problem', { 问题: '青苗补偿未发', 所在村组: units['village'] ?? '', 来源: 'visit' })
    await go('village', `/problems?response=${code}`)
    await move('village', '[data-problem]', 'classify')
    const sheet = at.village.page.locator('dialog[open]')
    await sheet.locator('option').nth(3).waitFor({ state: 'attached' })
    await send('village', { 内容分类: await sheet.locator('option').nth(3).getAttribute('value') ?? '' })
    await go('township', `/problems?response=${code}`)
    await at.township.page.getByLabel('全选本页可交办的').check()
    await at.township.page.locator('[data-action=assign-problems]').click()
    const bulk = at.township.page.locator('dialog[open]')
    await bulk.locator('option').nth(2).waitFor({ state: 'attached' })
    await send('township', { 责任部门: await bulk.locator('option').nth(2).getAttribute('value') ?? '' })
    await seen('township', '[data-problem][data-state=assigned]')
  })

  test('the county consults, and its decision becomes the township’s task', async () => {
    const { page } = at.office
    await go('office', `/consultations?response=${code}`)
    await page.locator('[data-action=open-consultation]').click()
    const sheet = page.locator('dialog[open]')
    await sheet.getByLabel('会商主题').fill('补偿遗留问题')
    await sheet.locator(`option[value="${units['county']}"]`).waitFor({ state: 'attached' })
    await sheet.getByLabel('召集单位').selectOption({ value: units['county'] ?? '' })
    await sheet.locator('.point option').nth(1).waitFor({ state: 'attached' })
    await sheet.locator('.point select').selectOption({ index: 1 })
    await sheet.getByRole('button', { name: '确定' }).click()
    await sheet.waitFor({ state: 'detached' })
    await fill('office', 'decide-consultation', { '决定': '按标准补发', 承办单位: units['township'] ?? '', 完成期限: inDays(12) })
    await expect.poll(() => page.locator('[data-item]').first().innerText(), soon).toMatch(/按标准补发[\s\S]*已转为任务\s*已交办/)
  })

  test('the promise is kept, the revisit comes first and only then the problem is struck off', async () => {
    await go('township', board)
    await fill('township', 'add-commitment', { 承诺事项: '月底前发放到户', 单位: units['village'] ?? '', 兑现期限: inDays(6) })
    await fill('township', 'fulfil-commitment', { 兑现日期: inDays(0) })
    await seen('township', '[data-commitment] [data-state=kept]')
    await go('township', `/problems?response=${code}`)
    await move('township', '[data-problem]', 'make_plan')
    await send('township', { 办理方案: '复核后发放', 办结期限: inDays(10) })
    await move('township', '[data-problem]', 'start')
    await move('township', '[data-problem]', 'fulfil')
    await send('township', { 书面答复: '已发放' })
    await move('township', '[data-problem]', 'confirm')
    await send('township', { 回访结果: 'satisfied' })
    await move('township', '[data-problem]', 'strike_off')
    await seen('township', '[data-problem][data-state=struck]')
  })

  test('every cell of the matrix opens its level’s history', async () => {
    await go('office', '/response')
    for (const level of ['county', 'township', 'village', 'group']) {
      await at.office.page.locator(`[data-response="${code}"] [data-level=${level}]`).click()
      const drawer = at.office.page.locator('dialog[open]')
      if (level !== 'county') await expect.poll(() => drawer.locator('[data-events] li').count(), soon).toBeGreaterThan(0)
      else await drawer.getByText('还没有办理记录').waitFor()
      await at.office.page.keyboard.press('Escape')
      await drawer.waitFor({ state: 'detached' })
    }
  })

  test('a board belongs to 联动处置 in the top bar', async () => {
    await go('office', board)
    expect(await at.office.page.locator('nav.pages [aria-current=page]').allInnerTexts()).toEqual(['联动处置'])
    await go('office', '/response')
  })

  test('the number of a kind of gap is the number of cells’ gaps that remain when it is chosen', async () => {
    const { page } = at.office
    const button = page.locator('button[data-gap=unassigned]')
    const announced = Number(/\d+/.exec(await button.innerText())?.[0])
    await button.click()
    await expect.poll(async () => {
      const counts = await page.locator('.cell .count').allInnerTexts()
      return counts.reduce((sum, text) => sum + Number(/\d+/.exec(text)?.[0]), 0)
    }, soon).toBe(announced)
  })
})

describe('a matter and its clocks in the browser', { timeout: 180_000 }, () => {
  test('a pause moves the date, says so step by step, and is undone by resuming', async () => {
    await go('office', matter)
    const { page } = at.office
    const clock = page.locator('[data-clock=C5]')
    const due = async (): Promise<string> => await clock.locator('tr.due td.digits').innerText()
    const before = await due()
    await clock.locator('[data-action=pause-clock]').click()
    await send('office', { 到期自动恢复: inDays(20), 理由: '听证' })
    await clock.locator('tr.pause').waitFor()
    expect(await due() > before).toBe(true)
    await clock.locator('[data-action=resume-clock]').click()
    await send('office', {})
    await expect.poll(due, soon).toBe(before)
  })

  test('simplified handling adds its two clocks beside the others', async () => {
    const { page } = at.office
    await fill('office', 'simplify-matter', {})
    await seen('office', '[data-clock=C10H]')
    await expect.poll(() => page.locator('.head .facts').innerText(), soon).toContain('简易办理')
  })
})

describe('notices in the browser', { timeout: 180_000 }, () => {
  test('the bell counts one digest, its lines lead to their lists, and reading it empties the bell', async () => {
    await makeDigests(site.db, Date.parse(`${inDays(0)}T10:00:00+08:00`))
    await go('office', '/response')
    const { page } = at.office
    await page.getByRole('link', { name: '通知，1 条未读' }).click()
    await page.waitForURL('**/notices')
    const line = page.locator('[data-notice] [data-kind=gaps]')
    const told = wholeNumber(await line.innerText())
    await line.click()
    await page.waitForURL('**/response')
    await expect.poll(async () => wholeNumber(await page.locator('.gaps .total').innerText()), soon).toBe(told)
    await go('office', '/notices')
    await page.getByRole('button', { name: '标为已读', exact: true }).click()
    await page.getByRole('link', { name: '通知', exact: true }).waitFor()
    await page.locator('.unread').waitFor({ state: 'detached' })
  })

  test('what one wants to hear is kept, and a time in the quiet hours is said to wait', async () => {
    const { page } = at.office
    await page.locator('input[name=digest_at]').fill('22:00')
    await page.getByText('汇总将在 08:00 之后给出').waitFor()
    await page.getByLabel('四级联动缺口').uncheck()
    await page.getByRole('button', { name: '保存设置' }).click()
    await page.getByText('已保存').waitFor()
    await go('office', '/notices')
    await expect.poll(() => page.locator('input[name=digest_at]').inputValue(), soon).toBe('22:00')
    expect(await page.getByLabel('四级联动缺口').isChecked()).toBe(false)
  })
})

// every-page.test.ts looks at the pages as the demo fills them; these show what was done above
describe('a page of the joint response', { timeout: 180_000 }, () => {
  const pages = [board, `/response?cell=${code}.village`, '/problems', 'matter']
  const addressOf = (path: string): string => path === 'matter' ? matter : path
  test.each(pages)('%s has no fault of access, light and dark, nothing was refused, and it fits a desk, a phone and a wall', async (path) => {
    const { page, complaints } = at.office
    complaints.length = 0
    await page.setViewportSize({ width: 1440, height: 900 })
    await go('office', addressOf(path))
    await page.locator('main h1').first().waitFor()
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.locator(`html[data-theme=${colorScheme}]`).waitFor()
      await drawnAnew(at.office)
      expect([path, colorScheme, await faults(at.office)]).toEqual([path, colorScheme, []])
    }
    for (const size of [{ width: 1440, height: 900 }, { width: 390, height: 844 }, { width: 3840, height: 1080 }]) {
      await page.setViewportSize(size)
      await drawnAnew(at.office)
      expect([path, size.width, await sideways(at.office)]).toEqual([path, size.width, 0])
    }
    expect(complaints).toEqual([])
  })
})
