/** The offline base map: the county's own layers as GeoJSON, five decimals (a metre). */
import type { Feature, FeatureCollection, Geometry, GeoJsonProperties } from 'geojson'
import type { Basemap, County, Position, Unit } from './types.ts'

const round = (value: number): number => Math.round(value * 1e5) / 1e5
const positions = (line: readonly Position[]): Position[] => {
  const out: Position[] = []
  for (const [lon, lat] of line) {
    const last = out.at(-1)
    const next: Position = [round(lon), round(lat)]
    if (!last || last[0] !== next[0] || last[1] !== next[1]) out.push(next)
  }
  return out
}
const feature = (geometry: Geometry, properties: GeoJsonProperties): Feature =>
  ({ type: 'Feature', geometry, properties })
const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })
const line = (at: readonly Position[], properties: GeoJsonProperties): Feature =>
  feature({ type: 'LineString', coordinates: positions(at) }, properties)
const point = (at: Position, properties: GeoJsonProperties): Feature =>
  feature({ type: 'Point', coordinates: at.map(round) }, properties)

/** label order: 1 county seat, 2 township seats, 3 villages, 4 villager groups */
const RANKS: Record<Unit['level'], number> = { county: 1, township: 2, village: 3, group: 4 }

/** Every layer of the base map; properties per layer are listed in data/README.md. */
export function basemap(county: County): Basemap {
  const outline = county.units[0]?.geometry.coordinates.map(rings => rings.map(positions)) ?? []
  // far beyond every zoom-out, but within the web-mercator square
  const world: Position[] = [[-180, -85], [180, -85], [180, 85], [-180, 85], [-180, -85]]
  const holes = outline.map(rings => [...rings[0] ?? []].reverse())
  return {
    outline: collection([
      feature({ type: 'MultiPolygon', coordinates: outline }, { code: county.code, name: county.name }),
    ]),
    outside: collection([feature({ type: 'Polygon', coordinates: [world, ...holes] }, {})]),
    rivers: collection(county.rivers.map(river => line(river.line, { name: river.name, class: river.class }))),
    lakes: collection(county.lakes.map(lake =>
      feature({ type: 'Polygon', coordinates: lake.rings.map(positions) }, { name: lake.name, height: lake.height }))),
    roads: collection(county.roads.map(road => line(road.line, { name: road.name, class: road.class }))),
    contours: collection(county.contours.map(own => line(own.line, { height: own.height, index: own.index }))),
    places: collection(county.units.filter(seatOnce).map(unit => point(unit.point,
      { code: unit.code, name: unit.level === 'county' ? '县城' : unit.name, rank: RANKS[unit.level] }))),
    peaks: collection(county.peaks.map(peak => point(peak.point, { name: peak.name, height: peak.height }))),
    borders: collection(county.borders.map(border => line(border.line, { level: border.level }))),
  }
}

/** A seat village would print its name over its township's: the township's label stands for both. */
function seatOnce(unit: Unit, _: number, units: readonly Unit[]): boolean {
  if (unit.level !== 'village') return true
  const above = units.find(other => other.code === unit.parent_code)
  return above?.point[0] !== unit.point[0] || above.point[1] !== unit.point[1]
}
