/** The mountains: one great valley crossed from south to north, side valleys, basins, crests near 2,800 m. */
import { erode, type Climate } from './erosion.ts'
import { gridOf, resample, type Grid } from './grid.ts'
import { fractal, noise, ridged } from './noise.ts'
import { randomFrom } from '../../api/statistics/random.ts'

/** cells across and down at full resolution, and their side in metres */
export const COLUMNS = 704
export const ROWS = 656
export const CELL = 120
export const EXTENT_X = COLUMNS * CELL
export const EXTENT_Y = ROWS * CELL

/** Gaps in the mountain wall: share along an edge, height in metres. The first is the great river's mouth. */
interface Gap { edge: 'north' | 'south' | 'west' | 'east', share: number, height: number }

export interface Ground {
  grid: Grid
  outlets: Uint8Array
  inflow: Map<number, number>
  /** for noise laid over it later */
  seed: number
}

/** Square kilometres that the great river has drained before it enters from the south. */
const UPSTREAM_KM2 = 3200

export function relief(seed: number): Ground {
  const random = randomFrom(seed).fork('relief')
  const noiseSeed = random.int(1, 1e9)
  const gaps: Gap[] = [
    { edge: 'north', share: 0.55 + 0.15 * random(), height: 540 },
    { edge: 'west', share: 0.25 + 0.2 * random(), height: 1080 },
    { edge: 'east', share: 0.55 + 0.2 * random(), height: 1020 },
    { edge: 'east', share: 0.1 + 0.1 * random(), height: 1120 },
  ]
  const inlet = 0.36 + 0.12 * random()
  const trough = troughOf(noiseSeed, inlet, gaps[0]?.share ?? 0.5)
  let grid = gridOf(COLUMNS / 4, ROWS / 4, CELL * 4, (x, y) => 1150 + 250 * (y / EXTENT_Y) - 620 * trough(x, y) +
    420 * fractal(noiseSeed, x / 16000, y / 16000, 6, 0.62))
  const stages = [{ divide: 4, steps: 46 }, { divide: 2, steps: 10 }, { divide: 1, steps: 2 }]
  for (const { divide, steps } of stages) {
    if (divide < 4) grid = roughened(resample(grid, COLUMNS / divide, ROWS / divide), noiseSeed, divide)
    const climate = climateOf(grid, noiseSeed, gaps, inlet, trough)
    for (let at = 0; at < grid.data.length; at++) {
      if (climate.outlets[at] === 1) grid.data[at] = gapHeight(grid, at, gaps)
    }
    erode(grid, climate, steps)
    if (divide > 1) continue
    return { grid: tempered(grid), outlets: climate.outlets, inflow: new Map(climate.inflow), seed: noiseSeed }
  }
  throw new Error('unreachable: the last stage returns')
}

/** 1 along the axis of the great valley, 0 far from it. */
type Trough = (x: number, y: number) => number

function troughOf(seed: number, inlet: number, mouth: number): Trough {
  return (x, y) => {
    const down = 1 - y / EXTENT_Y
    const straight = inlet + (mouth - inlet) * down
    const bend = 9500 * noise(seed + 30, y / 17000, 0.5) + 2600 * noise(seed + 31, y / 5200, 0.5)
    const free = Math.min(1, 6 * down, 6 * (1 - down))
    return Math.exp(-(((x - straight * EXTENT_X - bend * free) / 4200) ** 2))
  }
}

function climateOf(grid: Grid, seed: number, gaps: Gap[], inlet: number, trough: Trough): Climate {
  const size = grid.data.length
  const uplift = new Float64Array(size)
  const softness = new Float64Array(size)
  const power = 520
  for (let row = 0, at = 0; row < grid.height; row++) {
    for (let column = 0; column < grid.width; column++, at++) {
      const x = (column + 0.5) * grid.cell
      const y = (row + 0.5) * grid.cell
      const bendX = x + 5200 * noise(seed + 7, x / 21000, y / 21000)
      const bendY = y + 5200 * noise(seed + 8, x / 21000, y / 21000)
      // ranges strike north-east to south-west: stretched along that axis
      const along = (bendX - bendY) * 0.7071
      const across = (bendX + bendY) * 0.7071
      const range = ridged(seed + 20, along / 46000, across / 19000, 2)
      const low = trough(x, y)
      uplift[at] = power * (0.075 + 0.19 * range ** 1.7) * (1 - 0.5 * low)
      const basin = Math.max(0, noise(seed + 40, x / 9500, y / 9500) - 0.12)
      softness[at] = 0.75 + 0.35 * noise(seed + 41, along / 7000, across / 2600) + 3.2 * basin
    }
  }
  const outlets = new Uint8Array(size)
  for (const gap of gaps) outlets[edgeCell(grid, gap)] = 1
  const inflow = new Map([[edgeCell(grid, { edge: 'south', share: inlet, height: 0 }), UPSTREAM_KM2]])
  return { uplift, softness, outlets, inflow, power, creep: grid.cell > 300 ? 0.04 : grid.cell > 150 ? 0.1 : 0.18 }
}

function edgeCell(grid: Grid, gap: Gap): number {
  const column = Math.floor(gap.share * grid.width)
  const row = Math.floor(gap.share * grid.height)
  if (gap.edge === 'north') return column
  if (gap.edge === 'south') return (grid.height - 1) * grid.width + column
  return row * grid.width + (gap.edge === 'west' ? 0 : grid.width - 1)
}

const gapHeight = (grid: Grid, at: number, gaps: Gap[]): number =>
  gaps.find(gap => edgeCell(grid, gap) === at)?.height ?? 0

/** Adds the small spurs that a coarser grid could not hold. */
function roughened(grid: Grid, seed: number, divide: number): Grid {
  const amplitude = divide === 2 ? 42 : 18
  const scale = grid.cell * 7
  for (let row = 0, at = 0; row < grid.height; row++) {
    for (let column = 0; column < grid.width; column++, at++) {
      const rough = fractal(seed + 60 + divide, (column + 0.5) * grid.cell / scale, (row + 0.5) * grid.cell / scale, 3)
      grid.data[at] = (grid.data[at] as number) + amplitude * rough
    }
  }
  return grid
}

/** Crests above 2,500 m keep half of what exceeds it: no Himalaya in a farming county. */
function tempered(grid: Grid): Grid {
  for (let at = 0; at < grid.data.length; at++) {
    const excess = (grid.data[at] as number) - 2500
    if (excess > 0) grid.data[at] = 2500 + 700 * (1 - Math.exp(-excess / 900))
  }
  return grid
}
