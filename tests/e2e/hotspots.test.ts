import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, visit } from './browser.ts'
import type { Visit } from './browser.ts'
import { faults } from './faults.ts'
import { mapDrawn, openSite, signInAs, wholeNumber } from './site.ts'
import type { Site } from './site.ts'

let site: Site
let browser: Browser
let at: Visit

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()])
  at = await visit(browser)
  await signInAs(at, site, 'office', '/hotspots')
  await mapDrawn(at)
})
afterAll(async () => {
  await browser.close()
  await site.close()
})
afterEach(() => {
  expect([...at.hosts]).toEqual(['127.0.0.1'])
  expect(at.complaints).toEqual([])
})

const open = async (path: string): Promise<void> => {
  await at.page.goto(site.address + path)
  await at.page.locator('aside[aria-busy=false] [data-spot]').first().waitFor({ timeout: 60_000 })
}

describe('the hot-spot page', () => {
  for (const by of ['hexagon', 'unit', 'area']) {
    test(`says why a place is hot, and every number of matters and petitions is its list (${by})`, async () => {
      await open(`/hotspots/${by}`)
      await at.page.locator('[data-spot="1"] .row').click()
      for (const door of ['matters', 'petitions']) {
        const cell = at.page.locator(`.card [data-door=${door}] button`)
        const shown = wholeNumber(await cell.innerText())
        await cell.click()
        expect([by, door, wholeNumber(await at.page.locator('[data-total]').innerText())]).toEqual([by, door, shown])
        await at.page.keyboard.press('Escape')
        await at.page.locator('dialog').waitFor({ state: 'detached' })
        // the list is part of the address, and leaving it leaves the hot spot open
        await at.page.locator('.card').waitFor()
      }
    })
  }

  test('prints the classes with how many places each has, the test and what was left out', async () => {
    await open('/hotspots/unit')
    const legend = await at.page.locator('.legend').innerText()
    for (const word of ['q ≤ 0.01', '按户数的二项检验', '错误发现率', '未计入']) expect(legend).toContain(word)
    const places = await at.page.locator('.legend [data-class] small').allInnerTexts()
    expect(places.map(wholeNumber).reduce((sum, n) => sum + n, 0)).toBe(155)
  })

  test('turns to villages for a rate, since a grid cell has no households', async () => {
    await open('/hotspots')
    await at.page.getByRole('button', { name: '每千户' }).click()
    await at.page.waitForURL(/\/hotspots\/unit\/rate/)
    await at.page.locator('aside[aria-busy=false] [data-spot]').first().waitFor()
  })

  test('has no fault by WCAG 2.2 AA, with an open card too', async () => {
    await open('/hotspots/area/frequency/emerging')
    await at.page.locator('[data-spot="1"] .row').click()
    await at.page.locator('.card').waitFor()
    expect(await faults(at)).toEqual([])
  })
})
