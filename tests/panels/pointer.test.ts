/** What a hand does on the page: a period drawn over the bars, a sheet thrown up, a shape put on the map and what it measures. */
import { describe, expect, test } from 'vitest'
import BottomSheet from '../../web/components/BottomSheet.vue'
import DrawTools from '../../web/panels/DrawTools.vue'
import TimeSlider from '../../web/panels/TimeSlider.vue'
import zh from '../../web/i18n/zh.ts'
import { draw, type Drawn } from './drawn.ts'

/** A pointer event at a place; happy documents have no layout, so a test says where things are. */
async function pointer(page: Drawn, selector: string, type: string, at: { x?: number, y?: number, button?: number, time?: number } = {}): Promise<void> {
  const event = new PointerEvent(type, { clientX: at.x ?? 0, clientY: at.y ?? 0, button: at.button ?? 0, pointerId: 1, bubbles: true, cancelable: true })
  if (at.time !== undefined) Object.defineProperty(event, 'timeStamp', { value: at.time })
  page.one(selector).dispatchEvent(event)
  await new Promise((resolve) => { queueMicrotask(() => { resolve(undefined) }) })
}

describe('a period drawn over the bars', () => {
  const months = Array.from({ length: 14 }, (_, i) => {
    const [year, month] = [2025 + Math.floor(i / 12), i % 12]
    const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
    const text = `${year}-${String(month + 1).padStart(2, '0')}`
    return { from: `${text}-01`, to: `${text}-${days}`, petitions: 3, repeat: 0, collective: 0, open: 1 }
  })
  const slider = async () => {
    const page = await draw(TimeSlider, { timeline: { bucket: 'month', as_of: '2026-02-28', rows: months }, bucket: 'month', period: { from: null, to: null }, fixed: false }, { hears: ['days', 'list'] })
    page.one('.strip').getBoundingClientRect = () => ({ left: 100, width: 1_400 }) as DOMRect
    page.one('.strip').setPointerCapture = () => undefined
    return page
  }
  const brushed = (page: Drawn): number[] => page.all('.bar').flatMap(({ classList }, i) => classList.contains('brushed') ? [i] : [])

  test.each([['forwards', 2, 5], ['backwards', 5, 2]])('goes %s from bar to bar, marked while it grows', async (_way, first, last) => {
    const page = await slider()
    await pointer(page, '.strip', 'pointerdown', { x: 150 + 100 * first })
    await pointer(page, '.strip', 'pointermove', { x: 150 + 100 * last })
    expect(brushed(page)).toEqual([2, 3, 4, 5])
    await pointer(page, '.strip', 'pointerup')
    expect([page.told, brushed(page)]).toEqual([[['days', { from: '2025-03-01', to: '2025-06-30' }, false]], []])
  })

  test('that stays on one bar opens its list', async () => {
    const page = await slider()
    await pointer(page, '.strip', 'pointerdown', { x: 1_499 })
    await pointer(page, '.strip', 'pointerup')
    expect(page.told).toEqual([['list', months[13]]])
  })

  test('ends at the last bar however far the hand goes, and is nothing when it is broken off or begun by another button', async () => {
    const page = await slider()
    await pointer(page, '.strip', 'pointerdown', { x: 1_250 })
    await pointer(page, '.strip', 'pointermove', { x: 9_000 })
    await pointer(page, '.strip', 'pointerup')
    expect(page.told).toEqual([['days', { from: '2025-12-01', to: '2026-02-28' }, false]])
    await pointer(page, '.strip', 'pointerdown', { x: 150 })
    await pointer(page, '.strip', 'pointercancel')
    await pointer(page, '.strip', 'pointerup')
    await pointer(page, '.strip', 'pointerdown', { x: 150, button: 2 })
    await pointer(page, '.strip', 'pointerup')
    expect(page.told).toHaveLength(1)
  })

  test('stands above its years: each under its first bar', async () => {
    const page = await slider()
    expect(page.all('.bar').map((bar) => bar.querySelector('.year')?.textContent ?? '')).toEqual(['2025', ...Array<string>(11).fill(''), '2026', ''])
  })
})

describe('the sheet', () => {
  // a document without layout has no room: heights are those of the head alone, and only the speed decides
  const sheet = async (level: string) => {
    const page = await draw(BottomSheet, { label: '区域', head: 80, modelValue: level }, { hears: ['update:modelValue'] })
    page.one('.handle').setPointerCapture = () => undefined
    return page
  }

  test('tapped opens one step further, and closes from as far as it goes', async () => {
    for (const [level, to] of [['low', 'half'], ['half', 'high'], ['high', 'low']] as const) {
      const page = await sheet(level)
      await pointer(page, '.handle', 'pointerdown', { y: 500, time: 0 })
      await pointer(page, '.handle', 'pointermove', { y: 497, time: 100 })
      await pointer(page, '.handle', 'pointerup')
      expect(page.told).toEqual([['update:modelValue', to]])
    }
  })

  test('follows the finger while it is held, and is not moved by one that only passes', async () => {
    const page = await sheet('low')
    await pointer(page, '.handle', 'pointermove', { y: 100 })
    expect(page.one('.sheet').classList.contains('dragged')).toBe(false)
    await pointer(page, '.handle', 'pointerdown', { y: 500, time: 0 })
    await pointer(page, '.handle', 'pointermove', { y: 300, time: 400 })
    expect(page.one('.sheet').classList.contains('dragged')).toBe(true)
    await pointer(page, '.handle', 'pointercancel')
    expect([page.one('.sheet').classList.contains('dragged'), page.told.length]).toEqual([false, 1])
    await pointer(page, '.handle', 'pointerdown', { y: 500, button: 1 })
    expect(page.one('.sheet').classList.contains('dragged')).toBe(false)
  })
})

