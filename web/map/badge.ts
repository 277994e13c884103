/**
 * The badge of an area's joint response, as a small image that its name describes wholly: the stage, a square for each of
 * the four levels in the colour of its state, hatched where something is missing, and the number of gaps.
 */
import type { AreaResponse } from '../lib/area-response.ts'
import { tones } from '../lib/tones.ts'
import type { StateTone } from '../lib/tones.ts'
import { mapFont } from './fonts.ts'
import { palettes } from './palette.ts'
import { contextOf, pixelsOf } from './small-canvas.ts'
import type { ThemeName } from './types.ts'

/** Fill and ink of a level's square: the hues of components/StateTag.vue, dark enough for a letter on top. */
export const toneColours: Record<StateTone, { fill: string, ink: string }> = {
  late: { fill: '#b3302a', ink: '#ffffff' }, wait: { fill: '#e0a11b', ink: '#14222d' },
  hand: { fill: '#2b5f8a', ink: '#ffffff' }, over: { fill: '#6b7a85', ink: '#ffffff' },
}

export type BadgeSize = 'number' | 'levels' | 'whole'

/** What there is room for: where a county fills the map the number of gaps, from then on the levels, close by the stage too. */
export const badgeSize = (zoom: number): BadgeSize => zoom < 9.6 ? 'number' : zoom < 10.4 ? 'levels' : 'whole'

/** A badge of the number alone is none where there is no gap. */
export function badgeName({ stage, levels, gaps, told = String(gaps) }: AreaResponse, theme: ThemeName, size: BadgeSize): string {
  if (size === 'number') return gaps > 0 ? ['badge', theme, '', '', '', told].join('|') : ''
  const squares = levels.map(({ tone, gaps: n }) => `${tones.indexOf(tone)}${n > 0 ? '+' : '-'}`).join('')
  return ['badge', theme, size === 'whole' ? stage.replaceAll('|', ' ') : '', levels.map(({ letter }) => letter).join(''), squares, told].join('|')
}
export const gapHatch = (theme: ThemeName): string => `gaps|${theme}`

/** All words of a badge, for a machine that has to fetch them as pieces of a font. */
export const badgeText = ({ stage, levels, gaps, told = String(gaps) }: AreaResponse): string => `${stage}${levels.map(({ letter }) => letter).join('')}${told}`

const square = 14
const pad = 3
const line = 14

const fontOf = (size: number, weight = 600): string => `${weight} ${size}px ${mapFont.map((name) => `"${name}"`).join(', ')}, sans-serif`

/** The image of a name; null for a name that is none of these. */
export function drawBadge(name: string): ImageData | null {
  const [tag, theme, stage = '', letters = '', squares = '', gaps = '0'] = name.split('|')
  if (theme !== 'light' && theme !== 'dark') return null
  if (tag === 'gaps') return drawHatch(theme)
  if (tag !== 'badge') return null
  const measure = contextOf(1, 1)
  if (!measure) return null
  measure.font = fontOf(11)
  const number = gaps !== '0' ? Math.max(square, measure.measureText(gaps).width + 8) : 0
  const row = squares.length / 2 * (square + 1) + (number && squares ? 2 : 0) + number
  const width = Math.max(row, measure.measureText(stage).width) + 2 * pad
  const height = square + 2 * pad + (stage ? line : 0)
  const context = contextOf(width + 2, height + 2)
  if (!context) return null
  const colours = palettes[theme]
  context.beginPath()
  context.roundRect(1, 1, width, height, 5)
  context.fillStyle = colours.discFill
  context.fill()
  context.lineWidth = 1
  context.strokeStyle = colours.border
  context.stroke()
  context.font = fontOf(11)
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  if (stage) {
    context.fillStyle = colours.text
    context.fillText(stage, 1 + width / 2, 1 + pad + line / 2 - 2)
  }
  const top = 1 + (stage ? line : 0) + pad
  let left = 1 + (width - row) / 2
  for (const [i, letter] of [...letters].entries()) {
    drawSquare(context, left, top, letter, tones[Number(squares[2 * i])] ?? 'over', squares[2 * i + 1] === '+')
    left += square + 1
  }
  if (number) {
    left += squares ? 2 : 0
    context.beginPath()
    context.roundRect(left, top, number, square, 4)
    context.fillStyle = colours.text
    context.fill()
    context.fillStyle = colours.discFill
    context.fillText(gaps, left + number / 2, top + square / 2 + 0.5)
  }
  return pixelsOf(context)
}

function drawSquare(context: CanvasRenderingContext2D, left: number, top: number, letter: string, tone: StateTone, gap: boolean): void {
  const { fill, ink } = toneColours[tone]
  context.save()
  context.beginPath()
  context.roundRect(left, top, square, square, 2)
  context.clip()
  context.fillStyle = fill
  context.fill()
  if (gap) {
    context.strokeStyle = ink
    context.globalAlpha = 0.55
    context.lineWidth = 1.2
    for (let from = -square; from < square; from += 5) {
      context.beginPath()
      context.moveTo(left + from, top + square)
      context.lineTo(left + from + square, top)
      context.stroke()
    }
    context.globalAlpha = 1
  }
  // the letter stands clear of the hatching
  context.lineWidth = 3
  context.strokeStyle = fill
  context.strokeText(letter, left + square / 2, top + square / 2 + 0.5)
  context.fillStyle = ink
  context.fillText(letter, left + square / 2, top + square / 2 + 0.5)
  context.restore()
}

/** Amber lines over the ground of an area in which something is missing; they slant the other way than "too few to tell". */
function drawHatch(theme: ThemeName): ImageData | null {
  const side = 10
  const context = contextOf(side, side)
  if (!context) return null
  context.strokeStyle = palettes[theme].state.open
  context.lineWidth = 2
  for (const from of [-side, 0, side]) {
    context.beginPath()
    context.moveTo(from - 1, -1)
    context.lineTo(from + side + 1, side + 1)
    context.stroke()
  }
  return pixelsOf(context)
}
