/**
 * The ground of the matrix: county K with townships A and B, two villages in each, two groups in each, every group a
 * square; and county X, which is somebody else's. A tag names a unit; what belongs to the county alone has a tag below it.
 */
export interface Unit { tag: string, id: number, code: string, level: 'county' | 'township' | 'village' | 'group', parent: string | null, ended: boolean }

const square = 0.01
const origin = { K: [104, 27.6], X: [104.5, 27.6] } as const

function county(root: 'K' | 'X', code: string, firstId: number, townships: readonly string[]): Unit[] {
  const units: Unit[] = []
  const add = (tag: string, level: Unit['level'], unitCode: string, parent: string | null, ended = false): void => {
    units.push({ tag, id: firstId + units.length, code: unitCode, level, parent, ended })
  }
  add(root, 'county', code, null)
  for (const [t, township] of townships.entries()) {
    const townshipCode = `${code}10${t}`
    add(township, 'township', townshipCode, root)
    for (const v of [1, 2]) {
      add(`${township}${v}`, 'village', `${townshipCode}20${v}`, township)
      for (const [g, group] of ['a', 'b'].entries()) {
        add(`${township}${v}${group}`, 'group', `${townshipCode}20${v}00${g + 1}`, `${township}${v}`)
      }
    }
    // a village that was merged into the first one
    add(`${township}1z`, 'village', `${townshipCode}209`, township, true)
  }
  return units
}

export const units: readonly Unit[] = [...county('K', '990000', 1_000, ['A', 'B']), ...county('X', '980000', 2_000, ['XA'])]
export const countyCode = { K: '990000', X: '980000' } as const

/** Rows that have no place below the county: without place, outside it, on a placeholder point. */
export const unplaced = { Knone: 0, Kout: 2, Kpile: 3, Xnone: 0 } as const

const parents = new Map<string, string | null>([
  ...units.map(({ tag, parent }): [string, string | null] => [tag, parent]),
  ...Object.keys(unplaced).map((tag): [string, string] => [tag, tag.slice(0, 1)]),
])

/** Whether `tag` lies in the unit `over`, or is it. */
export function within(tag: string, over: string): boolean {
  for (let at: string | null | undefined = tag; at; at = parents.get(at)) if (at === over) return true
  return false
}

export const rootOf = (tag: string): 'K' | 'X' => within(tag, 'K') ? 'K' : 'X'
export const unitBy = (tag: string): Unit => {
  const unit = units.find((one) => one.tag === tag)
  if (!unit) throw new Error(`no unit ${tag}`)
  return unit
}
export const tagOfUnit = (id: number): string => units.find((one) => one.id === id)?.tag ?? '?'

/** West, south, east, north in degrees: groups side by side in a village, villages above each other, townships beside. */
export function boxOf(tag: string): [number, number, number, number] {
  const groups = units.filter((one) => one.level === 'group' && within(one.tag, tag)).map(({ tag: group }) => {
    const [west, south] = origin[rootOf(group)]
    const column = (group.startsWith('B') ? 2 : 0) + (group.endsWith('b') ? 1 : 0)
    const row = group.at(-2) === '2' ? 1 : 0
    return [west + column * square, south + row * square] as const
  })
  const [lons, lats] = [groups.map(([lon]) => lon), groups.map(([, lat]) => lat)]
  const round = (value: number): number => Number(value.toFixed(6))
  return [round(Math.min(...lons)), round(Math.min(...lats)), round(Math.max(...lons) + square), round(Math.max(...lats) + square)]
}

export const centreOf = (tag: string): [number, number] => {
  const [west, south, east, north] = boxOf(tag)
  return [(west + east) / 2, (south + north) / 2]
}

/** The box as the polygon of `within`, its corners in turn. */
export function ringOf(tag: string): string {
  const [west, south, east, north] = boxOf(tag)
  return [[west, south], [east, south], [east, north], [west, north]].map((corner) => corner.join(',')).join(';')
}

export const wkt = ([west, south, east, north]: readonly [number, number, number, number]): string =>
  `MULTIPOLYGON(((${west} ${south},${east} ${south},${east} ${north},${west} ${north},${west} ${south})))`

/** Key areas by tag, with the groups that each shares ground with. P2 crosses the border of the two townships. */
export const areas: readonly { tag: string, id: number, root: 'K' | 'X', touches: readonly string[], ended: boolean }[] = [
  { tag: 'P1', id: 3_001, root: 'K', touches: ['A1a'], ended: false },
  { tag: 'P2', id: 3_002, root: 'K', touches: ['A2b', 'B2a'], ended: false },
  { tag: 'P3', id: 3_003, root: 'K', touches: ['B1b'], ended: false },
  // an area that has ended touches nothing any more
  { tag: 'P9', id: 3_009, root: 'K', touches: [], ended: true },
  { tag: 'XP', id: 3_010, root: 'X', touches: ['XA1a'], ended: false },
]

export function areaBox(tag: string): [number, number, number, number] {
  if (tag === 'P2') {
    const [, south, , north] = boxOf('A2b')
    const [border] = boxOf('B2a')
    return [border - 0.004, south + 0.002, border + 0.004, north - 0.002]
  }
  const [west, south, east, north] = boxOf({ P1: 'A1a', P3: 'B1b', P9: 'A1b', XP: 'XA1a' }[tag] ?? 'A1a')
  return [west + 0.002, south + 0.002, east - 0.002, north - 0.002]
}

/** Every place at which a matter stands, in the order of its bit in the numbers (see world.ts). */
export const matterTags: readonly string[] = [
  ...units.filter(({ level, ended }) => level === 'group' && !ended).map(({ tag }) => tag), 'A1', 'B2', 'A', 'B', ...Object.keys(unplaced),
]
