/** What opens on the map page, by WCAG 2.2 AA. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, visit } from './browser.ts'
import type { Visit } from './browser.ts'
import { faults } from './faults.ts'
import { mapDrawn, openSite, signInAs } from './site.ts'
import type { Site } from './site.ts'

let site: Site
let browser: Browser
beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()])
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

async function as(path: string, options: Parameters<typeof visit>[1], work: (at: Visit) => Promise<void>): Promise<void> {
  const at = await visit(browser, options)
  try {
    await signInAs(at, site, 'office', path)
    await at.page.locator('.kpis[aria-busy=false] [data-door=petitions] .value b', { hasText: /\d/ }).waitFor()
    await work(at)
  } finally {
    await at.close()
  }
}

describe('by WCAG 2.2 AA nothing is at fault', () => {
  const open: [string, 'light' | 'dark', string, (at: Visit) => Promise<unknown>][] = [
    ['a comparison', 'dark', '/map?v=2&period=quarter&v.vs=previous', ({ page }) => page.locator('.second .map[data-drawn=true]').waitFor({ timeout: 60_000 })],
    ['the table of the map', 'light', '/map?v=2&period=365d&v.show=repeat_share&v.table=1', ({ page }) => page.locator('[data-twin] tbody tr').first().waitFor()],
    ['what the search found', 'dark', '/map', async ({ page }) => {
      await page.keyboard.press('/')
      await page.keyboard.type('cc')
      await page.locator('#search-found [role=option]').first().waitFor()
    }],
    ['a search that finds nothing', 'light', '/map', async ({ page }) => {
      await page.keyboard.press('/')
      await page.keyboard.type('qqqq')
      await page.getByText('没有找到地点').waitFor()
    }],
    ['the help', 'dark', '/map', async ({ page }) => { await page.locator('body').press('?'); await page.locator('#help-title').waitFor() }],
    ['the sheet to print', 'dark', '/map', async (at) => { await mapDrawn(at); await at.page.getByRole('button', { name: '打印' }).click(); await at.page.locator('[data-print]').waitFor() }],
  ]
  test.each(open)('with %s open, in %s', async (_name, colorScheme, path, show) => {
    await as(path, { colorScheme }, async (at) => {
      await show(at)
      expect(await faults(at)).toEqual([])
    })
  }, 120_000)

  test('with the tour open, and on a phone with its sheet', async () => {
    await site.db.query('update account set tour_seen_at = null')
    await as('/map', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }, async (at) => {
      await at.page.locator('[data-tour]').waitFor()
      expect(await faults(at)).toEqual([])
      await at.page.keyboard.press('Escape')
      await at.page.locator('[data-tour]').waitFor({ state: 'detached' })
      expect(await faults(at)).toEqual([])
      await at.page.getByRole('tab', { name: '图例' }).tap()
      expect(await faults(at)).toEqual([])
    })
  }, 120_000)
})
