import { expect, test } from 'vitest'
import { onStage, openEmptySite, signInByForm } from './site.ts'

const stage = onStage(() => openEmptySite('planner1', 'Handed-Over-1'))
const { site } = stage
const at = stage.visitor()

test('on the first day a planner chooses a password of her own and imports the first units', async () => {
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
  const features = [['990000001', '东乡', 104], ['990000002', '西乡', 104.2]].map(([code, name, west]) =>
    ({ type: 'Feature', properties: { code, name, level: 'township', parent_code: '990000' }, geometry: box(Number(west)) }))
  await page.locator('input[type=file]').setInputFiles({
    name: 'towns.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features })),
  })
  await page.getByRole('button', { name: '试运行', exact: true }).click()
  await page.getByRole('heading', { name: '试运行结果（没有写入）' }).waitFor()
  await page.locator('.go .primary').click()
  await page.getByText('请安全管理员为本账号授权全县范围').waitFor({ timeout: 60_000 })
  expect(await page.locator('[data-figure=created]').innerText()).toBe('2')
})
