/** Tools of the map page that are used now and then: first visit, sheet of a phone, buffer, density, time, print. */
import { decode } from 'fast-png'
import { describe, expect, test } from 'vitest'
import type { Visit } from './browser.ts'
import { figure, mapDrawn, onStage, phone, sideways, signInAs, soon, wholeNumber } from './site.ts'

const stage = onStage()
const { site } = stage

const skip = ({ page }: Visit): Promise<unknown> => Promise.all([page.waitForResponse('**/api/session/tour'), page.locator('[data-skip]').tap()])
const unseen = (): Promise<unknown> => site.db.query('update account set tour_seen_at = null')

async function leave({ page }: Visit): Promise<void> {
  await page.locator('.menu-button').tap()
  await page.getByRole('button', { name: '退出登录' }).tap()
  await page.getByLabel('用户名').waitFor()
}

describe('the first visit', () => {
  test('shows around once, by keys alone, and never again unless somebody asks in the help', async () => {
    await unseen()
    await stage.withFigures('leader', '/map', async ({ page }) => {
      const tour = page.locator('[data-tour]')
      await tour.waitFor()
      const titles: string[] = []
      for (let i = 0; i < 20 && await tour.count(); i++) {
        titles.push(await page.locator('#tour-title').innerText())
        await page.keyboard.press('Enter')
        await expect.poll(async () => await tour.count() === 0 || await page.locator('#tour-title').innerText() !== titles.at(-1), soon).toBe(true)
      }
      expect(new Set(titles).size).toBe(titles.length)
      expect(titles.length).toBeGreaterThan(7)
      await page.reload()
      await page.locator('.kpis[aria-busy=false] [data-door=petitions] .value b', { hasText: /\d/ }).waitFor()
      await page.locator('.map[data-drawn=true]').waitFor()
      expect(await tour.count()).toBe(0)
      await page.locator('body').press('?')
      await page.locator('[data-tour-again]').click()
      await tour.waitFor()
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => page.locator('#tour-title').innerText(), soon).toBe(titles[1])
      await page.keyboard.press('ArrowLeft')
      await expect.poll(() => page.locator('#tour-title').innerText(), soon).toBe(titles[0])
      await page.keyboard.press('Escape')
      await tour.waitFor({ state: 'detached' })
    })
  })

  test('is skipped by one tap on a phone; another account on the same phone has a first visit of its own, and signing out forgets nothing', async () => {
    await unseen()
    await stage.withFigures('township', '/map', async (at) => {
      const { page } = at
      const tour = page.locator('[data-tour]')
      await tour.waitFor()
      const box = await page.locator('[data-tour] .card').boundingBox()
      expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= 390).toBe(true)
      await skip(at)
      await tour.waitFor({ state: 'detached' })
      await leave(at)
      await signInAs(at, site, 'village')
      await tour.waitFor()
      await skip(at)
      await leave(at)
      await signInAs(at, site, 'township')
      await mapDrawn(at)
      expect(await tour.count()).toBe(0)
    }, phone)
  })

  test('is no business of an unattended wall', async () => {
    await unseen()
    await stage.withFigures('wall', '/map', async (at) => {
      await mapDrawn(at)
      expect(await at.page.locator('[data-tour]').count()).toBe(0)
    })
    await site.db.query('update account set tour_seen_at = now()')
  })
})

describe('the sheet of a phone', () => {
  for (const width of [390, 360]) {
    test(`is dragged, tapped and moved by keys between three heights at ${width} pixels`, async () => {
      await stage.withFigures('township', '/map', async (at) => {
        const { page } = at
        const sheet = page.locator('[data-level]')
        const handle = sheet.getByRole('separator')
        const level = (): Promise<string | null> => sheet.getAttribute('data-level')
        const height = async (): Promise<number> => (await sheet.boundingBox())?.height ?? 0
        // a small phone begins with its map
        expect(await level()).toBe(width === 360 ? 'low' : 'half')
        await handle.focus()
        await page.keyboard.press('Home')
        expect(await level()).toBe('low')
        await expect.poll(height, soon).toBeLessThan(90)
        // what is folded away is not reached by Tab
        expect(await page.locator('#panel-areas').evaluate((panel) => panel.matches('[inert]'))).toBe(true)
        await page.keyboard.press('End')
        expect(await level()).toBe('high')
        const room = (await page.locator('.ground').boundingBox())?.height ?? 0
        await expect.poll(height, soon).toBeCloseTo(room, 0)
        await handle.click()
        expect(await level()).toBe('low')
        await expect.poll(height, soon).toBeLessThan(90)
        const box = await handle.boundingBox()
        if (!box) throw new Error('no handle')
        await page.mouse.move(box.x + 60, box.y + 8)
        await page.mouse.down()
        await page.mouse.move(box.x + 60, box.y + 8 - room * 0.4, { steps: 12 })
        await page.waitForTimeout(120)
        await page.mouse.move(box.x + 60, box.y + 7 - room * 0.4)
        await page.mouse.up()
        expect(await level()).toBe('half')
        // a tab opens what was folded, and the legend is one of them
        await page.keyboard.press('Home')
        await page.getByRole('tab', { name: '图例' }).tap()
        await expect.poll(level, soon).toBe('half')
        await page.locator('.legend [data-marks=units]').tap()
        await page.waitForURL(/v\.marks=units/)
        expect(await sideways(at)).toBe(0)
      }, { ...phone, viewport: { width, height: width === 360 ? 640 : 844 } })
    })
  }
})

