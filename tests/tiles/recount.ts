import type { Tx } from '../../api/db/db.ts'

const world = 2 * Math.PI * 6_378_137

interface Placed { x: number, y: number, township: number, open: boolean, earliest: boolean }

/** The cell of level `z + 6` in which a place lies, written as the digits of its way down the quadtree. */
function cellOf({ x, y }: Placed, z: number): bigint {
  let [west, north, side] = [-world / 2, world / 2, world]
  let key = 0n
  for (let level = 0; level < z + 6; level++) {
    side /= 2
    const east = x >= west + side
    const south = y <= north - side
    if (east) west += side
    if (south) north -= side
    key = key * 4n + (south ? 2n : 0n) + (east ? 1n : 0n)
  }
  return key
}

/** The lines that tile_cell must hold, counted from the petitions without using any function of sql/. */
export async function pyramidOf(tx: Tx): Promise<string[]> {
  const { rows } = await tx.query<Placed>(`
    select x, y, coalesce(township_id, 0) as township, is_open as open, prev_on is null as earliest
    from petition where place_status = 1`)
  const counts = new Map<string, { n: number, matters: number, open: number }>()
  for (const row of rows) {
    for (let z = 5; z <= 13; z++) {
      const key = `${z} ${cellOf(row, z)} ${row.township}`
      const count = counts.get(key) ?? { n: 0, matters: 0, open: 0 }
      count.n += 1
      count.matters += Number(row.earliest)
      count.open += Number(row.open)
      counts.set(key, count)
    }
  }
  return [...counts].map(([key, { n, matters, open }]) => `${key} ${n} ${matters} ${open}`).sort()
}
