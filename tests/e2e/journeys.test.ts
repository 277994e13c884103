/** Two people's whole way from signing in to the answer, over all the pages that it takes. The leader's stand with the map and the dossier. */
import { expect, test } from 'vitest'
import { clickShares } from './draw.ts'
import { faults } from './faults.ts'
import { ledgerWorkbook } from './ledger.ts'
import { figure, figuresShown, listTotal, mapDrawn, onStage, phone, sideways, signInByForm, soon, unharmed, wholeNumber } from './site.ts'

const stage = onStage()
const { site } = stage

test('a township cadre with a phone begins at what waits, reads why the first is overdue, and finds as many on the map as in its list', async () => {
  const at = await stage.visit(phone)
  const { page } = at
  await signInByForm(at, site, 'township', '/')
  await page.waitForURL(/\/work/)
  const overdue = page.locator('[data-bucket=overdue]')
  await overdue.locator('article').first().waitFor()
  const announced = wholeNumber(await page.locator('.sums .overdue b').innerText())
  expect(announced).toBe(wholeNumber(await overdue.locator('h2 .digits').innerText()))
  expect(await overdue.locator('article').count()).toBeLessThanOrEqual(announced)
  // each says by how many days, and none of them is of another township
  for (const due of await overdue.locator('article .due').allInnerTexts()) expect(due).toMatch(/\d{4}-\d{2}-\d{2}/)

  await page.locator('[data-bucket] article[data-kind=matter] h3 a').first().tap()
  await page.locator('[data-matter]').waitFor()
  // each date is worked out step by step
  await page.locator('[data-clock]').getByText('日期推算').first().waitFor()
  expect(await sideways(at)).toBe(0)
  expect(await faults(at)).toEqual([])
  await page.goBack()
  await overdue.locator('article').first().waitFor()

  await page.goto(`${site.address}/map`)
  await figuresShown(at)
  const late = await figure(at, 'overdue')
  await page.locator('.kpis [data-door=overdue]').tap()
  expect(await listTotal(at)).toBe(late)
  unharmed(at)
  await at.close()
}, 180_000)

test('a planner brings a messy ledger, mends its reading, draws an area, compares two quarters and shares what she sees', async () => {
  const at = await stage.visit()
  const { page } = at
  await signInByForm(at, site, 'planner', '/imports')
  const { rows: [town] } = await site.db.query<{ name: string }>("select name from admin_unit where level = 'township' order by code limit 1")
  await page.locator('input[type=file]').setInputFiles({ name: '台账.xlsx', mimeType: 'application/octet-stream', buffer: ledgerWorkbook(town?.name ?? '') })
  await page.getByLabel('来访情况_日子：用作').selectOption('received_on')
  await page.getByRole('button', { name: '试运行', exact: true }).click()
  await page.getByRole('heading', { name: '试运行结果（没有写入）' }).waitFor({ timeout: 60_000 })
  await page.locator('.go .primary').click()
  await page.getByRole('heading', { name: /^导入结果/ }).waitFor({ timeout: 60_000 })
  expect(await page.locator('[data-figure=created]').innerText()).toBe('28')

  await page.getByRole('link', { name: '边界绘制' }).click()
  await mapDrawn(at)
  await page.getByRole('button', { name: '画新区域' }).click()
  await clickShares(at, [0.4, 0.4], [0.6, 0.4], [0.6, 0.65], [0.4, 0.65], [0.4, 0.4])
  await page.locator('.units li').first().waitFor()
  await page.getByLabel('编号').fill('JOURNEY')
  await page.getByLabel('名称').fill('新划片区')
  await page.getByLabel('类型').selectOption({ index: 1 })
  await page.getByLabel('启用日期').fill('2024-01-01')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('已保存').waitFor()

  await page.getByRole('link', { name: '地图', exact: true }).click()
  await figuresShown(at)
  await page.locator('#panel-areas .row[data-code=JOURNEY]').click()
  await page.waitForURL(/area=JOURNEY/)
  await page.locator('.filter').getByRole('button', { name: '本季', exact: true }).click()
  await page.waitForURL(/period=quarter/)
  // until its figures have come, the period before is that of the days looked at before
  await figuresShown(at)
  await page.getByRole('button', { name: '对比' }).click()
  await page.locator('[data-compare=previous]').click()
  const table = page.locator('[data-comparison]')
  await table.locator('[data-side=right][data-door=petitions]', { hasText: /\d/ }).waitFor()
  const figures = await table.locator('td').allInnerTexts()
  const link = new URL(page.url())
  unharmed(at)
  await at.close()

  await stage.as('leader', link.pathname + link.search, async (other) => {
    const theirs = other.page.locator('[data-comparison]')
    await theirs.locator('[data-side=right][data-door=petitions]', { hasText: /\d/ }).waitFor()
    await expect.poll(() => theirs.locator('td').allInnerTexts(), soon).toEqual(figures)
    await other.page.getByRole('navigation', { name: '所在层级' }).getByText('新划片区').waitFor()
  })
}, 240_000)