describe('drawing', () => {
  test('the words beside the tools let clicks through to the map', async () => {
    await stage.withFigures('office', '/map', async (at) => {
      const { page } = at
      await mapDrawn(at)
      await page.locator('[data-draw=polygon]').click()
      await page.locator('.map[data-drawing=true]').waitFor()
      const under = await page.evaluate(() => {
        const words = document.querySelector('.draw .note span')?.getBoundingClientRect()
        return words ? document.elementFromPoint(words.left + words.width / 2, words.top + words.height / 2)?.tagName : null
      })
      expect(under).toBe('CANVAS')
      await page.keyboard.press('Escape')
      await page.locator('.map[data-drawing=false]').waitFor()
    })
  })

  test('a buffer around an area selects at least what lies in the area, and its figures have their lists', async () => {
    await stage.withFigures('office', '/map', async (at) => {
      const { page } = at
      const first = page.locator('#panel-areas .row').first()
      const inside = wholeNumber(await first.locator('.facts b').first().innerText())
      await first.click()
      await page.waitForURL(/area=/)
      await page.locator('.buffer input').fill('1500')
      await page.locator('.buffer button').click()
      await page.waitForURL(/within=/)
      // the selection is one condition more: without the area it is the surroundings too
      const link = new URL(page.url())
      link.searchParams.delete('area')
      await page.goto(link.href)
      await page.locator('[data-selection][aria-busy=false] [data-door=petitions] b', { hasText: /\d/ }).waitFor()
      const around = wholeNumber(await page.locator('[data-selection] [data-door=petitions] b').innerText())
      expect(around).toBeGreaterThanOrEqual(inside)
      expect(around).toBe(await figure(at, 'petitions'))
      await page.locator('[data-selection] [data-door=overdue]').click()
      const listed = wholeNumber(await page.locator('[data-total]').innerText())
      await page.keyboard.press('Escape')
      expect(listed).toBe(wholeNumber(await page.locator('[data-selection] [data-door=overdue] b').innerText()))
    })
  })
})

/** What the density's own canvas adds to the picture of the map, as a share of pixels. */
async function added({ page }: Visit): Promise<number> {
  const pictures: Buffer[] = []
  for (const visibility of ['visible', 'hidden', 'visible']) {
    await page.evaluate((how) => {
      for (const canvas of document.querySelectorAll<HTMLElement>('.stage canvas:not(.maplibregl-canvas)')) canvas.style.visibility = how
    }, visibility)
    pictures.push(await page.locator('.stage').screenshot())
  }
  const [a, b] = [decode(pictures[0] ?? Buffer.alloc(0)), decode(pictures[1] ?? Buffer.alloc(0))]
  let changed = 0
  for (let i = 0; i < a.data.length; i += a.channels) {
    if (Math.abs((a.data[i] ?? 0) - (b.data[i] ?? 0)) + Math.abs((a.data[i + 1] ?? 0) - (b.data[i + 1] ?? 0)) > 40) changed += 1
  }
  return changed / (a.data.length / a.channels)
}

/** Share of the pixels of the picture on the sheet to print that have the stronger colours of the light theme's scale, which no ring and no road has. */
async function warm({ page }: Visit): Promise<number> {
  const { data, channels } = decode(await page.locator('[data-print] img').screenshot())
  let found = 0
  for (let i = 0; i < data.length; i += channels) {
    const [red = 0, green = 0, blue = 0] = data.subarray(i, i + 3)
    if (red - blue > 70 && green > 75 && green < 155 && blue > 45) found += 1
  }
  return found / (data.length / channels)
}

