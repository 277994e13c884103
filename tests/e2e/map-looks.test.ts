/** Key pages against their looks of before, from afar. After a wanted change: REGEN=1, and look at the pages. */
import type { BrowserContextOptions } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { coarse, distance, keptLook } from './coarse-look.ts'
import type { Look } from './coarse-look.ts'
import { figuresShown, mapDrawn, onStage, phone, signInAs } from './site.ts'

const stage = onStage()
const { site } = stage

const limit = { mean: 7, off: 0.06 }
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
  const at = await stage.visit({ reducedMotion: 'reduce', ...options })
  const { page } = at
  const show = (selector: string, display: string): Promise<void> => page.evaluate(([which, how]) => {
    for (const element of document.querySelectorAll<HTMLElement>(which)) element.style.display = how
  }, [selector, display] as const)
  try {
    await signInAs(at, site, 'office', path)
    await figuresShown(at)
    await mapDrawn(at)
    if (path.includes('v.vs')) await page.locator('.second .map[data-drawn=true]').waitFor({ timeout: 60_000 })
    await page.waitForLoadState('networkidle')
    return await work(async (spoil) => {
      if (spoil) await show(spoil, 'none')
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
