/**
 * The order of lists of places. Never by volume alone: ranking by number of petitions made officials block
 * petitioners (domain 2.5), so the first criterion is what is overdue, then what is still unanswered.
 */
export const orders = ['need', 'household_rate', 'repeat', 'name'] as const
export type Order = typeof orders[number]

export interface Orderable {
  code: string
  name: string
  petitions: number | null
  matters: number | null
  repeat: number | null
  open: number | null
  overdue: number | null
  household_count: number | null
}

/** Below this many petitions a share or a rate says nothing (domain 5). */
const tooFew = 5

const ratio = (part: number | null, whole: number | null, least: number): number =>
  part === null || whole === null || whole < least || whole === 0 ? -1 : part / whole

const keys: Record<Exclude<Order, 'name'>, (row: Orderable) => number[]> = {
  need: (row) => [row.overdue ?? -1, row.open ?? -1],
  household_rate: (row) => [(row.matters ?? 0) < tooFew ? -1 : ratio(row.matters, row.household_count, 1)],
  repeat: (row) => [ratio(row.repeat, row.petitions, tooFew)],
}

/** A sorted copy; equal rows stand by name, then code, so that the order never jumps. */
export function ordered<Row extends Orderable>(rows: readonly Row[], order: Order): Row[] {
  const byName = (a: Row, b: Row): number => a.name.localeCompare(b.name, 'zh-CN') || (a.code < b.code ? -1 : 1)
  if (order === 'name') return [...rows].sort(byName)
  const key = keys[order]
  return [...rows].sort((a, b) => {
    const left = key(a)
    const right = key(b)
    for (const [i, value] of left.entries()) {
      const difference = (right[i] ?? 0) - value
      if (difference !== 0) return difference
    }
    return byName(a, b)
  })
}
