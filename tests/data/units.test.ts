import { describe, expect, it } from 'vitest'
import { basemap } from '../../data/county/basemap.ts'
import { generateCounty, DEMO_SEED } from '../../data/county/county.ts'
import { insideRing } from '../../data/county/frame.ts'
import { hashText, randomFrom } from '../../api/statistics/random.ts'
import type { County, KeyArea, Level, Position, Unit } from '../../data/county/types.ts'
import { county } from './demo-county.ts'
import { area, crossings, holds, segmentsOf } from './planar.ts'

const of = (level: Level): Unit[] => county.units.filter(unit => unit.level === level)
const byCode = new Map(county.units.map(unit => [unit.code, unit]))
const whole = byCode.get('990128') as Unit
const randomPoints = (count: number): Position[] => {
  const random = randomFrom('points')
  const [west, south, east, north] = county.bounds
  return Array.from({ length: count }, () => [west + random() * (east - west), south + random() * (north - south)])
}

/** Everything but the height grid, and the grid as a hash. */
const fingerprint = ({ dem, ...rest }: County): number =>
  hashText(JSON.stringify(rest) + hashText(dem.heights.join()) + dem.west)

describe('the fictional county', () => {
  it('is the same, to the last digit, for the same seed', () => {
    expect(fingerprint(generateCounty(DEMO_SEED))).toBe(fingerprint(county))
  }, 60_000)

  it('has 16 townships, 155 villages and 1,500 groups, parents first', () => {
    const levels = ['county', 'township', 'village', 'group'] as const
    expect(levels.map(level => of(level).length)).toEqual([1, 16, 155, 1500])
    const seen = new Set<string | null>([null])
    for (const unit of county.units) {
      expect(seen.has(unit.parent_code), `${unit.code} comes before its parent`).toBe(true)
      seen.add(unit.code)
    }
  })

  it('numbers units as the statistics office does', () => {
    for (const unit of county.units) {
      const digits = { county: 6, township: 9, village: 12, group: 15 }[unit.level]
      expect(unit.code).toMatch(new RegExp(`^\\d{${digits}}$`))
      if (unit.parent_code !== null) expect(unit.code.startsWith(unit.parent_code)).toBe(true)
      const own = Number(unit.code.slice(-3))
      if (unit.kind === 'subdistrict') expect(own).toBeLessThan(100)
      if (unit.kind === 'town') expect(Math.floor(own / 100)).toBe(1)
      if (unit.kind === 'township') expect(own).toBeGreaterThanOrEqual(200)
    }
    expect(new Set(county.units.map(unit => unit.code)).size).toBe(county.units.length)
  })

  it('names no two villages of a township alike, and sets traps for place finders', () => {
    const names = of('village').map(unit => `${unit.parent_code}${unit.name.replace(/(村|社区)$/, '')}`)
    expect(new Set(names).size).toBe(names.length)
    const traps = of('village').filter(unit => of('village').some(other =>
      other.parent_code === unit.parent_code && other.name !== unit.name &&
      other.name.startsWith(unit.aliases[0] as string)))
    expect(traps.length).toBeGreaterThanOrEqual(5)
    for (const unit of county.units) expect(unit.aliases).not.toContain(unit.name)
  })

  it('sums households upward, about 110,000 in all', () => {
    for (const unit of county.units) {
      const children = county.units.filter(other => other.parent_code === unit.code)
      if (children.length === 0) continue
      expect(children.reduce((sum, child) => sum + child.household_count, 0)).toBe(unit.household_count)
    }
    expect(whole.household_count).toBeGreaterThan(95_000)
    expect(whole.household_count).toBeLessThan(125_000)
  })

  it('has one outline without holes, about 60 by 55 km, that is no box', () => {
    expect(whole.geometry.coordinates).toHaveLength(1)
    expect(whole.geometry.coordinates[0]).toHaveLength(1)
    const [west, south, east, north] = county.bounds
    expect((east - west) * 99.27).toBeGreaterThan(48)
    expect((east - west) * 99.27).toBeLessThan(72)
    expect((north - south) * 110.79).toBeGreaterThan(42)
    expect((north - south) * 110.79).toBeLessThan(66)
    const box = (east - west) * 99.27 * (north - south) * 110.79
    expect(area(whole.geometry) / box).toBeLessThan(0.85)
  })
})

