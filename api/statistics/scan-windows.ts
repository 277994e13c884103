/**
 * Circular scan windows: around every location, its locations by distance, one after another (Kulldorff 1997).
 * Window number w, `starts[i]` <= w < `starts[i + 1]`, is the circle around location i that holds
 * `members[starts[i]]` .. `members[w]`.
 */
export interface Windows {
  /** n + 1 offsets, one range of windows per centre */
  starts: Int32Array
  members: Int32Array
  /** 0 where other locations lie at the same distance as the last member and belong with it */
  whole: Uint8Array
}

export interface WindowLimits {
  /** what the size limit counts, per location: expected or observed cases, people */
  measure: ArrayLike<number>
  /** share of the whole measure that a window may hold; growth ends at the first location that would exceed it */
  maxShare: number
  /** in the unit of the distances: metres for degrees, else that of the coordinates */
  maxRadius?: number
  /** coordinates are degrees on a sphere, not a plane */
  lonLat?: boolean
  /**
   * `false`: one location at a time, ties by smaller x, then y (as SaTScan). `true`: locations at the same distance come
   * together, so that a window on a grid does not depend on the order of its cells. Locations on one spot always do.
   */
  groupTies?: boolean
}

/** metres; SaTScan's radius. Only the order of distances matters to the statistic. */
const earthRadius = 6_367_000

/** Three coordinates per location: the plane, or a sphere of diameter 2, where chords order as arcs do. */
function positions(x: ArrayLike<number>, y: ArrayLike<number>, lonLat: boolean): Float64Array {
  const at = new Float64Array(x.length * 3)
  for (let i = 0; i < x.length; i++) {
    const [lambda, phi] = [(x[i] as number) * Math.PI / 180, (y[i] as number) * Math.PI / 180]
    at.set(lonLat ? [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)] : [x[i] as number, y[i] as number, 0], i * 3)
  }
  return at
}

function squaredDistances(at: Float64Array, from: number, out: Float64Array): void {
  const [x, y, z] = [at[from * 3] as number, at[from * 3 + 1] as number, at[from * 3 + 2] as number]
  for (let i = 0, p = 0; i < out.length; i++, p += 3) {
    const dx = (at[p] as number) - x
    const dy = (at[p + 1] as number) - y
    const dz = (at[p + 2] as number) - z
    out[i] = dx * dx + dy * dy + dz * dz
  }
}

/** Distance of two locations: metres on the sphere, or in the unit of the plane. */
export function distanceBetween(x: ArrayLike<number>, y: ArrayLike<number>, i: number, j: number, lonLat = false): number {
  const pair = (values: ArrayLike<number>): number[] => [values[i] as number, values[j] as number]
  const squared = new Float64Array(2)
  squaredDistances(positions(pair(x), pair(y), lonLat), 0, squared)
  const chord = Math.sqrt(squared[1] as number)
  return lonLat ? 2 * earthRadius * Math.asin(Math.min(1, chord / 2)) : chord
}

export function circularWindows(x: ArrayLike<number>, y: ArrayLike<number>, limits: WindowLimits): Windows {
  const { measure, maxShare, maxRadius = Infinity, lonLat = false, groupTies = false } = limits
  const n = x.length
  const at = positions(x, y, lonLat)
  let all = 0
  for (let i = 0; i < n; i++) all += measure[i] as number
  // a window of exactly the allowed share stays allowed, whatever the order of summing
  const most = all * maxShare * (1 + 1e-12)
  const farthest = lonLat && maxRadius < Math.PI * earthRadius ? (2 * Math.sin(maxRadius / 2 / earthRadius)) ** 2 : maxRadius ** 2
  const starts = new Int32Array(n + 1)
  const members: number[] = []
  const whole: number[] = []
  const squared = new Float64Array(n)
  const order = new Int32Array(n)
  const belongs = (next: number, before: number, distance: number): boolean =>
    groupTies && (squared[next] as number) <= distance * (1 + 1e-9) || x[next] === x[before] && y[next] === y[before]
  for (let centre = 0; centre < n; centre++) {
    squaredDistances(at, centre, squared)
    let near = 0
    for (let i = 0; i < n; i++) if ((squared[i] as number) <= farthest) order[near++] = i
    const sorted = order.subarray(0, near).sort((a, b) =>
      (squared[a] as number) - (squared[b] as number) || (x[a] as number) - (x[b] as number) || (y[a] as number) - (y[b] as number) || a - b)
    let held = 0
    for (let k = 0; k < near;) {
      const distance = squared[sorted[k] as number] as number
      let end = k
      let more = 0
      do more += measure[sorted[end++] as number] as number
      while (end < near && belongs(sorted[end] as number, sorted[end - 1] as number, distance))
      if (held + more > most) break
      held += more
      for (; k < end; k++) {
        members.push(sorted[k] as number)
        whole.push(Number(k === end - 1))
      }
    }
    starts[centre + 1] = members.length
  }
  return { starts, members: Int32Array.from(members), whole: Uint8Array.from(whole) }
}
