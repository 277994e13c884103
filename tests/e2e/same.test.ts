import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, visit } from './browser.ts'
import type { Visit } from './browser.ts'
import { faults } from './faults.ts'
import { openSite, signInAs, soon, wholeNumber } from './site.ts'
import type { Site } from './site.ts'

let site: Site
let browser: Browser
let at: Visit

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()])
  at = await visit(browser)
  await signInAs(at, site, 'office', '/same?v=1')
}, 300_000)
afterAll(async () => {
  await browser.close()
  await site.close()
})
afterEach(() => {
  expect([...at.hosts]).toEqual(['127.0.0.1'])
  expect(at.complaints).toEqual([])
})

const counted = async (queue: string, { page }: Visit = at): Promise<number> => wholeNumber(await page.locator(`[data-count=${queue}]`).innerText())
const atHand = (): Promise<string | null> => at.page.locator('.queue [aria-current]').getAttribute('data-pair')
const done = (): Promise<string> => at.page.locator('.done').innerText().catch(() => '')

describe('the petition office checks what may be one matter', () => {
  test('sees as many pairs as the list holds, side by side, with the points of each part and what differs', async () => {
    await at.page.locator('tr[data-line=title]').waitFor()
    const open = await counted('open')
    expect(open).toBeGreaterThanOrEqual(10)
    expect(await at.page.locator('.queue li').count()).toBe(Math.min(open, 50))
    const points = await at.page.locator('[data-part] .points').allInnerTexts()
    const score = wholeNumber(await at.page.locator('.queue [aria-current] .score').innerText())
    expect(points.reduce((sum, text) => sum + Number(text.replace('−', '-')), 0)).toBe(score)
    expect(await at.page.locator('td mark').count()).toBeGreaterThan(0)
    await at.page.locator('.map[data-drawn=true]').waitFor({ timeout: 60_000 })
    expect(await faults(at)).toEqual([])
  })

  test('decides three pairs with one key each', async () => {
    const before = await counted('open')
    for (const [key, words] of [['3', '留待稍后再看'], ['2', '不是同一事项']] as const) {
      const pair = await atHand()
      await at.page.keyboard.press(key)
      await expect.poll(done, soon).toContain(words)
      await expect.poll(atHand, soon).not.toBe(pair)
    }
    await expect.poll(() => counted('open'), soon).toBe(before - 2)
    expect([await counted('later'), await counted('different')]).toEqual([1, 1])
    await at.page.keyboard.press('1')
    await expect.poll(done, soon).toContain('已并入')
    await expect.poll(() => counted('open'), soon).toBeLessThanOrEqual(before - 3)
  })

  test('finds the merging on the matter’s page, and takes it back there with a reason', async () => {
    const [, other, elder] = /(\S+) 已并入 (\S+)/.exec(await done()) ?? []
    await at.page.goto(`${site.address}/matters/${elder}`)
    await at.page.locator('[data-merge]').waitFor()
    expect(await at.page.locator('[data-merge]').innerText()).toContain(`由 ${other} 并入`)
    expect(await faults(at)).toEqual([])
    await at.page.goto(`${site.address}/matters/${other}`)
    expect(await at.page.locator('.merged').innerText()).toContain(elder)
    await at.page.goto(`${site.address}/matters/${elder}`)
    await at.page.locator('[data-action=split-matter]').click()
    await at.page.getByRole('dialog').locator('textarea, input').first().fill('核实后不是同一件')
    await at.page.getByRole('dialog').locator('button[type=submit]').click()
    await expect.poll(() => at.page.locator('[data-merge]').innerText(), soon).toContain('已撤销')
  })

  test('can do the same with a finger on a phone, without scrolling sideways', async () => {
    const phone = await visit(browser, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
    await signInAs(phone, site, 'township', '/same?v=1')
    await phone.page.locator('.queue li, .none').first().waitFor()
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    const before = await counted('open', phone)
    if (before > 0) {
      await phone.page.locator('[data-decision=later]').tap()
      await expect.poll(() => counted('open', phone), soon).toBe(before - 1)
    }
    expect(await faults(phone)).toEqual([])
    await phone.close()
  })
})
