/**
 * Donuts by state of handling, as small images. A donut's name says all that is drawn, so equal places share one image
 * and the same name always gives the same pixels.
 */
import { palettes } from './palette.ts'
import { contextOf, pixelsOf } from './small-canvas.ts'
import type { ThemeName } from './types.ts'

/** The ring is cut into this many equal parts: finer differences cannot be seen at 40 px. */
const parts = 36
const radii = [15, 18, 22, 26, 31] as const

export interface Donut { theme: ThemeName, size: number, overdue: number, open: number, closed: number, chosen: boolean }

/** Pixels around the ring in its image, for the shadow and the ring of what is chosen. */
export const donutMargin = 5

/** Which of the five sizes fits a number of petitions: area roughly in proportion, the largest for the greatest shown. */
export function donutSize(petitions: number, greatest: number): number {
  if (petitions <= 0 || greatest <= 0) return 0
  // whole squares stay whole: a root first and then fifths of it may end a hair below
  return Math.min(radii.length - 1, Math.floor(Math.sqrt(petitions * radii.length ** 2 / greatest)))
}

/** The smallest number that gets this size: what a legend writes beside it. */
export const sizeBegins = (size: number, greatest: number): number => Math.max(1, Math.ceil(greatest * size ** 2 / radii.length ** 2))

export const donutRadius = (size: number): number => radii[size] ?? radii[0]

const ringWidth = (radius: number): number => Math.max(5, radius * 0.26)
/** Pixels across the hole of the ring, in which the number stands. */
export const ringHole = (size: number): number => 2 * (donutRadius(size) - ringWidth(donutRadius(size)) - 1)

/** Whole parts of the ring that add up to `parts`; a state with at least one petition never vanishes. */
export function ringParts(state: { overdue: number, open: number, closed: number }): [number, number, number] {
  const values = [state.overdue, state.open, state.closed]
  const total = values.reduce((sum, value) => sum + value, 0)
  if (total === 0) return [0, 0, 0]
  const floors = values.map((value) => value === 0 ? 0 : Math.max(1, Math.floor(value / total * parts)))
  const left = parts - floors.reduce((sum, value) => sum + value, 0)
  const largest = values.indexOf(Math.max(...values))
  floors[largest] = (floors[largest] ?? 0) + left
  return [floors[0] ?? 0, floors[1] ?? 0, floors[2] ?? 0]
}

export function donutName({ theme, size, overdue, open, closed, chosen }: Donut): string {
  return ['donut', theme, size, ...ringParts({ overdue, open, closed }), chosen ? 1 : 0].join(':')
}

/** The image of a name; null for a name that is not a donut's. */
export function drawDonut(name: string): ImageData | null {
  const [tag, theme, size, overdue, open, closed, chosen] = name.split(':')
  if (tag !== 'donut' || (theme !== 'light' && theme !== 'dark')) return null
  const colours = palettes[theme]
  const radius = donutRadius(Number(size))
  const side = (radius + donutMargin) * 2
  const context = contextOf(side, side)
  if (!context) return null
  context.translate(radius + donutMargin, radius + donutMargin)

  context.shadowColor = 'rgba(8, 22, 36, 0.45)'
  context.shadowBlur = 4
  context.shadowOffsetY = 1
  disc(context, radius, colours.discFill)
  context.shadowColor = 'transparent'

  const width = ringWidth(radius)
  let from = -Math.PI / 2
  const slices: [string | undefined, string][] = [
    [overdue, colours.state.overdue], [open, colours.state.open], [closed, colours.state.closed],
  ]
  for (const [part, colour] of slices) {
    const to = from + Number(part) / parts * 2 * Math.PI
    if (to > from) {
      context.beginPath()
      context.arc(0, 0, radius - width / 2 - 1, from, to)
      context.lineWidth = width
      context.strokeStyle = colour
      context.stroke()
    }
    from = to
  }
  if (chosen === '1') {
    context.beginPath()
    context.arc(0, 0, radius + 2, 0, 2 * Math.PI)
    context.lineWidth = 3
    context.strokeStyle = colours.accent
    context.stroke()
  }
  return pixelsOf(context)
}

function disc(context: CanvasRenderingContext2D, radius: number, colour: string): void {
  context.beginPath()
  context.arc(0, 0, radius, 0, 2 * Math.PI)
  context.fillStyle = colour
  context.fill()
}
