import type { BrowserContextOptions } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { Visit } from './browser.ts'
import { faults } from './faults.ts'
import { figure, figuresShown, listTotal, onStage, sideways, signInAs, soon, unharmed, wholeNumber } from './site.ts'

const stage = onStage()
const { site } = stage

const visiting = <T>(options: BrowserContextOptions, work: (at: Visit) => Promise<T>): Promise<T> => stage.visiting(options, async (at) => {
  const result = await work(at)
  unharmed(at)
  return result
})
const settled = async (at: Visit): Promise<void> => {
  await at.page.locator('.dossier h1', { hasText: /\S/ }).waitFor()
  await figuresShown(at)
  await at.page.waitForLoadState('networkidle')
}

describe('a leader', () => {
  test('finds the area that needs help, reads why, opens lists behind its numbers, goes to the neighbour and to the map and back', async () => {
    await visiting({}, async (at) => {
      const { page } = at
      await signInAs(at, site, 'leader', '/areas')
      const rows = page.locator('tbody tr')
      await rows.first().waitFor()
      const overdue = await rows.locator('td.overdue').allInnerTexts()
      expect(overdue.map(Number)).toEqual(overdue.map(Number).sort((a, b) => b - a))
      const name = await rows.first().locator('th a').innerText()
      await rows.first().locator('th a').click()
      await settled(at)
      expect(await page.locator('h1').innerText()).toBe(name)
      expect(wholeNumber(await page.locator('[data-sentence=overdue]').innerText())).toBe(await figure(at, 'open'))
      expect(await page.locator('[data-sentence=overdue]').innerText()).toContain(`有 ${overdue[0]} 件次超期`)

      const doors = ['.kpis [data-door=overdue]', '.parts [data-part=visit] .door', '[data-indicator=repeat_share] .door', '.parts [data-part="1"] .door', '.years tr.now .door']
      for (const door of doors) {
        const shown = wholeNumber(await page.locator(door).first().innerText().then((text) => text.replace('超期', '')))
        await page.locator(door).first().click()
        expect([door, await listTotal(at)]).toEqual([door, shown])
      }
      const bar = page.locator('.bars .bar.marked').last()
      const words = await bar.getAttribute('aria-label') ?? ''
      await bar.click()
      expect(await listTotal(at)).toBe(wholeNumber(words.split('：')[1] ?? ''))

      const neighbour = page.locator('section[aria-label=相邻] a').first()
      const beside = await neighbour.locator('b').innerText()
      await neighbour.click()
      await expect.poll(() => page.locator('h1').innerText(), soon).toBe(beside)
      await settled(at)
      await page.getByRole('link', { name: '在地图上查看' }).click()
      await page.waitForURL(/\/map\?.*area=/)
      await page.getByRole('link', { name: '查看档案' }).first().click()
      await settled(at)
      expect(await page.locator('h1').innerText()).toBe(beside)
    })
  }, 180_000)

  test('drills the categories down two levels, each adding up to the one above, and the filter of the address stays', async () => {
    await visiting({}, async (at) => {
      const { page } = at
      await signInAs(at, site, 'leader', '/areas/990128-K01?v=1&period=365d')
      await settled(at)
      const card = page.locator('section[aria-label=反映内容]')
      for (const level of [1, 2]) {
        const first = card.locator('[data-part]').first()
        const whole = wholeNumber(await first.locator('.value').innerText())
        const name = (await first.locator('.name').innerText()).replace(/\s*›$/, '')
        await first.locator('button.name').click()
        await expect.poll(() => card.locator('.way b').innerText().catch(() => ''), soon).toBe(name)
        await expect.poll(async () => (await card.locator('[data-part] .value').allInnerTexts()).reduce((sum, text) => sum + wholeNumber(text), 0), soon).toBe(whole)
        const shown = wholeNumber(await card.locator('[data-part] .door').first().innerText())
        await card.locator('[data-part] .door').first().click()
        expect([level, await listTotal(at)]).toEqual([level, shown])
      }
      await page.getByRole('button', { name: '重复', exact: true }).click()
      await expect.poll(() => figure(at, 'first'), soon).toBe(0)
      expect(page.url()).toContain('/areas/990128-K01?')
    })
  }, 120_000)

  test('walks through the months by keyboard and reads them in a table', async () => {
    await visiting({}, async (at) => {
      const { page } = at
      await signInAs(at, site, 'leader', '/areas/990128-K01')
      await settled(at)
      await page.locator('.bars .bar').first().focus()
      await page.keyboard.press('End')
      await page.keyboard.press('ArrowLeft')
      const focused = await page.evaluate(() => document.activeElement?.getAttribute('data-key'))
      expect(focused).toBe(await page.locator('.bars .bar').nth(34).getAttribute('data-key'))
      await page.getByText('数据表').click()
      expect(await page.locator('.twin tbody tr').count()).toBe(36)
    })
  })

  test('prints the page on A4 with period, cut-off day and name, without the furniture of the screen', async () => {
    await visiting({ colorScheme: 'dark' }, async (at) => {
      const { page } = at
      await signInAs(at, site, 'leader', '/areas/990128-K01')
      await settled(at)
      await page.emulateMedia({ media: 'print' })
      // A4 between its margins
      await page.setViewportSize({ width: 703, height: 1000 })
      const printed = await page.locator('.printed').innerText()
      expect(printed).toMatch(/统计时段：近一年（\d{4}-\d\d-\d\d – \d{4}-\d\d-\d\d） · 数据截至 \d{4}-\d\d-\d\d · 打印人：县领导/)
      for (const gone of ['header.bar', '.filter', '.head .button', '.map-card']) expect([gone, await page.locator(gone).isVisible()]).toEqual([gone, false])
      // the last of nine figures is on the paper, not beside it
      const paper = await page.locator('.kpis').boundingBox()
      const last = await page.locator('.kpis [data-door=overdue] .value').boundingBox()
      expect((last?.x ?? 0) + (last?.width ?? Infinity)).toBeLessThanOrEqual((paper?.x ?? 0) + (paper?.width ?? 0))
      expect((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString()).toBe('%PDF-')
    })
  })
})

describe('the page of a place', () => {
  test('has no fault that axe can find on a wall; every-page.test.ts looks at it on desk and phone', async () => {
    await visiting({ colorScheme: 'dark', viewport: { width: 3840, height: 1080 } }, async (at) => {
      await signInAs(at, site, 'office', '/areas/990128-K01')
      await settled(at)
      expect(await faults(at)).toEqual([])
      expect(await sideways(at)).toBe(0)
    })
  })

  test('and the list of areas offer all times where a period has nothing', async () => {
    await visiting({}, async (at) => {
      const { page } = at
      for (const path of ['/areas', '/areas/990128-K01']) {
        await signInAs(at, site, 'office', `${path}?v=2&from=2010-01-01&to=2010-12-31`)
        // each block of the page says that there is nothing, one of them offers the way out
        await page.getByText('所选时段没有信访件。可放宽').waitFor()
        await page.locator('[data-widen]').click()
        await page.getByText('所选时段没有信访件').first().waitFor({ state: 'detached' })
        expect(page.url()).not.toContain('from=')
      }
      expect(await figure(at, 'petitions')).toBeGreaterThan(0)
    })
  })

  test('is there for each level of units, from the cadre’s own down, and the figures are the unit’s', async () => {
    for (const [role, level] of [['township', '乡镇（街道）'], ['village', '村（社区）'], ['group', '村民小组']] as const) {
      await visiting({}, async (at) => {
        await signInAs(at, site, role, '/areas')
        await at.page.locator('.own a').click()
        await settled(at)
        expect(await at.page.locator('.head .kind').innerText()).toBe(level)
        expect(await figure(at, 'petitions')).toBe(await at.page.evaluate(async () => {
          const answer = await fetch('/api/summary?period=365d')
          return (await answer.json() as { petitions: number }).petitions
        }))
      })
    }
  }, 120_000)

  test('without petitions says so plainly, and one that is not there or not one’s own says no more than that', async () => {
    await visiting({}, async (at) => {
      await signInAs(at, site, 'leader', '/areas/990128-K01?v=1&from=2031-01-01&to=2031-01-31')
      await settled(at)
      await at.page.getByText('所选时段没有信访件。可放宽时段或筛选条件。').waitFor()
      expect(await figure(at, 'petitions')).toBe(0)
    })
    const at = await stage.visit()
    await signInAs(at, site, 'village', '/areas/nowhere')
    await at.page.getByRole('heading', { name: '没有这个区域或辖区' }).waitFor()
    await at.page.goto(`${site.address}/units/990128`)
    await at.page.getByRole('heading', { name: '没有这个区域或辖区' }).waitFor()
    await at.close()
  })

  test('is closed to those without business data, and has no list for the kiosk', async () => {
    await visiting({}, async (at) => {
      await signInAs(at, site, 'auditor', '/areas/990128-K01')
      await at.page.getByText('本账号不接触业务数据').waitFor()
      expect(at.asked.filter((path) => !/^\/api\/(session|about)/.test(path))).toEqual([])
    })
    await visiting({ viewport: { width: 1920, height: 1080 } }, async (at) => {
      await signInAs(at, site, 'wall', '/areas/990128-K01')
      await settled(at)
      expect(await at.page.locator('.door, .bars button').count()).toBe(0)
      expect(at.asked.filter((path) => /feeds\/(petitions|matters|timeline|responses)/.test(path))).toEqual([])
    })
  })
})
