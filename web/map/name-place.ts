/** Where the name of a mark stands: marks near an edge carry it on the side of the middle, so that panels do not cut it off. */
import { donutRadius } from './donut.ts'
import type { Expression } from './types.ts'

/** A third of the breadth that all marks take. */
export const sides = ['west', 'middle', 'east'] as const
export type Side = typeof sides[number]

/** The sides of places at these degrees of longitude; marks that stand close together are all in the middle. */
export function sidesOf(lons: readonly number[]): Side[] {
  const [west, east] = [Math.min(...lons), Math.max(...lons)]
  const third = (east - west) / 3
  return lons.map((lon) => third === 0 ? 'middle' : lon < west + third ? 'west' : lon > east - third ? 'east' : 'middle')
}

/** The corner or side of the text that lies at the mark: `left` = the name begins there, at the mark's right. */
type Anchor = 'top' | 'bottom' | 'left' | 'right' | 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right'

const free: readonly Anchor[] = ['top', 'bottom', 'left', 'right', 'top-left', 'top-right', 'bottom-left', 'bottom-right']
/** Under a mark with a badge the place is the badge's. */
const underBadge: readonly Anchor[] = ['bottom', 'left', 'right', 'bottom-left', 'bottom-right', 'top', 'top-left', 'top-right']

/**
 * Best first. The map keeps a side once found, so near an edge the outer one is offered only where nothing lies over the edges.
 *
 * @param roomy on walls, where the county does not fill the map
 */
export function anchorsOf(badged: boolean, side: Side, roomy: boolean): Anchor[] {
  const all = badged ? underBadge : free
  const isInner = (anchor: Anchor): boolean => side === 'middle' || !anchor.includes(side === 'west' ? 'right' : 'left')
  return [...all.filter(isInner), ...roomy ? all.filter((anchor) => !isInner(anchor)) : []]
}

/** Ems from the middle of a mark to the corner or side of its name. */
function offset(anchor: Anchor, reach: number): [number, number] {
  const x = anchor.includes('left') ? 1 : anchor.includes('right') ? -1 : 0
  const y = anchor.startsWith('top') ? 1 : anchor.startsWith('bottom') ? -1 : 0
  const along = x && y ? reach * Math.SQRT1_2 : reach
  return [x * along, y * along]
}

const gap = 6
/** Places for a name by the mark's `size` and `side`; `type` is the size of the text in pixels. */
export function namePlaces(badged: boolean, type: number, roomy: boolean): Expression {
  const at = (side: Side, size: number): Expression =>
    ['literal', anchorsOf(badged, side, roomy).flatMap((anchor) => [anchor, offset(anchor, (donutRadius(size) + gap) / type)])] as unknown as Expression
  const bySize = (side: Side): Expression => ['match', ['get', 'size'], 1, at(side, 1), 2, at(side, 2), 3, at(side, 3), 4, at(side, 4), at(side, 0)]
  return ['match', ['get', 'side'], 'west', bySize('west'), 'east', bySize('east'), bySize('middle')]
}
