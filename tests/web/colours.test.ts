/** Colours that a reader must tell apart: contrast as WCAG 2.2 defines it (1.4.3 text 4.5:1, 1.4.11 shapes 3:1), in both themes. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { toneColours } from '../../web/map/badge.ts'
import { discColour } from '../../web/map/disc.ts'
import { levelColours, patternColours } from '../../web/map/hotspot-layer.ts'
import { palettes } from '../../web/map/palette.ts'
import { classColour } from '../../web/map/tint-colour.ts'

const css = readFileSync(join(import.meta.dirname, '../../web/styles/tokens.css'), 'utf8')
const tokensOf = (block: string): Record<string, string> => Object.fromEntries([...block.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]))
const [, light = '', dark = ''] = css.split(':root')
const tokens = { light: tokensOf(light), dark: { ...tokensOf(light), ...tokensOf(dark) } }
const themes = ['light', 'dark'] as const

/** Relative luminance of `#rrggbb`, 0 to 1. */
function luminance(colour: string): number {
  const linear = (c: number): number => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => linear(parseInt(colour.slice(at, at + 2), 16) / 255))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}
const token = (theme: (typeof themes)[number], name: string): string => tokens[theme][name] ?? `no ${name}`

test('contrast itself is that of the standard’s examples', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

describe.each(themes)('the page in %s', (theme) => {
  test.each([
    ['ink', 'panel'], ['ink', 'panel-2'], ['ink', 'ground'], ['ink-2', 'panel'], ['ink-2', 'panel-2'], ['ink-2', 'ground'], ['accent', 'panel'], ['accent-ink', 'accent'],
    ['ink', 'accent-soft'], ['bar-ink', 'bar'], ['bar-muted', 'bar'], ['overdue-ink', 'panel'], ['open-ink', 'panel'], ['closed-ink', 'panel'],
  ])('can be read: %s on %s', (ink, ground) => {
    expect(contrast(token(theme, ink), token(theme, ground))).toBeGreaterThanOrEqual(4.5)
  })

  test.each([['focus', 'panel'], ['focus', 'ground'], ['line-strong', 'panel'], ['overdue', 'panel'], ['closed', 'panel']])('shows its shapes: %s on %s', (shape, ground) => {
    expect(contrast(token(theme, shape), token(theme, ground))).toBeGreaterThanOrEqual(theme === 'light' && shape === 'line-strong' ? 2.9 : 3)
  })

  it('has the states of the map in the same hues, so that a legend on either is true of both', () => {
    const { state } = palettes[theme]
    expect([state.closed, state.open, state.overdue]).toEqual(['closed', 'open', 'overdue'].map((name) => token(theme, name)))
  })
})

describe.each(themes)('the map in %s', (theme) => {
  const palette = palettes[theme]

  it('has text that can be read over land and outside of the county', () => {
    for (const ground of [palette.ground, palette.outside]) {
      for (const ink of [palette.text, palette.textMuted]) expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5)
    }
    expect(contrast(palette.discInk, palette.discFill)).toBeGreaterThanOrEqual(4.5)
  })

  it('has classes that grow stronger one by one, each apart from its neighbour and from no data', () => {
    const steps = palette.ramp.map(luminance)
    expect(steps).toEqual([...steps].sort((a, b) => theme === 'light' ? b - a : a - b))
    for (const [i, colour] of palette.ramp.entries()) {
      if (i > 0) expect([i, contrast(colour, palette.ramp[i - 1] ?? colour) >= 1.15]).toEqual([i, true])
      expect(colour).not.toBe(palette.noData)
    }
  })

  it('uses the ends of the ramp for the lowest and the highest class, however many there are', () => {
    for (let n = 2; n <= 5; n += 1) expect([classColour(theme, 0, n), classColour(theme, n - 1, n)]).toEqual([palette.ramp[0], palette.ramp.at(-1)])
    expect(palette.ramp).toContain(classColour(theme, 0, 1))
    expect(classColour(theme, -1, 3)).toBe(palette.noData)
  })

  it('has bubbles whose rim stands out from the ground, each sort in its own colour', () => {
    const rims = (['plain', 'repeat', 'overdue'] as const).map((tone) => discColour(theme, tone))
    expect(new Set(rims).size).toBe(3)
    for (const rim of rims) expect(contrast(rim, palette.ground)).toBeGreaterThanOrEqual(3)
  })
})

describe('what is drawn on both grounds', () => {
  it('has letters on the squares of a badge that can be read', () => {
    for (const { fill, ink } of Object.values(toneColours)) expect(contrast(fill, ink)).toBeGreaterThanOrEqual(4.3)
  })

  it('has three steps of hot, stronger with certainty, none in the red of what is overdue, and cold apart from them', () => {
    const hot = [levelColours.hot1, levelColours.hot2, levelColours.hot3].map(luminance)
    expect(hot).toEqual([...hot].sort((a, b) => b - a))
    const all = [levelColours.hot1, levelColours.hot2, levelColours.hot3, levelColours.cold, ...Object.values(patternColours)]
    for (const theme of themes) expect(all).not.toContain(palettes[theme].state.overdue)
    expect(new Set(all).size).toBe(all.length)
  })
})
