import type { Neighbours } from './neighbours.ts'

/** Offset that keeps axial coordinates positive; they stay below it in amount. */
const far = 2 ** 20

/** Steps (q, r) to every hexagon at most `rings` away, the middle left out: 6, 18 or 36 of them. */
function stepsWithin(rings: number): [q: number, r: number][] {
  const steps: [number, number][] = []
  for (let q = -rings; q <= rings; q++) {
    for (let r = Math.max(-rings, -q - rings); r <= Math.min(rings, rings - q); r++) if (q !== 0 || r !== 0) steps.push([q, r])
  }
  return steps
}

/** Neighbours within 1, 2 or 3 rings among the hexagons at the given axial coordinates (whole numbers below 2^20). */
export function hexagonRings(q: ArrayLike<number>, r: ArrayLike<number>, rings: number): Neighbours {
  const keyOf = (a: number, b: number): number => (a + far) * 2 * far + b + far
  const at = new Map<number, number>()
  for (let i = 0; i < q.length; i++) at.set(keyOf(q[i] as number, r[i] as number), i)
  const steps = stepsWithin(rings)
  const starts = new Int32Array(q.length + 1)
  const members = new Int32Array(q.length * steps.length)
  let end = 0
  for (let i = 0; i < q.length; i++) {
    for (const [dq, dr] of steps) {
      const neighbour = at.get(keyOf((q[i] as number) + dq, (r[i] as number) + dr))
      if (neighbour !== undefined) members[end++] = neighbour
    }
    starts[i + 1] = end
  }
  return { starts, members: members.slice(0, end) }
}
