import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, visit } from './browser.ts'
import type { Visit } from './browser.ts'
import { faults } from './faults.ts'
import { openSite, signInAs, wholeNumber } from './site.ts'
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

const counted = async (queue: string): Promise<number> => wholeNumber(await at.page.locator(`[data-count=${queue}]`).innerText())

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
})
