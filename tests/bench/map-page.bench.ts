import { buildWebWhenStale } from '../../api/build-web.ts'
import { demoPassword } from '../../api/demo-accounts.ts'
import { kinds, periods } from '../../api/contract/filter.ts'
import { openBrowser } from '../e2e/browser.ts'
import type { Page } from 'playwright-core'
import type { Bench } from './figures.ts'
import { median, quantile } from './figures.ts'

// the application lists its pages when it starts: they must be built before the county is opened
await buildWebWhenStale({ info: () => undefined, warn: console.warn, error: console.error })

/** From the address to a map that has drawn everything it asked for, a fresh browser context each time. */
async function firstView(page: Page, url: string): Promise<number> {
  const began = performance.now()
  await page.goto(`${url}/map`)
  await page.locator('.kpis[aria-busy=false] [data-door=petitions] .value b', { hasText: /\d/ }).waitFor()
  await page.locator('.map[data-drawn=true]').waitFor({ timeout: 60_000 })
  return performance.now() - began
}

/** From the click on a button of the filter to the new total on screen. */
const change = (page: Page, selector: string): Promise<number> => page.evaluate(async (wanted) => {
  const button = document.querySelector<HTMLButtonElement>(wanted)
  const strip = document.querySelector('.kpis')
  if (!button || !strip) throw new Error(`no ${wanted}`)
  const began = performance.now()
  // each step is told, also those of an answer that comes and goes between two frames
  const answered = new Promise<void>((resolve) => {
    const watcher = new MutationObserver((steps) => {
      if (strip.getAttribute('aria-busy') === 'true' || !steps.some(({ oldValue }) => oldValue === 'true')) return
      watcher.disconnect()
      resolve()
    })
    watcher.observe(strip, { attributeFilter: ['aria-busy'], attributeOldValue: true })
  })
  button.click()
  await answered
  // painted with the next frame
  await new Promise((painted) => { requestAnimationFrame(() => { setTimeout(painted) }) })
  return performance.now() - began
}, selector)

/** Milliseconds between frames while the map is dragged about. */
async function frames(page: Page): Promise<number[]> {
  const box = await page.locator('.stage canvas').first().boundingBox()
  if (!box) throw new Error('the map has no size')
  await page.evaluate(() => {
    const seen: number[] = []
    Object.assign(window, { seen, stopSeeing: false })
    const each = (at: number): void => {
      seen.push(at)
      if (!(window as unknown as { stopSeeing: boolean }).stopSeeing) requestAnimationFrame(each)
    }
    requestAnimationFrame(each)
  })
  const [x, y] = [box.x + box.width * 0.6, box.y + box.height * 0.5]
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let i = 0; i <= 60; i++) await page.mouse.move(x + 140 * Math.sin(i / 6), y + 90 * Math.cos(i / 5))
  await page.mouse.up()
  const seen = await page.evaluate(() => {
    Object.assign(window, { stopSeeing: true })
    return (window as unknown as { seen: number[] }).seen
  })
  return seen.slice(1).map((at, i) => at - (seen[i] ?? at))
}

/** What a leader waits for in a browser with software graphics. */
export const bench: Bench = {
  name: 'map-page',
  async run(world) {
    // not everybody's first visit: the tour would lie over the map
    await world.db.query('update account set tour_seen_at = now()')
    const browser = await openBrowser()
    try {
      const signedIn = async (): Promise<Page> => {
        const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
        await context.request.post(`${world.url}/api/session`, { data: { username: 'leader', password: demoPassword }, headers: { 'x-requested-with': 'fetch' } })
        return await context.newPage()
      }
      const first: number[] = []
      for (let i = 0; i < 5; i++) {
        const page = await signedIn()
        first.push(await firstView(page, world.url))
        await page.context().close()
      }
      const page = await signedIn()
      await firstView(page, world.url)
      const changes: number[] = []
      for (const [k] of kinds.entries()) {
        changes.push(await change(page, `.filter .segments:nth-of-type(2) button:nth-child(${k + 1})`))
        for (const [p] of periods.entries()) changes.push(await change(page, `.filter .periods button:nth-child(${p + 1})`))
      }
      const plain = await frames(page)
      await page.goto(`${world.url}/map?v=2&v.marks=spread`)
      await page.locator('.map[data-drawn=true]').waitFor({ timeout: 60_000 })
      const spread = await frames(page)
      await page.goto(`${world.url}/map?v=2&v.marks=columns`)
      await page.locator('.map[data-drawn=true]').waitFor({ timeout: 60_000 })
      await page.waitForTimeout(3_000)
      const columns = await frames(page)
      return [
        { name: 'first map view, median of 5', value: median(first), unit: 'ms', limit: { atMost: 2_000 } },
        { name: 'filter change to new numbers, p50', value: median(changes), unit: 'ms' },
        { name: 'filter change to new numbers, p95', value: quantile(changes, 0.95), unit: 'ms', limit: { atMost: 400 } },
        { name: 'frame while panning, donuts, p95', value: quantile(plain, 0.95), unit: 'ms', limit: { atMost: 50 } },
        { name: 'frame while panning, spread, p95', value: quantile(spread, 0.95), unit: 'ms', limit: { atMost: 50 } },
        { name: 'frame while panning, columns, p95', value: quantile(columns, 0.95), unit: 'ms', limit: { atMost: 50 } },
      ]
    } finally {
      await browser.close()
    }
  },
}