describe('density', () => {
  test.each(['columns', 'heat'])('%s are really drawn over the terrain, printed in light colours, and gone when rings are wanted again', async (marks) => {
    await stage.withFigures('office', '/map?v=2&period=365d', async (at) => {
      await mapDrawn(at)
      expect(await added(at)).toBe(0)
      await at.page.locator(`[data-marks=${marks}]`).click()
      await at.page.locator('.legend').getByText(marks === 'heat' ? '色标固定' : '柱高、颜色').waitFor()
      await expect.poll(() => added(at), { timeout: 60_000, interval: 500 }).toBeGreaterThan(0.003)
      await at.page.getByRole('button', { name: '打印' }).click()
      await at.page.locator(`[data-print] [data-legend=${marks}]`).waitFor()
      const printed = await warm(at)
      expect(printed).toBeGreaterThan(0.002)
      expect(await at.page.locator('[data-print] .scale.digits').count()).toBe(marks === 'heat' ? 1 : 0)
      await at.page.getByRole('button', { name: '关闭', exact: true }).click()
      await at.page.locator('[data-marks=areas]').click()
      await expect.poll(() => added(at), { timeout: 60_000, interval: 500 }).toBe(0)
      await at.page.getByRole('button', { name: '打印' }).click()
      await at.page.locator('[data-print] [data-legend=sizes]').waitFor()
      expect(await warm(at)).toBeLessThan(printed / 3)
    }, { colorScheme: 'dark' })
  }, 120_000)
})

test('time is played month by month, and the figures follow until somebody stops it', async () => {
  await stage.withFigures('office', '/map', async (at) => {
    const { page } = at
    await page.locator('[data-bar]').first().waitFor()
    const steps = await page.evaluate(() => history.length)
    await page.getByRole('button', { name: '播放' }).click()
    const seen = new Set<string>()
    await expect.poll(() => {
      const from = new URL(page.url()).searchParams.get('from')
      if (from) seen.add(from)
      return seen.size
    }, { timeout: 30_000, interval: 100 }).toBeGreaterThanOrEqual(3)
    await page.getByRole('button', { name: '暂停' }).click()
    const from = new URL(page.url()).searchParams.get('from') ?? ''
    const words = await page.locator(`[data-bar="${from}"]`).getAttribute('aria-label') ?? ''
    await expect.poll(() => figure(at, 'petitions'), soon).toBe(wholeNumber(/：([\d,]+)/.exec(words)?.[1] ?? ''))
    // passing months are no steps of the history
    expect(await page.evaluate(() => history.length)).toBe(steps)
  })
})

test('the sheet to print shows map, legend, scale, period, conditions, who and when, and that it is internal', async () => {
  await stage.withFigures('planner', '/map?v=2&period=year&kind=repeat&v.show=household_rate', async (at) => {
    const { page } = at
    await mapDrawn(at)
    await page.getByRole('button', { name: '打印' }).click()
    const sheet = page.locator('[data-print]')
    const words = await sheet.innerText()
    for (const word of ['示例县', '每千户', '图例', '本年', '重复', '规划人员', '内部使用 不得公开', '公里']) expect(words).toContain(word)
    // a picture, not a white sheet: the map was drawn in the moment it was taken
    const { data, channels } = decode(await sheet.locator('img').screenshot())
    const colours = new Set<number>()
    for (let i = 0; i + 2 < data.length; i += 7 * channels) colours.add(((data[i] ?? 0) >> 3) << 10 | ((data[i + 1] ?? 0) >> 3) << 5 | (data[i + 2] ?? 0) >> 3)
    expect(colours.size).toBeGreaterThan(100)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.kpis').isVisible()).toBe(false)
    expect(await sheet.isVisible()).toBe(true)
  })
})

test('everything is reached by keys alone: narrowed, drilled, compared, read as a table, listed', async () => {
  await stage.withFigures('office', '/map', async (at) => {
    const { page } = at
    const all = await figure(at, 'petitions')
    await page.keyboard.press('/')
    await page.keyboard.type('lqz')
    await page.keyboard.press('Escape')
    await page.keyboard.press('f')
    await page.getByLabel('只看超期').focus()
    await page.keyboard.press('Space')
    await expect.poll(() => figure(at, 'petitions'), soon).toBeLessThan(all)
    await page.locator('.filter .toggle').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('t')
    const row = page.locator('[data-twin] tbody button').first()
    await row.focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/area=/)
    await page.waitForLoadState('networkidle')
    await page.locator('.kpis[aria-busy=false]').waitFor()
    await page.locator('.kpis [data-door=petitions]').focus()
    await page.keyboard.press('Enter')
    expect(wholeNumber(await page.locator('[data-total]').innerText())).toBe(await figure(at, 'petitions'))
    await page.keyboard.press('Escape')
    await page.locator('dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '对比' }).focus()
    await page.keyboard.press('Enter')
    await page.locator('[data-compare=previous]').focus()
    await page.keyboard.press('Enter')
    await page.locator('[data-comparison]').waitFor()
  })
})
