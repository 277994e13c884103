import { expect, test } from 'vitest'
import { openBrowser, visit } from './browser.ts'
import { openEmptySite, signInAs } from './site.ts'

test('on the first day a planner chooses a password of her own and reads what to import first', async () => {
  const [site, browser] = await Promise.all([openEmptySite('planner1', 'Handed-Over-1'), openBrowser()])
  try {
    const at = await visit(browser)
    const { page } = at
    await signInAs(at, site, 'planner1', '/map', 'Handed-Over-1')
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
    expect(await page.locator('code').allInnerTexts()).toEqual([
      'npm run import -- units units.geojson', 'npm run import -- key-areas areas.geojson', 'npm run import -- petitions petitions.xlsx',
    ])
    expect([...at.hosts]).toEqual(['127.0.0.1'])
    expect(at.complaints).toEqual([])
  } finally {
    await browser.close()
    await site.close()
  }
})
