/** Where people settled first: level ground beside water, spaced as market towns are. */
import { cellAt, centreX, centreY, type Grid } from './grid.ts'
import { noise } from './noise.ts'
import type { Random } from '../../api/statistics/random.ts'
import { EXTENT_X, EXTENT_Y } from './relief.ts'
import type { Terrain } from './terrain.ts'

export interface Place { x: number, y: number }

/** Inside when below 1: an ellipse about the sheet's centre, `scale` 1 reaches the outermost seats. */
export const reach = (x: number, y: number, scale = 1): number =>
  Math.hypot((x - EXTENT_X / 2) / (25_500 * scale), (y - EXTENT_Y / 2) / (22_500 * scale))

export const distance = (a: Place, b: Place): number => Math.hypot(a.x - b.x, a.y - b.y)

/**
 * Picks `count` of the candidates, best score first, no two closer than a spacing that shrinks until enough fit.
 * `near(place)` scales the spacing (1 = ordinary, less where settlement is dense). `fixed` are taken already.
 */
export function spaced(
  candidates: readonly Place[], count: number, spacing: number, fixed: readonly Place[],
  near: (place: Place) => number = () => 1,
): Place[] {
  for (let gap = spacing; ; gap *= 0.93) {
    const taken: Place[] = [...fixed]
    for (const place of candidates) {
      if (taken.length === fixed.length + count) break
      if (alone(place, taken, gap * near(place))) taken.push(place)
    }
    if (taken.length === fixed.length + count || gap < 20) return taken.slice(fixed.length)
  }
}

function alone({ x, y }: Place, others: readonly Place[], gap: number): boolean {
  for (const other of others) if ((x - other.x) ** 2 + (y - other.y) ** 2 < gap * gap) return false
  return true
}

/** Sixteen seats; the first two share the county town's basin, on both banks of the great river. */
export function chooseSeats(terrain: Terrain, random: Random): Place[] {
  const { grid, area, slope } = terrain
  const seed = random.int(1, 1e9)
  const scored: { place: Place, score: number, km2: number, centred: number }[] = []
  for (let row = 2; row < grid.height; row += 3) {
    for (let column = 2; column < grid.width; column += 3) {
      const at = row * grid.width + column
      const place = { x: centreX(grid, at), y: centreY(grid, at) }
      const inside = reach(place.x, place.y, 1 + 0.08 * noise(seed, place.x / 14000, place.y / 14000))
      const km2 = wettest(grid, area, column, row)
      if (inside > 1 || km2 < 6) continue
      const level = slope.data[at] as number
      const score = -9 * level + 0.22 * Math.log(km2) + 0.25 * random()
      scored.push({ place, score, km2, centred: inside })
    }
  }
  const town = best(scored, seat => seat.km2 > 800 ? seat.score * 2 - 1.3 * seat.centred : -Infinity)
  const twin = best(scored, seat => {
    const gap = distance(seat.place, town)
    return gap > 2600 && gap < 4600 ? seat.score : -Infinity
  })
  scored.sort((a, b) => b.score - a.score)
  return [town, twin, ...spaced(scored.map(seat => seat.place), 14, 16_000, [town, twin])]
}

/** The most water within a few hundred metres: a seat stands beside its river, not in it. */
function wettest(grid: Grid, area: Float64Array, column: number, row: number): number {
  let most = 0
  for (let dy = -3; dy <= 3; dy++) {
    for (let dx = -3; dx <= 3; dx++) {
      const at = cellAt(grid, (column + dx + 0.5) * grid.cell, (row + dy + 0.5) * grid.cell)
      most = Math.max(most, area[at] as number)
    }
  }
  return most
}

function best<T extends { place: Place }>(seats: readonly T[], worth: (seat: T) => number): Place {
  let top: T | undefined
  let value = -Infinity
  for (const seat of seats) {
    const own = worth(seat)
    if (own > value) {
      value = own
      top = seat
    }
  }
  if (!top) throw new Error('no level ground beside the great river: try another seed')
  return top.place
}

/** Seats of the neighbouring counties, all around: the outline runs where their reach meets ours. */
export function neighbourSeats(random: Random): Place[] {
  const count = 17
  return Array.from({ length: count }, (_, i) => {
    const angle = (i + 0.7 * random()) / count * 2 * Math.PI
    const scale = 1.42 + 0.16 * random()
    return {
      x: EXTENT_X / 2 + 25_500 * scale * Math.cos(angle),
      y: EXTENT_Y / 2 + 22_500 * scale * Math.sin(angle),
    }
  })
}

/** Levels the basin each seat stands in: people farm and build on its floor. Changes all heights but the lake's. */
export function levelBasins(
  terrain: Terrain, seats: readonly Place[], lake: ReadonlySet<number>, random: Random,
): void {
  const { grid } = terrain
  const seed = random.int(1, 1e9)
  seats.forEach((seat, rank) => {
    const radius = rank < 2 ? 3000 : 1100 + 900 * random()
    const floor = grid.data[cellAt(grid, seat.x, seat.y)] as number
    const rows = Math.ceil(radius * 1.4 / grid.cell)
    const middle = cellAt(grid, seat.x, seat.y)
    for (let dy = -rows; dy <= rows; dy++) {
      for (let dx = -rows; dx <= rows; dx++) {
        const at = middle + dy * grid.width + dx
        const rise = (grid.data[at] ?? Infinity) - floor
        if (rise > 190 || rise < -60 || lake.has(at)) continue
        const far = Math.hypot(dx, dy) * grid.cell / radius + 0.35 * noise(seed, dx / 9, dy / 9 + rank * 11)
        const share = Math.min(1, Math.max(0, 1.25 - far)) * Math.min(1, (190 - rise) / 90)
        grid.data[at] = floor + rise * (1 - 0.82 * share * share * (3 - 2 * Math.min(1, share)))
      }
    }
  })
}
