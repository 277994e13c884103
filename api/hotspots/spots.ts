import type { Neighbours } from '../statistics/neighbours.ts'

/** Groups of adjoining hot places; `hot` holds positions. Each group hottest first, groups by their hottest. */
export function joinHot(hot: number[], neighbours: Neighbours, heat: (at: number) => number): number[][] {
  const open = new Set(hot)
  const groups: number[][] = []
  for (const first of [...hot].sort((a, b) => heat(b) - heat(a) || a - b)) {
    if (!open.delete(first)) continue
    const group = [first]
    for (let at = 0; at < group.length; at++) {
      const middle = group[at] as number
      for (const other of neighbours.members.subarray(neighbours.starts[middle], neighbours.starts[middle + 1])) {
        if (open.delete(other)) group.push(other)
      }
    }
    groups.push(group.sort((a, b) => heat(b) - heat(a) || a - b))
  }
  return groups
}
