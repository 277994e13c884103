/** Plain bubbles and hatching, as small images that their names describe wholly, like the donuts. */
import { donutMargin, donutRadius } from './donut.ts'
import { palettes } from './palette.ts'
import { contextOf, pixelsOf } from './small-canvas.ts'
import type { ThemeName } from './types.ts'

export type Tone = 'plain' | 'repeat' | 'overdue'
export interface Disc { theme: ThemeName, size: number, tone: Tone, chosen: boolean }

export const discName = ({ theme, size, tone, chosen }: Disc): string => ['disc', theme, size, tone, chosen ? 1 : 0].join(':')
/** Fill of places whose number is too small to tell. */
export const hatchName = (theme: ThemeName): string => `hatch:${theme}`

export function discColour(theme: ThemeName, tone: Tone): string {
  const { accent, state, repeat } = palettes[theme]
  return tone === 'overdue' ? state.overdue : tone === 'repeat' ? repeat : accent
}

const margin = donutMargin

/** The image of a name; null for a name that is none of these. */
export function drawDisc(name: string): ImageData | null {
  const [tag, theme, size, tone, chosen] = name.split(':')
  if (theme !== 'light' && theme !== 'dark') return null
  if (tag === 'hatch') return drawHatch(theme)
  if (tag !== 'disc' || (tone !== 'plain' && tone !== 'repeat' && tone !== 'overdue')) return null
  const radius = donutRadius(Number(size))
  const context = contextOf(2 * (radius + margin), 2 * (radius + margin))
  if (!context) return null
  context.translate(radius + margin, radius + margin)
  const circle = (r: number): void => {
    context.beginPath()
    context.arc(0, 0, r, 0, 2 * Math.PI)
  }
  circle(radius - 1)
  context.fillStyle = palettes[theme].discFill
  context.fill()
  context.fillStyle = discColour(theme, tone)
  context.globalAlpha = 0.22
  context.fill()
  context.globalAlpha = 1
  context.lineWidth = 2.5
  context.strokeStyle = discColour(theme, tone)
  context.stroke()
  if (chosen === '1') {
    circle(radius + 3)
    context.lineWidth = 3
    context.strokeStyle = palettes[theme].accent
    context.stroke()
  }
  return pixelsOf(context)
}

/** Slanting lines that join across the edges of the tile. */
function drawHatch(theme: ThemeName): ImageData | null {
  const side = 8
  const context = contextOf(side, side)
  if (!context) return null
  context.strokeStyle = palettes[theme].hatch
  context.lineWidth = 1.5
  for (const from of [-side, 0, side]) {
    context.beginPath()
    context.moveTo(from - 1, side + 1)
    context.lineTo(from + side + 1, -1)
    context.stroke()
  }
  return pixelsOf(context)
}
