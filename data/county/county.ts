/** The whole fictional county from one number. The same seed always gives the same county, to the last digit. */
import { borderLines } from './border-lines.ts'
import { EAST, NORTH, SOUTH, WEST } from './frame.ts'
import { cellAt, resample, type Grid } from './grid.ts'
import { contourLines, namedPeaks, summits } from './heights.ts'
import { layKeyAreas } from './key-areas.ts'
import { findReservoir } from './lakes.ts'
import { layMesh, type Mesh } from './mesh.ts'
import { COUNTY_CODE, COUNTY_NAME, peakNames, riverNames } from './names.ts'
import { randomFrom } from '../../api/statistics/random.ts'
import { COLUMNS, EXTENT_X, EXTENT_Y, relief, ROWS } from './relief.ts'
import { drawnRivers, traceRivers, type Stem } from './rivers.ts'
import { buildRoads } from './roads.ts'
import { chooseSeats, levelBasins, neighbourSeats, type Place } from './seats.ts'
import { survey, type Terrain } from './terrain.ts'
import { divide, type Territories } from './territories.ts'
import type { County, Dem, Unit } from './types.ts'
import { buildUnits } from './units.ts'

/** the county everybody sees first */
export const DEMO_SEED = 1

/** Generates the county; `seed` is any whole number. Throws when a seed gives ground that cannot hold the plan. */
export function generateCounty(seed: number): County {
  const random = randomFrom(seed)
  const ground = relief(seed)
  const wild = survey(ground)
  const seats = chooseSeats(wild, random.fork('seats'))
  const lake = findReservoir(wild, seats, random.fork('lake'))
  levelBasins(wild, seats, lake.cells, random.fork('basins'))
  const terrain = survey(ground)
  const stems = traceRivers(terrain)
  const mesh = layMesh(terrain, stems, seats, lake.cells, random.fork('mesh'))
  const land = divide(mesh, seats, neighbourSeats(random.fork('neighbours')), random.fork('territories'))
  const { units, groupCodes, corners, townNames } = buildUnits(mesh, land, random.fork('units'))

  const inside = (x: number, y: number): boolean => land.township[mesh.delaunay.find(x, y)] !== -1
  const near = nearMask(mesh, land)
  // long-distance lines end where the relief fades out
  const onSheet = ({ x, y }: Place): boolean => Math.min(x, y, EXTENT_X - x, EXTENT_Y - y) > 4500
  const coarse = resample(terrain.grid, COLUMNS / 2, ROWS / 2)
  const tops = summits(coarse, 36, inside)
  const names = random.fork('names')
  const roadStops = seats.map((seat, i) => ({ ...seat, name: townNames[i] ?? '' }))
  const villagePlaces = land.villages.map(({ cell }) => placeOf(mesh, cell))
  const county: County = {
    code: COUNTY_CODE,
    name: COUNTY_NAME,
    seed,
    bounds: boundsOf(units[0] as Unit),
    units,
    key_areas: layKeyAreas(mesh, groupCodes, units,
      { seats, lake: lake.middle, peak: tops[0] as Place }, random.fork('areas')),
    dem: demOf(terrain, seed),
    rivers: drawnRivers(stems, riverNames(stems.map(stem => stem.areas.at(-1) as number), names), onSheet, near),
    lakes: [{ name: '平湖水库', rings: lake.rings, height: Math.round(lake.level) }],
    roads: buildRoads(coarse, bridges(coarse, stems), roadStops, villagePlaces, gates(stems), onSheet),
    contours: contourLines(coarse, near),
    peaks: namedPeaks(coarse, tops, peakNames(tops.length, names)),
    borders: [
      ...borderLines(mesh, land.township, corners).map(line => ({ level: 'township' as const, line })),
      ...borderLines(mesh, land.village, corners, land.township).map(line => ({ level: 'village' as const, line })),
    ],
  }
  return county
}

const placeOf = (mesh: Mesh, cell: number): Place =>
  ({ x: mesh.points[2 * cell] as number, y: mesh.points[2 * cell + 1] as number })

/** True within about 3 km of the county: lines are drawn a little beyond the outline and fade there. */
function nearMask(mesh: Mesh, land: Territories): (x: number, y: number) => boolean {
  const cell = 960
  const width = Math.ceil(EXTENT_X / cell)
  const marks = new Set<number>()
  for (let i = 0; i < mesh.count; i++) {
    if (land.township[i] === -1) continue
    const column = Math.floor((mesh.points[2 * i] as number) / cell)
    const row = Math.floor((mesh.points[2 * i + 1] as number) / cell)
    for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) marks.add((row + dy) * width + column + dx)
  }
  return (x, y) => marks.has(Math.floor(y / cell) * width + Math.floor(x / cell))
}

/** Cells of the coarse grid that hold a river wide enough to need a bridge. */
function bridges(grid: Grid, stems: readonly Stem[]): Uint8Array {
  const wet = new Uint8Array(grid.data.length)
  for (const stem of stems) {
    stem.places.forEach((place, i) => {
      if ((stem.areas[i] as number) >= 45) wet[cellAt(grid, place.x, place.y)] = 1
    })
  }
  return wet
}

/** Where the great river leaves and enters the sheet, a little beside the water. */
function gates(stems: readonly Stem[]): [Place, Place] {
  const great = stems.reduce((a, b) => (a.areas.at(-1) ?? 0) >= (b.areas.at(-1) ?? 0) ? a : b)
  const beside = (place: Place | undefined): Place => ({ x: (place?.x ?? 0) + 700, y: place?.y ?? 0 })
  return [beside(great.places.at(-1)), beside(great.places[0])]
}

function demOf({ grid }: Terrain, seed: number): Dem {
  const heights = Int16Array.from(grid.data, Math.round)
  return { width: grid.width, height: grid.height, west: WEST, south: SOUTH, east: EAST, north: NORTH, heights, seed }
}

function boundsOf(county: Unit): County['bounds'] {
  const ring = county.geometry.coordinates[0]?.[0] ?? []
  const lons = ring.map(position => position[0])
  const lats = ring.map(position => position[1])
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}
