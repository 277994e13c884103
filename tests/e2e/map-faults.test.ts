/** What opens on the map page, by WCAG 2.2 AA. */
import { describe, expect, test } from 'vitest'
import type { Visit } from './browser.ts'
import { faults } from './faults.ts'
import { mapDrawn, onStage, phone } from './site.ts'

const stage = onStage()
const { site } = stage

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
    await stage.withFigures('office', path, async (at) => {
      await show(at)
      expect(await faults(at)).toEqual([])
    }, { colorScheme })
  }, 120_000)

  test('with the tour open, and on a phone with its sheet', async () => {
    await site.db.query('update account set tour_seen_at = null')
    await stage.withFigures('office', '/map', async (at) => {
      await at.page.locator('[data-tour]').waitFor()
      expect(await faults(at)).toEqual([])
      await at.page.keyboard.press('Escape')
      await at.page.locator('[data-tour]').waitFor({ state: 'detached' })
      expect(await faults(at)).toEqual([])
      await at.page.getByRole('tab', { name: '图例' }).tap()
      expect(await faults(at)).toEqual([])
    }, phone)
  }, 120_000)
})
