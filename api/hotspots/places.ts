import type { Material, Places } from './analysis.ts'
import { tableOf } from './table.ts'

interface Sums { matters: number, petitions: number, repeats: number, ofMatters: number[] }

/** Sums by place; `column` says which of the keys. Rows without that key go to `elsewhere`, if anywhere. */
function sumsBy({ matters: text, summed = false }: Material, column: number, elsewhere = Number.NaN): Map<number, Sums> {
  const { width, values } = tableOf(text)
  const sums = new Map<number, Sums>()
  for (let row = 0; row < values.length; row += width) {
    const key = values[row + column] as number
    const id = Number.isNaN(key) ? elsewhere : key
    if (Number.isNaN(id)) continue
    const [n, r, m] = values.subarray(row + width - 3, row + width) as unknown as [number, number, number]
    let sum = sums.get(id)
    if (sum === undefined) sums.set(id, sum = { matters: 0, petitions: 0, repeats: 0, ofMatters: [] })
    sum.matters += m
    sum.petitions += summed ? n : n * m
    sum.repeats += summed ? r : r * m
    if (!summed) for (let k = 0; k < m; k++) sum.ofMatters.push(r)
  }
  return sums
}

function tabled(ids: number[], sums: Map<number, Sums>, households: (id: number) => number): Places {
  const of = (field: 'matters' | 'petitions' | 'repeats'): Int32Array => Int32Array.from(ids, (id) => sums.get(id)?.[field] ?? 0)
  return {
    ids, matters: of('matters'), petitions: of('petitions'), repeats: of('repeats'),
    repeatsOfMatters: ids.map((id) => Int32Array.from(sums.get(id)?.ofMatters ?? [])),
    households: Float64Array.from(ids, households),
  }
}

const around: [number, number][] = [[2, 0], [-2, 0], [1, 1], [1, -1], [-1, 1], [-1, -1]]
/** The number of a cell moves with its doubled coordinates: one column is 1, one row 2^21. */
const step = ([column, row]: [number, number]): number => column + row * 2 ** 21

/**
 * Hexagons on which a petition may come: those that ever had one, and holes and bays among them (three or more of the six
 * neighbours had one). Empty mountains would make every village hot; leaving out all empty cells would hide what is.
 */
export function servedCells(served: string, column: number): number[] {
  const { width, values } = tableOf(served)
  const had = new Set<number>()
  for (let at = column; at < values.length; at += width) had.add(values[at] as number)
  const beside = new Map<number, number>()
  for (const id of had) {
    for (const move of around) {
      const other = id + step(move)
      if (!had.has(other)) beside.set(other, (beside.get(other) ?? 0) + 1)
    }
  }
  return [...had, ...[...beside].filter(([, times]) => times >= 3).map(([id]) => id)].sort((a, b) => a - b)
}

/** The hexagons of one size (column 0, 1, 2). */
export const hexagonPlaces = (material: Material, column: number): Places =>
  tabled(servedCells(material.served, column), sumsBy(material, column), () => Number.NaN)

/** Units or areas, all of them: one without matters counts 0. */
export function listedPlaces(material: Material): Places {
  const { by, places } = material
  const households = new Map(places.map(([id, , , count]) => [id, count]))
  const sums = sumsBy(material, 0, by === 'area' ? 0 : undefined)
  return tabled(places.map(([id]) => id), sums, (id) => households.get(id) ?? Number.NaN)
}
