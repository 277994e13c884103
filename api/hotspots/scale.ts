import { hexagonRings } from '../statistics/hexagon-rings.ts'
import { neighbourhoodSizes, type Neighbours } from '../statistics/neighbours.ts'
import type { Places, ScaleFound } from './analysis.ts'
import { axialOf, sizes, type Size, widthOf } from './grid.ts'

/** Fewest expected matters per neighbourhood for the exact test. */
const fewestExpected = 5
/** Fewer cells are no map. */
const fewestCells = 30

export interface Scale extends ScaleFound { size: Size, neighbours: Neighbours }

export function ringsOf(places: Places, rings: number): Neighbours {
  const axial = places.ids.map(axialOf)
  return hexagonRings(axial.map(({ q }) => q), axial.map(({ r }) => r), rings)
}

function scaleAt(size: Size, rings: number, places: Places): Scale {
  const neighbours = ringsOf(places, rings)
  const cells = places.ids.length
  const mean = neighbourhoodSizes(neighbours).reduce((sum, w) => sum + w, 0) / Math.max(1, cells)
  const matters = places.matters.reduce((sum, count) => sum + count, 0)
  return { size, rings, cells, neighbourhood: 1 + 3 * rings * (rings + 1), expected: matters / Math.max(1, cells) * mean, hot: 0, neighbours }
}

/** The smallest rings of this size whose neighbourhoods expect enough; undefined when 37 cells do not. */
function ofSize(size: Size, places: Places): Scale | undefined {
  if (places.ids.length < fewestCells) return undefined
  for (const rings of [1, 2, 3]) {
    const scale = scaleAt(size, rings, places)
    if (scale.expected >= fewestExpected) return scale
  }
  return undefined
}

/** The scale that another run had, whatever is expected on it now: its figure is told beside the map. */
function pinned(scale: string, bySize: Record<Size, Places>): Scale | undefined {
  const [size, rings] = scale.split('x').map(Number) as [Size, number]
  return bySize[size].ids.length < fewestCells ? undefined : scaleAt(size, rings, bySize[size])
}

const groundOf = ({ size, neighbourhood }: Scale): number => widthOf[size] ** 2 * neighbourhood

/**
 * One scale for each size that can be tested, the map's own first: the neighbourhood that covers least ground among those
 * with at least 5 expected matters, or the one asked for (`2x1`). The rule looks at totals only, never at what turns red.
 */
export function chooseScales(bySize: Record<Size, Places>, wanted: string | null): Scale[] {
  const chosen = sizes.map((size) => ofSize(size, bySize[size])).filter((scale) => scale !== undefined)
    .sort((a, b) => groundOf(a) - groundOf(b))
  const first = wanted === null ? undefined : pinned(wanted, bySize)
  return first === undefined ? chosen : [first, ...chosen.filter(({ size }) => size !== first.size)]
}
