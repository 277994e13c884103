import { beforeAll, describe, expect, test } from 'vitest'
import { faults } from './faults.ts'
import { mapDrawn, onStage, signInAs, soon, wholeNumber } from './site.ts'

const stage = onStage()
const { site } = stage
const at = stage.visitor()

beforeAll(async () => {
  await signInAs(at, site, 'office', '/hotspots')
  await mapDrawn(at)
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
        const cell = at.page.locator(`article.card [data-door=${door}] button`)
        const shown = wholeNumber(await cell.innerText())
        await cell.click()
        expect([by, door, wholeNumber(await at.page.locator('[data-total]').innerText())]).toEqual([by, door, shown])
        await at.page.keyboard.press('Escape')
        await at.page.locator('dialog').waitFor({ state: 'detached' })
        // the list is part of the address, and leaving it leaves the hot spot open
        await at.page.locator('article.card').waitFor()
      }
    })
  }

  test('opens every other number of a hot spot as its list: repeats, open, contents, how often, the period before', async () => {
    await open('/hotspots/area?period=365d')
    await at.page.locator('[data-spot="1"] .row').click()
    const doors = at.page.locator('article.card [data-door] button, article.card [data-category] button, article.card [data-band] button')
    const n = await doors.count()
    expect(n).toBeGreaterThanOrEqual(9)
    for (let i = 0; i < n; i++) {
      const name = await doors.nth(i).getAttribute('aria-label')
      const shown = wholeNumber(await doors.nth(i).innerText())
      await doors.nth(i).click()
      expect([name, wholeNumber(await at.page.locator('[data-total]').innerText())]).toEqual([name, shown])
      await at.page.keyboard.press('Escape')
      await at.page.locator('dialog').waitFor({ state: 'detached' })
    }
  })

  test('shows how often matters came, in six bands that are lists', async () => {
    const bands = at.page.locator('[data-bands] [data-part]')
    await bands.first().waitFor()
    const cell = bands.filter({ has: at.page.locator('button') }).first().locator('button')
    const shown = wholeNumber(await cell.innerText())
    await cell.click()
    expect(wholeNumber(await at.page.locator('[data-total]').innerText())).toBe(shown)
    await at.page.keyboard.press('Escape')
    await at.page.locator('dialog').waitFor({ state: 'detached' })
  })

  test('says how each number is computed, with formulae and sources, in both languages', async () => {
    await open('/hotspots')
    await at.page.getByRole('button', { name: '这些数是怎么算的' }).click()
    const sheet = at.page.locator('dialog [data-how]')
    expect(await sheet.count()).toBe(12)
    expect((await at.page.locator('dialog').innerText()).match(/hotspots\.how/)).toBeNull()
    expect(await at.page.locator('dialog code').count()).toBe(7)
    expect(await faults(at)).toEqual([])
    await at.page.keyboard.press('Escape')
  })

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

  test('keeps the last result on screen while a new one is computed, and says so', async () => {
    await open('/hotspots/area')
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => { release = resolve })
    await at.page.route(/\/api\/hotspots\?/, async (route) => {
      await held
      await route.continue()
    })
    await at.page.getByRole('button', { name: '近90天' }).click()
    await at.page.locator('[data-stale]').waitFor()
    expect(await at.page.locator('[data-spot]').count()).toBeGreaterThan(0)
    release()
    await at.page.locator('[data-stale]').waitFor({ state: 'detached' })
    await at.page.unroute(/\/api\/hotspots\?/)
  })

  test('goes through the months by button and by key, each with its own run, and back to the whole period', async () => {
    await open('/hotspots')
    const words = at.page.locator('[data-player] [data-month]')
    const month = (): Promise<string | null> => words.getAttribute('data-month')
    const settled = (): Promise<void> => at.page.locator('[data-player] [data-month][data-waiting=false]:not([data-month=""])').waitFor({ timeout: 60_000 })
    await at.page.getByRole('button', { name: '上一个月' }).click()
    await settled()
    const last = await month()
    expect(last).toMatch(/^\d{4}-\d{2}$/)
    await at.page.getByRole('slider', { name: '月份' }).press('ArrowLeft')
    await at.page.locator(`[data-player] [data-month][data-waiting=false]:not([data-month="${last}"])`).waitFor({ timeout: 60_000 })
    expect(String(await month()) < String(last)).toBe(true)
    // the words, the legend and the list tell the same run
    const matters = wholeNumber(/：([\d,]+) 件/.exec(await words.innerText())?.[1] ?? '')
    expect(await at.page.locator('.legend').innerText()).toContain(`至 ${await month()}-`)
    expect(await at.page.locator('.legend').innerText()).toContain(`${matters} 件事项`)
    await at.page.getByRole('button', { name: '播放' }).click()
    await at.page.getByRole('button', { name: '暂停' }).click()
    await at.page.getByRole('button', { name: '回到整个时段' }).click()
    expect(await month()).toBe('')
  })

  test('puts two periods side by side on one grid, whose numbers are lists of either period', async () => {
    await open('/hotspots?v=2&period=365d&v.vs=previous')
    const side = at.page.locator('[data-comparison] tr[data-side=right] button').first()
    await side.waitFor({ timeout: 60_000 })
    expect(await at.page.locator('.stage .map').count()).toBe(2)
    const shown = wholeNumber(await side.innerText())
    await side.click()
    expect(wholeNumber(await at.page.locator('[data-total]').innerText())).toBe(shown)
    await at.page.keyboard.press('Escape')
    await at.page.locator('dialog').waitFor({ state: 'detached' })
    expect(await faults(at)).toEqual([])
  })

  for (const [colour, word] of [['columns', '柱高为事项数'], ['heat', '标尺固定']]) {
    test(`draws the run's own numbers as ${colour}`, async () => {
      await open(`/hotspots/hexagon/frequency/${colour}`)
      await at.page.locator('.map[data-drawn=true]').waitFor()
      expect(await at.page.locator('.legend').innerText()).toContain(word)
      // deck.gl draws on a canvas of its own
      await at.page.locator('.map canvas:not(.maplibregl-canvas):visible').first().waitFor()
    })
  }

  test('has the alarm in the work list of the office, which may have it look again', async () => {
    await at.page.goto(`${site.address}/work`)
    const section = at.page.locator('[data-bucket=alarms]')
    await section.waitFor({ timeout: 60_000 })
    await section.locator('[data-run-alarm]').click()
    await section.getByText(/扫描完成|数据没有变化/).waitFor({ timeout: 60_000 })
    expect(await faults(at)).toEqual([])
  })

  test('has no fault by WCAG 2.2 AA, with an open card too', async () => {
    await open('/hotspots/area/frequency/emerging')
    await at.page.locator('[data-spot="1"] .row').click()
    await at.page.locator('article.card').waitFor()
    expect(await faults(at)).toEqual([])
  })

  test('leaves every switch in reach above the legend, also on a small screen', async () => {
    await open('/hotspots')
    const before = at.page.viewportSize()
    await at.page.setViewportSize({ width: 900, height: 600 })
    await expect.poll(() => at.page.locator('.switches button').evaluateAll((buttons) => buttons.filter((button) => {
      const { left, top, width, height } = button.getBoundingClientRect()
      return document.elementFromPoint(left + width / 2, top + height / 2) !== button
    }).map(({ textContent }) => textContent)), soon).toEqual([])
    expect(await at.page.locator('details.legend summary').isVisible()).toBe(true)
    await at.page.setViewportSize(before ?? { width: 1440, height: 900 })
  })
})
