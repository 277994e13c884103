/**
 * Landscape evolution in large steps: uplift, rivers that cut in proportion to slope and the root of the drained
 * area (the stream power law, solved implicitly from the outlets upward after Braun and Willett 2013,
 * doi:10.1016/j.geomorph.2012.10.008), and creep that rounds the crests.
 */
import { drainage, route } from './flow.ts'
import type { Grid } from './grid.ts'

export interface Climate {
  /** metres of uplift in one step, per cell */
  uplift: Float64Array
  /** erodibility per cell; 1 is ordinary rock, 3 soft valley fill */
  softness: Float64Array
  outlets: Uint8Array
  /** cell -> square kilometres that enter there */
  inflow: ReadonlyMap<number, number>
  /** cutting power of one step: metres of run that one square kilometre of water levels */
  power: number
  /** share of the difference to the neighbours that creep evens out in a step, 0 to 0.2 */
  creep: number
}

const AREA_EXPONENT = 0.45

/** Moves the surface `steps` steps on, in place. Outlets keep their height. */
export function erode(grid: Grid, climate: Climate, steps: number): void {
  for (let step = 0; step < steps; step++) {
    const { data } = grid
    const flow = route(grid, climate.outlets)
    const area = drainage(grid, flow, climate.inflow)
    for (let k = 0; k < flow.order.length; k++) {
      const at = flow.order[k] as number
      const to = flow.receiver[at] as number
      if (to === at) continue
      const raised = (data[at] as number) + (climate.uplift[at] as number)
      const cut = climate.power * (climate.softness[at] as number) * (area[at] as number) ** AREA_EXPONENT /
        (flow.run[at] as number)
      const lower = data[to] as number
      data[at] = raised > lower ? (raised + cut * lower) / (1 + cut) : raised
    }
    creep(grid, climate.creep, climate.outlets)
  }
}

function creep(grid: Grid, share: number, outlets: Uint8Array): void {
  const { width, height, data } = grid
  const before = Float64Array.from(data)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = row * width + column
      if (outlets[at] === 1) continue
      const own = before[at] as number
      const around = (before[column > 0 ? at - 1 : at] as number) +
        (before[column < width - 1 ? at + 1 : at] as number) +
        (before[row > 0 ? at - width : at] as number) +
        (before[row < height - 1 ? at + width : at] as number)
      data[at] = own + share * (around - 4 * own)
    }
  }
}
