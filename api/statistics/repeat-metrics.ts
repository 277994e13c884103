/**
 * Repeat measures of cells. A visit is a repeat when the same matter has an earlier visit (an earlier row) within
 * `windowDays`; an earlier row of the same day counts. Frequency is matters, burden is events, and the repeat share is
 * repeats among events: three different maps. The first `windowDays` of data cannot show all repeats.
 */
export interface RepeatMetrics {
  /** per visit, 1 or 0 */
  isRepeat: Uint8Array
  /** per cell */
  events: Int32Array
  repeats: Int32Array
  matters: Int32Array
  /** matters with two or more visits in the cell */
  returning: Int32Array
  /** events of the matter with most events in the cell, over the cell's events; NaN without events */
  topShare: Float64Array
}

/** Visits sorted by day: `matter` any numbers, `cell` 0 .. cells - 1, `day` whole days. */
export function repeatMetrics(
  matter: ArrayLike<number>, cell: ArrayLike<number>, day: ArrayLike<number>, cells: number, windowDays: number,
): RepeatMetrics {
  const visits = matter.length
  const isRepeat = new Uint8Array(visits)
  const latest = new Map<number, number>()
  const perCell = Array.from({ length: cells }, () => new Map<number, number>())
  const events = new Int32Array(cells)
  const repeats = new Int32Array(cells)
  for (let v = 0; v < visits; v++) {
    const [who, where, when] = [matter[v] as number, cell[v] as number, day[v] as number]
    const before = latest.get(who)
    if (before !== undefined && before > when) throw new RangeError('visits must be sorted by day')
    isRepeat[v] = Number(before !== undefined && when - before <= windowDays)
    latest.set(who, when)
    events[where] = (events[where] as number) + 1
    repeats[where] = (repeats[where] as number) + (isRepeat[v] as number)
    const here = perCell[where] as Map<number, number>
    here.set(who, (here.get(who) ?? 0) + 1)
  }
  return {
    isRepeat, events, repeats,
    matters: Int32Array.from(perCell, (here) => here.size),
    returning: Int32Array.from(perCell, (here) => [...here.values()].filter((times) => times > 1).length),
    topShare: Float64Array.from(perCell, (here, i) => Math.max(0, ...here.values()) / (events[i] as number)),
  }
}
