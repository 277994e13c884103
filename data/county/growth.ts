/** Territories grown from seats: each cell goes to the seat that reaches it with the least effort. */
import { Heap } from './heap.ts'
import type { Mesh } from './mesh.ts'

export interface Seed {
  cell: number
  label: number
  /** metres of effort it starts behind; smaller territories start later */
  handicap: number
}

/**
 * Labels every cell that a seed can reach without leaving its parent: `parents` holds the label of the level above,
 * null where there is none. Territories are connected by construction. Returns -1 where no seed came.
 */
export function grow(mesh: Mesh, seeds: readonly Seed[], parents: Int32Array | null): Int32Array {
  const labels = new Int32Array(mesh.count).fill(-1)
  const effort = new Float64Array(mesh.count).fill(Infinity)
  const heap = new Heap(4096)
  const owner = new Int32Array(mesh.count).fill(-1)
  for (const seed of seeds) {
    if (seed.handicap >= (effort[seed.cell] as number)) continue
    effort[seed.cell] = seed.handicap
    owner[seed.cell] = seed.label
    heap.push(seed.cell, seed.handicap)
  }
  while (heap.size > 0) {
    const cell = heap.pop()
    if (labels[cell] !== -1) continue
    const label = owner[cell] as number
    labels[cell] = label
    const so = effort[cell] as number
    for (let k = mesh.first[cell] as number; k < (mesh.first[cell + 1] as number); k++) {
      const next = mesh.neighbours[k] as number
      if (labels[next] !== -1 || (parents && parents[next] !== parents[cell])) continue
      const reached = so + (mesh.effort[k] as number)
      if (reached >= (effort[next] as number)) continue
      effort[next] = reached
      owner[next] = label
      heap.push(next, reached)
    }
  }
  return labels
}