describe('drawing on the map', () => {
  const ring = (side: number) => [[104, 27], [104 + side, 27], [104 + side, 27 + side], [104, 27 + side], [104, 27]]
  const polygon = (side: number) => ({ type: 'Polygon' as const, coordinates: [ring(side)] })
  const line = (degrees: number) => ({ type: 'LineString' as const, coordinates: [[104, 27], [104, 27 + degrees]] })
  const tools = async (more: object = {}) => {
    const held: { tool?: { drawn: (shape: object, whole: boolean) => void, stop: () => void, active: boolean } } = {}
    const page = await draw(DrawTools, { mayFilter: true, folds: false, around: null, ref: (tool: never) => { held.tool = tool }, ...more }, { hears: ['draw', 'stop', 'within'] })
    const give = async (shape: object, whole: boolean): Promise<void> => {
      held.tool?.drawn(shape, whole)
      await page.set({})
      await new Promise((resolve) => { queueMicrotask(() => { resolve(undefined) }) })
    }
    return { page, give, active: () => held.tool?.active }
  }

  test('offers to select only to those whose filter may hold a shape, and to measure to everybody', async () => {
    const named = ({ page }: Awaited<ReturnType<typeof tools>>) => page.all('[data-draw]').map(({ dataset }) => dataset['draw'])
    expect(named(await tools())).toEqual(['rectangle', 'polygon', 'circle', 'distance', 'area'])
    expect(named(await tools({ mayFilter: false }))).toEqual(['distance', 'area'])
  })

  test('begins by its button and ends by the same one', async () => {
    const { page, active } = await tools()
    await page.press('[data-draw=polygon]')
    expect([page.one('[data-draw=polygon]').getAttribute('aria-pressed'), active(), page.text('.note span')]).toEqual(['true', true, zh.mapPage.select.help])
    await page.press('[data-draw=circle]')
    expect(page.text('.note span')).toBe(zh.mapPage.select.drag)
    await page.press('[data-draw=circle]')
    expect([page.told, active()]).toEqual([[['draw', 'polygon'], ['draw', 'circle'], ['stop']], false])
  })

  test('narrows the filter by a selection once it is whole, and then stops', async () => {
    const { page, give } = await tools()
    await page.press('[data-draw=polygon]')
    await give(polygon(0.1), false)
    expect(page.told).toHaveLength(1)
    await give(polygon(0.1), true)
    expect(page.told.slice(1)).toEqual([['stop'], ['within', '104,27;104.1,27;104.1,27.1;104,27.1']])
  })

  test('says that a shape without a surface selects nothing', async () => {
    const { page, give } = await tools()
    await page.press('[data-draw=polygon]')
    await give({ type: 'Polygon', coordinates: [[[104, 27], [104, 27], [104, 27]]] }, true)
    expect([page.text('[role=alert]'), page.told.map(([name]) => name)]).toEqual([zh.mapPage.select.failed, ['draw']])
    await page.press('[data-draw=rectangle]')
    expect(page.all('[role=alert]')).toEqual([])
  })

  // a degree of latitude is 111.195 km
  test.each([[0.01, '1,112 米'], [0.08, '8,896 米'], [0.1, '11.12 公里'], [1, '111.20 公里']])('measures a line of %d degrees as %s', async (degrees, words) => {
    const { page, give } = await tools()
    await page.press('[data-draw=distance]')
    await give(line(degrees), true)
    expect([page.text('[data-measured]'), page.told]).toEqual([words, [['draw', 'distance']]])
  })

  test('measures a surface in mu, small ones to a tenth, and in square metres', async () => {
    const { page, give } = await tools()
    await page.press('[data-draw=area]')
    await give(polygon(0.001), false)
    const [, mu = '', square = ''] = /^([\d.,]+) 亩 · ([\d,]+) 平方米$/.exec(page.text('[data-measured]')) ?? []
    expect(Number(square.replace(',', '')) * 15 / 10_000).toBeCloseTo(Number(mu), 1)
    expect(mu).toMatch(/^16\.\d$/)
    await give(polygon(0.01), false)
    expect(page.text('[data-measured]')).toMatch(/^1,6\d\d 亩/)
  })

  test('forgets what comes after it was stopped', async () => {
    const { page, give } = await tools()
    await give(line(1), true)
    await page.press('[data-draw=distance]')
    await page.press('.note button')
    await give(line(1), true)
    expect([page.all('[data-measured]'), page.told.at(-1)]).toEqual([[], ['stop']])
  })

  test('stands behind one button on a phone', async () => {
    const { page } = await tools({ folds: true })
    expect(page.all('[data-draw]')).toEqual([])
    await page.press('.fold')
    expect([page.all('[data-draw]').length, page.one('.fold').getAttribute('aria-expanded')]).toEqual([5, 'true'])
  })

  test('takes the ground around what is chosen, as far as one says', async () => {
    const { page } = await tools({ around: { name: '澄川新城', shape: polygon(0.01) } })
    expect(page.text('.buffer label')).toContain('缓冲“澄川新城”周边')
    await page.fill('.buffer input', '1000')
    page.one('.buffer').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
    await expect.poll(() => page.told.at(-1)?.[0], { timeout: 20_000 }).toBe('within')
    const corners = String(page.told.at(-1)?.[1]).split(';').map((corner) => corner.split(',').map(Number))
    const [south, north] = [Math.min(...corners.map(([, lat]) => lat ?? 0)), Math.max(...corners.map(([, lat]) => lat ?? 0))]
    expect((27 - south) * 111_195).toBeCloseTo(1_000, -2)
    expect((north - 27.01) * 111_195).toBeCloseTo(1_000, -2)
    expect((await tools()).page.all('.buffer')).toEqual([])
  })
})
