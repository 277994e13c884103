/** The place of one matter: coordinates as an office would have them, and the words of the file. */
import type { Dice } from './dice.ts'
import { nearby, type Settings, type Spot } from './settings.ts'

export interface Placed {
  /** index of the key area, -1 elsewhere */
  area: number
  spot: Spot
  lon: number | null
  lat: number | null
  text: string | null
}

const COUNTY_SHARE_IN_AREAS = 0.44

/** Draws the place of a matter received at `time` (0-1 of the period). `weights` is `areaWeights(time)`. */
export function placeOf(settings: Settings, weights: Float64Array, dice: Dice): Placed {
  const busy = (weights[weights.length - 1] as number) / 0.47
  if (dice() < COUNTY_SHARE_IN_AREAS * Math.min(1.5, busy)) return inArea(settings, weights, dice)
  const spot = settings.groups.spots[dice.weighted(settings.groups.weights)] as Spot
  const draw = dice()
  if (draw < 0.13) return { area: -1, spot, lon: null, lat: null, text: vague(spot, dice) }
  if (draw < 0.165) {
    const pile = dice.pick(settings.placeholders)
    return { area: -1, spot, lon: pile.point[0], lat: pile.point[1], text: pile.text }
  }
  if (draw < 0.187) {
    const away = dice.pick(settings.outside)
    const [lon, lat] = nearby({ ...spot, point: away.point }, 900, dice)
    return { area: -1, spot, lon, lat, text: away.text }
  }
  const [lon, lat] = nearby(spot, 130, dice)
  return { area: -1, spot, lon, lat, text: written(spot, dice) }
}

function inArea(settings: Settings, weights: Float64Array, dice: Dice): Placed {
  const index = dice.weighted(weights)
  const { area, spots } = settings.areas[index] as Settings['areas'][number]
  const spot = dice.pick(spots)
  const text = dice() < 0.35 ? `${spot.township.name}${area.name}` : written(spot, dice)
  if (dice() < 0.04) return { area: index, spot, lon: null, lat: null, text: area.name }
  const [lon, lat] = nearby(spot, 12, dice)
  return { area: index, spot, lon, lat, text }
}

/** As clerks write addresses: mostly complete, sometimes without township, group or ending, sometimes a former name. */
function written({ group, village, township }: Spot, dice: Dice): string {
  const draw = dice()
  if (draw < 0.42) return `示例县${township.name}${village.name}${group.name}`
  if (draw < 0.62) return `${township.name}${village.name}${group.aliases[0] ?? group.name}`
  if (draw < 0.84) return `示例县${township.name}${village.name}`
  if (draw < 0.93) return `${township.aliases[0] ?? township.name}${village.aliases[0] ?? village.name}`
  return `${township.name}${village.aliases.at(-1) ?? village.name}`
}

function vague({ township, village }: Spot, dice: Dice): string | null {
  const draw = dice()
  if (draw < 0.4) return null
  if (draw < 0.65) return township.name
  if (draw < 0.85) return `${village.aliases[0] ?? village.name}附近`
  return '县城'
}
