/** Where hot places are, as a condition that an index of petitions answers. All numbers are ours. */
import { interleave, placeLevel } from '../tiles/grid.ts'
import type { Asked } from './gather.ts'
import { middleOf, widthOf, type Size } from './grid.ts'

const worldMetres = 40_075_016.685_578_49
/** More conditions than this take longer to plan than they spare. */
const mostRanges = 48

export type Range = readonly [first: number, last: number]

/** Quadkeys that cover a hexagon: the squares, at most two each way, that are not smaller than it. */
function rangesOf(size: Size, id: number): Range[] {
  const [x, y] = middleOf(size, id)
  const reach = widthOf[size] / Math.sqrt(3) + 1
  const level = Math.floor(Math.log2(worldMetres / (2 * reach)))
  const cell = (metres: number): number => Math.floor((metres + worldMetres / 2) / worldMetres * 2 ** level)
  const width = 4 ** (placeLevel - level)
  const ranges: Range[] = []
  for (let column = cell(x - reach); column <= cell(x + reach); column++) {
    for (let row = cell(-y - reach); row <= cell(-y + reach); row++) {
      const first = interleave(column, row) * width
      ranges.push([first, first + width - 1])
    }
  }
  return ranges
}

/** Joined where they touch, and then over the smallest gaps until few are left. */
export function joinedRanges(ranges: readonly Range[], most: number): Range[] {
  const joined: [number, number][] = []
  for (const [first, last] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const before = joined.at(-1)
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last)
    else joined.push([first, last])
  }
  const gaps = joined.slice(1).map(([first], i) => first - (joined[i] as [number, number])[1]).sort((a, b) => b - a)
  const bridged = gaps[most - 1] ?? 0
  return joined.reduce<[number, number][]>((kept, [first, last]) => {
    const before = kept.at(-1)
    if (before !== undefined && first - before[1] <= bridged) before[1] = last
    else kept.push([first, last])
    return kept
  }, [])
}

/** A condition on `p` that holds for every petition of the places `keys` ($3 of the statement), and few others. */
export function nearby({ by, level }: Asked, size: Size | null, keys: readonly number[]): string {
  if (by === 'area') return 'p.area_id = any($3::bigint[])'
  if (by === 'unit') {
    return level === 'group' ? 'p.village_id = any(array(select distinct u.village_id from admin_unit u where u.id = any($3::bigint[])))'
      : `p.${level ?? 'village'}_id = any($3::bigint[])`
  }
  const ranges = joinedRanges(keys.flatMap((id) => rangesOf(size ?? 1, id)), mostRanges)
  return `(${ranges.map(([first, last]) => `p.quadkey between ${first} and ${last}`).join(' or ')})`
}
