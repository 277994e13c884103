/**
 * The shape of a generated county. Everything is lon/lat in degrees (EPSG:4490 numbers, longitude first),
 * metres for heights, whole households for counts. Nothing in it is a real place.
 */
import type { FeatureCollection } from 'geojson'

/** longitude, latitude */
export type Position = [number, number]
/** closed, first ring counter-clockwise, then holes clockwise */
export type PolygonRings = Position[][]
export interface MultiPolygon { type: 'MultiPolygon', coordinates: PolygonRings[] }

export type Level = 'county' | 'township' | 'village' | 'group'
export type UnitKind = 'county' | 'subdistrict' | 'town' | 'township' | 'community' | 'village' | 'group'

/** One administrative unit. `code` has 6, 9, 12 or 15 digits and begins with its parent's code. */
export interface Unit {
  code: string
  name: string
  level: Level
  /** null for the county */
  parent_code: string | null
  kind: UnitKind
  geometry: MultiPolygon
  /** seat: a point on the valley floor, always inside the geometry */
  point: Position
  /** sum of the children for every level above the group */
  household_count: number
  /** short forms and former names, never the name itself */
  aliases: string[]
}

export type KeyAreaKind = 'land_requisition' | 'relocation_site' | 'industrial_park' | 'scenic_area'

export interface KeyArea {
  /** e.g. `990128-K01` */
  code: string
  name: string
  kind: KeyAreaKind
  geometry: MultiPolygon
  point: Position
  /** households inside: the sum of `household_shares` */
  households: number
  /** households by villager group, for groups the area covers in whole or part */
  household_shares: { code: string, households: number }[]
  /** problems on the area's list; null where no household round was held yet */
  problem_count: number | null
  note: string
}

/** Heights on a regular lon/lat grid; row 0 is the northern edge, values at cell centres, metres. */
export interface Dem {
  width: number
  height: number
  west: number
  south: number
  east: number
  north: number
  heights: Int16Array
  /** seeds the sub-cell detail that the hillshade adds when zoomed in */
  seed: number
}

export type BasemapLayer =
  'outline' | 'outside' | 'rivers' | 'lakes' | 'roads' | 'contours' | 'places' | 'peaks' | 'borders'
/** What the offline map draws; properties per layer are listed in data/README.md. */
export type Basemap = Record<BasemapLayer, FeatureCollection>

export interface River {
  name: string
  /** 1 main river, 2 tributary, 3 brook, 4 gully */
  class: 1 | 2 | 3 | 4
  line: Position[]
  /** metres at each vertex, never rising */
  heights: number[]
  /** square kilometres drained at the lower end */
  basin_km2: number
}
export type RoadClass = 'expressway' | 'national' | 'county' | 'township' | 'village'
export interface Road { name: string, class: RoadClass, line: Position[] }
export interface Lake { name: string, rings: PolygonRings, height: number }
export interface Contour { height: number, index: boolean, line: Position[] }
export interface Peak { name: string, point: Position, height: number }
/** a border drawn once; village borders leave out those of townships */
export interface Border { level: 'township' | 'village', line: Position[] }

export interface County {
  code: string
  name: string
  seed: number
  /** west, south, east, north of the outline */
  bounds: [number, number, number, number]
  /** parents before children */
  units: Unit[]
  key_areas: KeyArea[]
  dem: Dem
  rivers: River[]
  lakes: Lake[]
  roads: Road[]
  contours: Contour[]
  peaks: Peak[]
  borders: Border[]
}
