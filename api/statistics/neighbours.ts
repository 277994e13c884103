/**
 * Who is whose neighbour, flat: the neighbours of cell i are `members[starts[i]] .. members[starts[i + 1] - 1]`,
 * the cell itself left out. Built once per grid and kept.
 */
export interface Neighbours {
  /** n + 1 offsets */
  starts: Int32Array
  members: Int32Array
}

export function neighboursFromLists(lists: readonly (readonly number[])[]): Neighbours {
  const starts = new Int32Array(lists.length + 1)
  lists.forEach((list, i) => { starts[i + 1] = (starts[i] as number) + list.length })
  return { starts, members: Int32Array.from(lists.flat()) }
}

/** Neighbours within a distance (inclusive) in the plane; for a few thousand points. */
export function neighboursWithin(x: ArrayLike<number>, y: ArrayLike<number>, distance: number): Neighbours {
  const lists: number[][] = []
  // a band of 30 m must hold the neighbour at 30.000000000000004 m
  const reach = distance * distance * (1 + 1e-12)
  for (let i = 0; i < x.length; i++) {
    const list: number[] = []
    for (let j = 0; j < x.length; j++) {
      const [dx, dy] = [(x[i] as number) - (x[j] as number), (y[i] as number) - (y[j] as number)]
      if (j !== i && dx * dx + dy * dy <= reach) list.push(j)
    }
    lists.push(list)
  }
  return neighboursFromLists(lists)
}

/** Number of cells in each neighbourhood, the cell itself counted. */
export function neighbourhoodSizes({ starts }: Neighbours): Int32Array {
  const sizes = new Int32Array(starts.length - 1)
  for (let i = 0; i < sizes.length; i++) sizes[i] = (starts[i + 1] as number) - (starts[i] as number) + 1
  return sizes
}

/** Sum over each neighbourhood, the cell itself included. */
export function neighbourhoodSums(values: ArrayLike<number>, { starts, members }: Neighbours): Float64Array {
  const sums = new Float64Array(starts.length - 1)
  for (let i = 0; i < sums.length; i++) {
    let sum = values[i] as number
    const end = starts[i + 1] as number
    for (let k = starts[i] as number; k < end; k++) sum += values[members[k] as number] as number
    sums[i] = sum
  }
  return sums
}
