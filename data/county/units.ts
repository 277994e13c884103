/** Administrative units with codes, names, households and polygons, parents before children. */
import { cornersOf, dissolve, middleOf, type Corners } from './borders.ts'
import type { Mesh } from './mesh.ts'
import {
  COUNTY_CODE, COUNTY_NAME, formerNames, SOUND_ALIKES, SUBDISTRICTS, TOWNS, TOWNSHIPS, TRAPS, villageStem,
} from './names.ts'
import type { Random } from '../../api/statistics/random.ts'
import type { Territories } from './territories.ts'
import type { MultiPolygon, Position, Unit, UnitKind } from './types.ts'

const KIND_WORDS: Record<UnitKind, string> = {
  county: '县', subdistrict: '街道', town: '镇', township: '乡', community: '社区', village: '村', group: '村民小组',
}
/** first running number of each kind inside its parent (statistical code rules) */
const FIRST_NUMBER: Partial<Record<UnitKind, number>> =
  { subdistrict: 1, town: 100, township: 200, community: 1, village: 200 }

export interface Built {
  units: Unit[]
  /** group code per mesh cell, undefined outside */
  groupCodes: string[]
  corners: Corners
  /** in the order of the seats */
  townNames: string[]
}

export function buildUnits(mesh: Mesh, land: Territories, random: Random): Built {
  const corners = cornersOf(mesh, land.group)
  const shapes = (labels: Int32Array): Map<number, MultiPolygon> => dissolve(mesh, labels, corners)
  const [townshipShape, villageShape, groupShape] = [shapes(land.township), shapes(land.village), shapes(land.group)]
  const countyShape = shapes(land.township.map(label => label < 0 ? -1 : 0))
  const at = (cell: number): Position => middleOf(mesh, cell, corners)

  const townships = nameTownships(mesh, land)
  const villages = nameVillages(land, townships, random.fork('villages'))
  const households = land.groups.map(({ village }) => {
    const { kind } = villages[village] as Named
    return Math.max(9, Math.round((kind === 'community' ? 92 : 58) * Math.exp(random.normal(0, 0.44))))
  })
  const sums = new Map<string, number>()
  const groups = land.groups.map(({ village }, i) => {
    const parent = villages[village] as Named
    parent.children++
    const code = parent.code + String(parent.children).padStart(3, '0')
    for (const length of [6, 9, 12]) {
      const above = code.slice(0, length)
      sums.set(above, (sums.get(above) ?? 0) + (households[i] as number))
    }
    return { code, number: parent.children, resident: parent.kind === 'community' }
  })

  const units: Unit[] = []
  const add = (
    code: string, name: string, kind: UnitKind, shape: MultiPolygon | undefined, cell: number, aliases: string[],
    level: Unit['level'], count: number, parent: string | null,
  ): void => {
    if (!shape) throw new Error(`${name} (${code}) has no territory`)
    units.push({
      code, name, level, parent_code: parent, kind, geometry: shape, point: at(cell), household_count: count, aliases,
    })
  }
  add(COUNTY_CODE, COUNTY_NAME, 'county', countyShape.get(0), land.townshipSeat[0] as number, ['示例', '本县'], 'county',
    sums.get(COUNTY_CODE) ?? 0, null)
  townships.forEach((own, i) => add(own.code, own.name, own.kind, townshipShape.get(i), land.townshipSeat[i] as number,
    own.aliases, 'township', sums.get(own.code) ?? 0, COUNTY_CODE))
  villages.forEach((own, i) => add(own.code, own.name, own.kind, villageShape.get(i), land.villages[i]?.cell as number,
    own.aliases, 'village', sums.get(own.code) ?? 0, own.code.slice(0, 9)))
  groups.forEach(({ code, number, resident }, i) => add(code, `第${number}${resident ? '居民小组' : '村民小组'}`, 'group',
    groupShape.get(i), land.groups[i]?.cell as number, [`${number}组`, `${number}社`], 'group',
    households[i] as number, code.slice(0, 12)))
  const depth = (unit: Unit): number => unit.code.length
  units.sort((a, b) => depth(a) - depth(b) || (a.code < b.code ? -1 : 1))
  const groupCodes = Array.from(land.group, label => groups[label]?.code ?? '')
  return { units, corners, groupCodes, townNames: townships.map(own => own.name) }
}

interface Named { code: string, name: string, stem: string, kind: UnitKind, aliases: string[], children: number }

function nameTownships(mesh: Mesh, land: Territories): Named[] {
  const high = land.townshipSeat.map((cell, i) => ({ i, height: i < 2 ? -1 : mesh.height[cell] as number }))
    .sort((a, b) => a.height - b.height)
  const stems = [...SUBDISTRICTS, ...TOWNS, ...TOWNSHIPS]
  const named: Named[] = []
  const numbers = { ...FIRST_NUMBER }
  high.forEach(({ i }, rank) => {
    const kind = rank < 2 ? 'subdistrict' : rank < 2 + TOWNS.length ? 'town' : 'township'
    const number = numbers[kind] ?? 0
    numbers[kind] = number + 1
    const stem = stems[rank] as string
    named[i] = {
      code: COUNTY_CODE + String(number).padStart(3, '0'), name: stem + KIND_WORDS[kind], stem, kind,
      aliases: [stem], children: 0,
    }
  })
  return named
}

function nameVillages(land: Territories, townships: readonly Named[], random: Random): Named[] {
  const taken = new Map<number, Set<string>>()
  const numbers = new Map<string, number>()
  const planned = plannedStems(land, townships.length)
  return land.villages.map(({ township }, i) => {
    const parent = townships[township] as Named
    const used = taken.get(township) ?? new Set<string>()
    taken.set(township, used)
    const seat = land.villages[i - 1]?.township !== township
    let stem = seat ? parent.stem : planned.get(i)?.stem ?? villageStem(random)
    while (used.has(stem)) stem = villageStem(random)
    used.add(stem)
    const urban = parent.kind === 'subdistrict' ? 0.6 : 0.1
    const kind: UnitKind = seat || planned.get(i)?.community === true ? 'community'
      : planned.has(i) ? 'village' : random() < urban ? 'community' : 'village'
    const key = parent.code + kind
    const number = numbers.get(key) ?? FIRST_NUMBER[kind] ?? 0
    numbers.set(key, number + 1)
    return {
      code: parent.code + String(number).padStart(3, '0'), name: stem + KIND_WORDS[kind], stem, kind,
      aliases: [stem, ...formerNames(stem, random)], children: 0,
    }
  })
}

/** Puts the name traps where they bite: look-alikes side by side in one township, sound-alikes in two. */
function plannedStems(land: Territories, townships: number): Map<number, { stem: string, community: boolean }> {
  const planned = new Map<number, { stem: string, community: boolean }>()
  const nth = (township: number, n: number): number =>
    land.villages.findIndex(village => village.township === township) + n
  TRAPS.forEach(([plain, longer], i) => {
    const township = (3 * i + 2) % townships
    planned.set(nth(township, 2), { stem: plain, community: false })
    planned.set(nth(township, 3), { stem: longer, community: true })
  })
  SOUND_ALIKES.forEach(([one, other], i) => {
    planned.set(nth(i + 3, 1), { stem: one, community: false })
    planned.set(nth(i + 9, 1), { stem: other, community: false })
  })
  return planned
}
