import { afterEach, expect, test } from 'vitest'
import { openBrowser, visit } from './browser.ts'
import { openEmptySite, signInByForm, unharmed } from './site.ts'

const open: (() => Promise<void>)[] = []
afterEach(async () => { for (const close of open.splice(0).reverse()) await close() })

test('on the first day a planner chooses a password of her own and imports the first units', async () => {
  // a first day can be lived once: a second try needs another installation
  const site = await openEmptySite('planner1', 'Handed-Over-1')
  open.push(() => site.close())
  const browser = await openBrowser()
  open.push(() => browser.close())
  const at = await visit(browser)
  const { page } = at
  await signInByForm(at, site, 'planner1', '/map', 'Handed-Over-1')
  await page.getByRole('heading', { name: '修改密码' }).waitFor()
  await page.getByLabel('当前密码').fill('Handed-Over-1')
  await page.getByLabel('新密码', { exact: true }).fill('short')
  await page.getByLabel('再次输入新密码').fill('short')
  await page.getByRole('button', { name: '保存并继续' }).click()
  await page.getByText('新密码不符合规则').waitFor()
  await page.getByLabel('新密码', { exact: true }).fill('My-own-word-7')
  await page.getByLabel('再次输入新密码').fill('My-own-word-7')
  await page.getByRole('button', { name: '保存并继续' }).click()
  await page.getByRole('heading', { name: '还没有导入数据' }).waitFor()
  await page.getByRole('link', { name: '数据导入' }).last().click()
  await page.getByText('请先导入区划边界').waitFor()
  // two townships, and no county yet: her own first file makes it
  const box = (west: number) => ({ type: 'Polygon', coordinates: [[[west, 27.6], [west + 0.2, 27.6], [west + 0.2, 27.8], [west, 27.8], [west, 27.6]]] })
  const unit = (code: string, name: string, level: string, parent: string, west: number) =>
    ({ type: 'Feature', properties: { code, name, level, parent_code: parent }, geometry: box(west) })
  const bring = async (name: string, features: readonly object[], county?: string): Promise<void> => {
    await page.locator('input[type=file]').setInputFiles({
      name, mimeType: 'application/geo+json', buffer: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features })),
    })
    if (county) await page.getByLabel('县（市、区）名称').fill(county)
    await page.getByRole('button', { name: '试运行', exact: true }).click()
    await page.getByRole('heading', { name: '试运行结果（没有写入）' }).waitFor()
    await page.locator('.go .primary').click()
    await page.getByRole('heading', { name: /^导入结果/ }).waitFor({ timeout: 60_000 })
  }
  await bring('towns.geojson', [unit('990000001', '东乡', 'township', '990000', 104), unit('990000002', '西乡', 'township', '990000', 104.2)], '青溪县')
  const unscoped = page.getByText('请安全管理员为本账号授权全县范围')
  await unscoped.waitFor()
  expect(await page.locator('[data-figure=created]').innerText()).toBe('2')
  expect(await page.locator('.history li').first().innerText()).toContain('规划人员')

  // granted meanwhile: the page knows by the end of the next import, and does not ask for what is there any more
  await site.db.query("insert into account_scope (account_id, unit_id) select a.id, u.id from account a, admin_unit u where a.username = 'planner1' and u.level = 'county'")
  // who somebody is, is remembered for two seconds; a grant written past the program has to wait for them
  const townships = async (): Promise<unknown[]> =>
    (await (await page.request.get(`${site.address}/api/feeds/units?level=township`)).json() as { features: unknown[] }).features
  await expect.poll(townships, { timeout: 20_000 }).toHaveLength(2)
  await page.getByRole('button', { name: '再导入一个文件' }).click()
  await page.locator('.drop').waitFor()
  expect(await page.getByText('请先导入区划边界').count()).toBe(0)
  // a file of townships does not say what the county is called
  expect(await (await page.request.get(`${site.address}/api/feeds/units?level=county`)).json()).toMatchObject({ features: [{ properties: { code: '990000', name: '青溪县' } }] })
  await bring('villages.geojson', [unit('990000001001', '河口村', 'village', '990000001', 104)])
  await unscoped.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: '到地图上看' }).click()
  await page.getByRole('tab', { name: '乡镇（街道）' }).click()
  await page.locator('#panel-units .row', { hasText: '东乡' }).waitFor()
  unharmed(at)
}, 300_000)
