/**
 * Key pages against their looks of before, from afar (after a wanted change: REGEN=1, and look at the pages), and what the map looks like
 * when it is printed, moved or cut off.
 */
import { decode } from 'fast-png'
import type { BrowserContextOptions } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { Visit } from './browser.ts'
import { coarse, distance, keptLook } from './coarse-look.ts'
import type { Look } from './coarse-look.ts'
import { figure, figuresShown, mapDrawn, onStage, phone, signInAs, soon } from './site.ts'

const stage = onStage()
const { site } = stage

/** Closer than a page whose time slider is missing. */
const limit = { mean: 5, off: 0.045 }
const near = (one: { mean: number, off: number }): boolean => one.mean <= limit.mean && one.off <= limit.off

const pages: [name: string, path: string, options: BrowserContextOptions][] = [
  ['map', '/map', {}],
  ['map-dark', '/map', { colorScheme: 'dark' }],
  ['map-phone', '/map', phone],
  ['map-rates', '/map?v=2&period=365d&v.marks=units&v.show=household_rate', {}],
  ['compare', '/map?v=2&period=quarter&v.vs=previous', {}],
]

type Looks = (spoil?: string) => Promise<Look>

/** Opens a page and hands over a way to look at it, `spoil` hidden meanwhile. */
async function open<T>(path: string, options: BrowserContextOptions, work: (look: Looks) => Promise<T>): Promise<T> {
  const at = await stage.visit({ deviceScaleFactor: 1, ...options })
  const { page } = at
  const show = (selector: string, display: string): Promise<void> => page.evaluate(([which, how]) => {
    for (const element of document.querySelectorAll<HTMLElement>(which)) element.style.display = how
  }, [selector, display] as const)
  try {
    await signInAs(at, site, 'office', path)
    await figuresShown(at)
    await mapDrawn(at)
    if (path.includes('v.vs')) await page.locator('.second .map[data-drawn=true]').waitFor({ timeout: 60_000 })
    // what is asked for last, as the badges of the joint response, is part of the picture
    await page.waitForLoadState('networkidle')
    await page.locator('.map[data-drawn=false]').first().waitFor({ state: 'detached' })
    return await work(async (spoil) => {
      if (spoil) await show(spoil, 'none')
      // a map follows its box in a moment of its own
      await page.waitForFunction(() => [...document.querySelectorAll<HTMLElement>('.stage .map')].every((map) => {
        const { offsetHeight: height = 0 } = map.querySelector('canvas') ?? {}
        return height === 0 || Math.abs(height - map.offsetHeight) < 2
      }))
      const png = await page.screenshot()
      if (spoil) await show(spoil, '')
      return options?.isMobile ? coarse(png, 36, 64) : coarse(png)
    })
  } finally {
    await at.close()
  }
}

describe('from afar', () => {
  test.each(pages)('%s looks as before', async (name, path, options) => {
    const now = await open(path, options, (look) => look())
    const gap = distance(now, await keptLook(name, now))
    expect(near(gap), JSON.stringify(gap)).toBe(true)
  }, 120_000)

  test('a map that was not drawn, lists and figures that are missing and the colours of the other theme are noticed', async () => {
    await open('/map', {}, async (look) => {
      const map = await look()
      expect(distance(await look(), map).off).toBeLessThan(limit.off)
      for (const part of ['.stage canvas', '.kpis', '.time']) expect([part, near(distance(await look(part), map))]).toEqual([part, false])
      expect(near(distance(await open('/map', { colorScheme: 'dark' }, (other) => other()), map))).toBe(false)
    })
  }, 120_000)
})

async function drawn(options: BrowserContextOptions, work: (at: Visit) => Promise<void>, path?: string): Promise<void> {
  const at = await stage.visit({ deviceScaleFactor: 1, ...options })
  try {
    await signInAs(at, site, 'leader', path)
    await mapDrawn(at)
    await work(at)
  } finally {
    await at.close()
  }
}

test('from the dark theme the map is printed in light colours, and the screen stays dark', async () => {
  await drawn({ colorScheme: 'dark' }, async ({ page }) => {
    await page.getByRole('button', { name: '打印' }).click()
    const { data, channels } = decode(await page.locator('[data-print] img').screenshot())
    let sum = 0
    for (let i = 0; i < data.length; i += channels) sum += data[i + 1] ?? 0
    expect(sum / (data.length / channels)).toBeGreaterThan(150)
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
  })
})

test('while a map is dragged, what stands for it looks as the map does when it rests there', async () => {
  for (const marks of ['areas', 'spread']) {
    await drawn({}, async (at) => {
      const { page } = at
      const canvas = page.locator('.stage .maplibregl-canvas').first()
      const box = await canvas.boundingBox()
      if (!box) throw new Error('the map has no size')
      // the middle of the map, where no panel lies
      const clip = { x: box.x + box.width * 0.4, y: box.y + box.height * 0.25, width: box.width * 0.4, height: box.height * 0.5 }
      const look = async () => coarse(await page.screenshot({ clip }))
      const before = await look()
      const [x, y] = [box.x + box.width * 0.6, box.y + box.height * 0.5]
      await page.mouse.move(x, y)
      await page.mouse.down()
      for (let i = 1; i <= 8; i++) await page.mouse.move(x + 12 * i, y + 8 * i)
      // a hand that stops before it lets go throws nothing
      await page.waitForTimeout(250)
      const moving = await look()
      expect(distance(moving, before).off).toBeGreaterThan(0.1)
      await page.mouse.up()
      // the drag went on to its end, to the place that the address now keeps
      await page.waitForURL(/v\.at=/)
      await page.locator('.held').waitFor({ state: 'detached' })
      await mapDrawn(at)
      const { off, mean } = distance(await look(), moving)
      expect([marks, off < 0.04, mean < 4]).toEqual([marks, true, true])
      // as fine as before
      expect(await canvas.evaluate((one: HTMLCanvasElement) => one.width / one.clientWidth)).toBeCloseTo(1, 2)
    }, `/map?v=2&v.marks=${marks}`)
  }
})

test('without the network the last figures stay, the page says so, and goes on with it', async () => {
  await drawn({}, async (at) => {
    const { page } = at
    const before = await figure(at, 'petitions')
    await page.context().setOffline(true)
    await page.getByText('网络已断开').waitFor()
    expect(await figure(at, 'petitions')).toBe(before)
    await page.context().setOffline(false)
    await page.getByText('网络已断开').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '近30天' }).click()
    await expect.poll(() => figure(at, 'petitions'), soon).toBeLessThan(before)
  })
})
