/** What an account and the system administrator do about signing in. */
import { beforeEach, expect, test } from 'vitest'
import type { Visit } from './browser.ts'
import { hotp, stepAt } from '../../api/totp.ts'
import { faults } from './faults.ts'
import { demoPassword } from '../../api/demo-accounts.ts'
import { bytesOf } from '../secrets/phone.ts'
import { onStage, phone, sideways, signInAs, soon } from './site.ts'

const stage = onStage()
const { site } = stage

/** Each test begins with an installation in which nobody has set anything, so that it may also be tried again. */
beforeEach(async () => {
  await site.db.query('update account set totp_secret = null, totp_pending = null, totp_step = null where totp_secret is not null or totp_pending is not null')
  await site.db.query("delete from setting where key in ('second_factor_roles', 'map_approval_no') or key like 'notices.%'")
})

async function fill({ page }: Visit, username: string): Promise<void> {
  await page.goto(`${site.address}/sign-in`)
  await page.getByLabel('用户名').fill(username)
  await page.getByLabel('密码', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

test('an office clerk turns one-time codes on, and is asked for one on a phone, where a wrong one is refused', async () => {
  const at = await stage.visit()
  const { page } = at
  await signInAs(at, site, 'office')
  await page.getByRole('link', { name: '账号安全' }).click()
  await page.getByRole('button', { name: '生成密钥' }).waitFor()
  expect(await faults(at)).toEqual([])
  await page.getByLabel('当前密码').fill(demoPassword)
  await page.getByRole('button', { name: '生成密钥' }).click()
  await page.getByRole('img', { name: '供手机扫描的二维码' }).waitFor()
  expect(await faults(at)).toEqual([])
  const secret = bytesOf((await page.locator('code').innerText()).replaceAll(/\s/g, ''))
  await page.getByLabel('手机上显示的 6 位验证码').fill(hotp(secret, stepAt(Date.now())))
  await page.getByRole('button', { name: '验证并启用' }).click()
  await page.getByRole('heading', { name: '备用码（只显示这一次）' }).waitFor()
  const paper = await page.locator('.paper li').allInnerTexts()
  expect(paper).toHaveLength(10)
  await page.getByRole('button', { name: '已保存，继续' }).click()
  await page.waitForURL(/\/map/)
  expect(at.complaints).toEqual([])

  const small = await stage.visit(phone)
  await fill(small, 'office')
  const code = small.page.getByLabel('动态验证码或备用码')
  await code.waitFor()
  expect(await faults(small)).toEqual([])
  await code.fill('BBBBB-BBBBB')
  await small.page.getByRole('button', { name: '登录', exact: true }).click()
  await small.page.getByText('验证码不对或已用过').waitFor()
  // the proof used up the present code: the next one is accepted a step early
  await code.fill(hotp(secret, stepAt(Date.now()) + 1))
  await small.page.getByRole('button', { name: '登录', exact: true }).click()
  await small.page.waitForURL(/\/map/)
  expect(await sideways(small)).toBe(0)
  await small.close()

  // off again with a code from the paper: the page says that it is off, and nobody is sent away
  await page.getByRole('link', { name: '账号安全' }).first().click()
  await page.getByText('动态验证码已启用').waitFor()
  await page.getByLabel('当前密码').fill(demoPassword)
  await page.getByLabel('动态验证码或备用码').fill(paper[0] ?? '')
  await page.getByRole('button', { name: '停用', exact: true }).click()
  await page.getByRole('button', { name: '生成密钥' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/second-factor')
  await at.close()
})

test('on a phone account security is in the menu', async () => {
  const at = await stage.visit(phone)
  await signInAs(at, site, 'township')
  await at.page.getByRole('button', { name: '页面' }).click()
  await at.page.getByRole('link', { name: '账号安全' }).click()
  await at.page.getByRole('heading', { name: '动态验证码' }).waitFor()
  await at.close()
})

test('the system administrator sets quiet hours and an address for notices, which is off until it is turned on', async () => {
  const at = await stage.visit()
  const { page } = at
  await signInAs(at, site, 'sysadmin', '/settings')
  await page.getByText('还没有转发地址，通知不出本机').waitFor()
  await page.locator('input[name=quiet_from]').fill('19:30')
  await page.getByRole('button', { name: '保存时间' }).click()
  await page.getByText('已保存').waitFor()
  await page.locator('[data-action=set-webhook]').click()
  const sheet = page.locator('dialog[open]')
  await sheet.getByLabel('名称').fill('值班群')
  await sheet.getByLabel('转发方式').selectOption('wecom')
  await sheet.getByLabel('地址').fill('https://qyapi.example.cn/hook?key=1')
  await sheet.getByLabel('转发哪个账号的汇总').fill('nobody')
  await sheet.getByRole('button', { name: '确定' }).click()
  await sheet.getByText('没有这个账号：nobody').waitFor()
  await sheet.getByLabel('转发哪个账号的汇总').fill('office')
  await sheet.getByLabel('签名密钥').fill('sixteen-letters-or-more')
  await sheet.getByRole('button', { name: '确定' }).click()
  const row = page.locator('[data-webhook=值班群]')
  await row.getByText('已停用').waitFor()
  await row.getByText('已设签名密钥').waitFor()
  expect(await row.innerText()).not.toContain('sixteen')
  await row.getByRole('button', { name: '启用' }).click()
  await row.getByText('转发中').waitFor()
  expect(await faults(at)).toEqual([])
  await page.reload()
  await expect.poll(() => page.locator('input[name=quiet_from]').inputValue(), soon).toBe('19:30')
  await at.close()
})

test('the system administrator asks it of a role, whose people then reach nothing before they have it', async () => {
  const at = await stage.visit()
  const { page } = at
  await signInAs(at, site, 'sysadmin', '/')
  await page.getByRole('heading', { name: '系统设置' }).waitFor()
  expect(await faults(at)).toEqual([])
  // a warning for the embedded engine alone
  await expect.poll(() => page.getByText('内置数据库不保证断电安全').count(), soon).toBe(site.db.engine === 'embedded' ? 1 : 0)
  await page.getByLabel('规划统计').check()
  await page.getByLabel('审图号').fill('GS(2026)0007号')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('已保存').waitFor()
  await page.reload()
  await expect.poll(() => page.getByLabel('规划统计').isChecked(), soon).toBe(true)
  expect(at.complaints).toEqual([])
  await at.close()

  const other = await stage.visit()
  await signInAs(other, site, 'planner')
  await other.page.waitForURL(/\/second-factor/)
  await other.page.getByText('系统设置要求本角色使用动态验证码').waitFor()
  await other.close()
  const leader = await stage.visit()
  await signInAs(leader, site, 'leader')
  await leader.page.getByText('审图号：GS(2026)0007号').waitFor()
  await leader.close()
})