describe('the boundaries', () => {
  it('leave no gap: areas of the children add up to the parent within a millionth', () => {
    const areas = new Map(county.units.map(unit => [unit.code, area(unit.geometry)]))
    for (const unit of county.units) {
      const children = county.units.filter(other => other.parent_code === unit.code)
      if (children.length === 0) continue
      const own = areas.get(unit.code) as number
      const sum = children.reduce((total, child) => total + (areas.get(child.code) as number), 0)
      expect(Math.abs(sum - own) / own, unit.name).toBeLessThan(1e-6)
    }
  })

  it('never cross, and every inner border is used by exactly two groups', () => {
    const segments = segmentsOf(of('group'))
    const outline = segmentsOf([whole])
    for (const [name, { uses }] of segments) expect(uses, name).toBe(outline.has(name) ? 1 : 2)
    expect([...outline.keys()].filter(name => !segments.has(name))).toEqual([])
    expect(crossings([...segments.values()])).toEqual([])
  })

  it('put a point of the county into exactly one group, and into that group\'s village and township', () => {
    let inside = 0
    for (const point of randomPoints(400)) {
      const groups = of('group').filter(unit => holds(unit.geometry, point))
      expect(groups).toHaveLength(holds(whole.geometry, point) ? 1 : 0)
      for (const { code } of groups) {
        inside++
        for (const length of [12, 9]) {
          expect(holds((byCode.get(code.slice(0, length)) as Unit).geometry, point)).toBe(true)
        }
      }
    }
    expect(inside).toBeGreaterThan(200)
  })

  it('hold their own seats', () => {
    for (const unit of county.units) expect(holds(unit.geometry, unit.point), unit.code).toBe(true)
  })

  it('wind shells counter-clockwise and close every ring', () => {
    for (const unit of county.units) {
      expect(area(unit.geometry)).toBeGreaterThan(0)
      for (const ring of unit.geometry.coordinates.flat()) expect(ring.at(-1)).toEqual(ring[0])
    }
  })
})

describe('the key areas', () => {
  const inArea = (index: number, point: Position): boolean =>
    holds((county.key_areas[index] as KeyArea).geometry, point)

  it('are ten of four kinds, 0.5 to 8 square kilometres, apart from each other and inside the county', () => {
    expect(county.key_areas).toHaveLength(10)
    expect(new Set(county.key_areas.map(own => own.kind)).size).toBe(4)
    county.key_areas.forEach((own, i) => {
      expect(area(own.geometry)).toBeGreaterThan(0.5)
      expect(area(own.geometry)).toBeLessThan(8)
      for (const position of own.geometry.coordinates.flat(2)) {
        expect(holds(whole.geometry, position)).toBe(true)
        county.key_areas.forEach((_, j) => { if (j !== i) expect(inArea(j, position)).toBe(false) })
      }
    })
  })

  it('include the requisition of 526 households and 835 problems', () => {
    const [great] = county.key_areas
    expect(great).toMatchObject({ kind: 'land_requisition', households: 526, problem_count: 835 })
  })

  it('share their households out to groups they cover, never more than a group has', () => {
    for (const own of county.key_areas) {
      expect(own.household_shares.reduce((sum, share) => sum + share.households, 0)).toBe(own.households)
      for (const { code, households } of own.household_shares) {
        expect(households).toBeLessThanOrEqual((byCode.get(code) as Unit).household_count)
      }
    }
  })

  it('cross village and township borders in several places', () => {
    const crossing = (length: number): number => county.key_areas.filter(own =>
      new Set(own.household_shares.map(share => share.code.slice(0, length))).size > 1).length
    expect(crossing(12)).toBeGreaterThanOrEqual(4)
    expect(crossing(9)).toBeGreaterThanOrEqual(2)
  })
})

describe('the base map', () => {
  const layers = basemap(county)

  it('lets rivers only run downhill', () => {
    for (const river of county.rivers) {
      expect(river.heights).toHaveLength(river.line.length)
      river.heights.forEach((height, i) => {
        if (i > 0) expect(height).toBeLessThanOrEqual(river.heights[i - 1] as number)
      })
    }
    expect(new Set(county.rivers.map(river => river.class))).toEqual(new Set([1, 2, 3, 4]))
  })

  it('has water lying level in its reservoir, and nobody living on it', () => {
    const [lake] = county.lakes
    const ring = lake?.rings[0] ?? []
    expect(ring.length).toBeGreaterThan(20)
    for (const unit of of('group')) expect(insideRing(ring, unit.point)).toBe(false)
  })

  it('joins every township seat to a road', () => {
    const ends = county.roads.flatMap(road => road.line)
    for (const unit of of('township')) {
      const gap = Math.min(...ends.map(([lon, lat]) =>
        Math.hypot((lon - unit.point[0]) * 99, (lat - unit.point[1]) * 111)))
      expect(gap, unit.name).toBeLessThan(0.35)
    }
  })

  it('keeps five decimals and stays small', () => {
    let size = 0
    for (const layer of Object.values(layers)) size += JSON.stringify(layer).length
    expect(size).toBeLessThan(6e6)
    for (const feature of layers.rivers.features) {
      if (feature.geometry.type !== 'LineString') throw new Error('a river is a line')
      for (const [lon = 0, lat = 0] of feature.geometry.coordinates) {
        expect(lon).toBe(Math.round(lon * 1e5) / 1e5)
        expect(lat).toBe(Math.round(lat * 1e5) / 1e5)
      }
    }
  })

  it('marks every fifth contour and no height twice in a place', () => {
    expect(county.contours.every(line => line.index === (line.height % 500 === 0))).toBe(true)
    expect(county.contours.some(line => line.index)).toBe(true)
  })

  it('ranks labels from the county seat to the groups', () => {
    const ranks = layers.places.features.map(feature => feature.properties?.rank as number)
    expect(ranks.filter(rank => rank === 1)).toHaveLength(1)
    expect(ranks.filter(rank => rank === 2)).toHaveLength(16)
    expect(ranks.filter(rank => rank === 3)).toHaveLength(155 - 16)
  })
})
