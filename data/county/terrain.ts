/** A surface with its water: heights without pits, drained areas and slopes, computed once and shared. */
import { drainage, route, type Flow } from './flow.ts'
import { blurred, slopes, type Grid } from './grid.ts'
import type { Ground } from './relief.ts'

export interface Terrain {
  grid: Grid
  flow: Flow
  /** square kilometres drained through each cell */
  area: Float64Array
  /** rise over run, averaged over about 600 m: what a village or a road feels */
  slope: Grid
  ground: Ground
}

/** Fills pits in place (a lake bed would make a river climb) and routes the water. */
export function survey(ground: Ground): Terrain {
  const { grid } = ground
  const flow = route(grid, ground.outlets)
  grid.data.set(flow.filled)
  return { grid, flow, area: drainage(grid, flow, ground.inflow), slope: blurred(slopes(grid), 2), ground }
}
