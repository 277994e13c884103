/** The map is a pure function of this state. */
import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl'
import type { AreaCollection, BasemapInfo, Level, MeasureRow, UnitCollection } from '../lib/api-types.ts'
import type { Density } from '../../api/contract/feeds/density.ts'
import type { Backdrop } from './backdrop.ts'
import type { ValueClass } from '../lib/classes.ts'
import type { AreaResponse } from '../lib/area-response.ts'
import type { Measure, RateMeasure, View } from '../lib/url-state.ts'

export type ThemeName = 'light' | 'dark'

export type Marks = Exclude<View['marks'], 'auto'>

/** A rate by unit or by key area; the classes may be shared with a second map. */
export interface Tint {
  measure: RateMeasure
  by: 'unit' | 'area'
  rows: readonly MeasureRow[]
  classes: readonly ValueClass[]
  /** of all places of this kind in the caller's scope */
  median: number | null
}

export interface MapState {
  theme: ThemeName
  basemap: Pick<BasemapInfo, 'layers' | 'hillshade'> | null
  /** a base map of others in place of the county's own layers */
  backdrop?: Backdrop | null
  marks: Marks
  hidden: readonly string[]
  areas: AreaCollection | null
  /** the four levels' work in each area, for those who may read it */
  responses?: readonly AreaResponse[]
  /** the units that are counted now */
  units: UnitCollection | null
  /** the level above, outlined for orientation; null at the top */
  context: UnitCollection | null
  level: Level
  /** code of the unit whose children are counted; null for the whole scope */
  inside: string | null
  /** codes */
  selectedAreas: readonly string[]
  selectedUnit: string | null
  /** the polygon of the filter, as in the address */
  within: string | null
  /**
   * hexagons for columns and heat, in classes of their numbers or each in a colour of its own; `greatest` is the number of the highest
   * column, when two maps share one scale
   */
  density?: { answer: Density, classes: readonly ValueClass[], colours?: readonly string[], greatest?: number } | null
  /** the measure chosen: a count is drawn as bubbles, a rate as colours and figures */
  show: Measure
  tint: Tint | null
  /** the largest count that a bubble stands for; null = of this map alone */
  greatest: number | null
  /** address with braces of the petition tiles for the filter */
  petitionTiles: string
  /** type and marks grow with the screen: 1 at a desk, 2 on a 4K wall */
  scale: number
  /** in steps of a quarter: marks that would touch at this zoom are moved apart */
  zoom: number
  /** prefix of same-origin addresses */
  origin: string
}

/** Where a layer stands in the stack, lowest first. */
export const slots = ['ground', 'tint', 'terrain', 'water', 'line', 'area', 'label', 'mark'] as const
export type Slot = typeof slots[number]

/** One file in `web/layers`: its sources and style layers for a state. Nothing else is needed to add a layer. */
export interface MapLayer {
  /** kebab-case; also the key in `v.off` and in the texts under `layer` */
  id: string
  slot: Slot
  /** may the user switch it off in the legend, and is there anything to switch */
  switchable: (state: MapState) => boolean
  sources: (state: MapState) => Record<string, SourceSpecification>
  layers: (state: MapState) => LayerSpecification[]
}

export type Expression = ExpressionSpecification
