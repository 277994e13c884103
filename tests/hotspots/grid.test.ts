import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { hexagonOf } from '../../api/hotspots/geojson.ts'
import { axialOf, cellAt, codeOf, cornersOf, groundWidth, middleOf, sizes, widthOf } from '../../api/hotspots/grid.ts'
import { engines } from '../setup/engines.ts'

const place = fc.tuple(fc.integer({ min: 8_000_000, max: 15_000_000 }), fc.integer({ min: 2_000_000, max: 7_000_000 }))

describe('the hexagon grids', () => {
  it('give a point to the cell whose centre is nearest', () => {
    fc.assert(fc.property(place, fc.constantFrom(...sizes), ([x, y], size) => {
      const id = cellAt(size, x, y)
      const far = (cell: number): number => Math.hypot(middleOf(size, cell)[0] - x, middleOf(size, cell)[1] - y)
      expect(far(id)).toBeLessThanOrEqual(widthOf[size] / Math.sqrt(3) + 1e-6)
      for (const step of [2, -2, 1 + 2 ** 21, 1 - 2 ** 21, -1 + 2 ** 21, -1 - 2 ** 21]) expect(far(id)).toBeLessThanOrEqual(far(id + step) + 1e-6)
    }))
  })

  it('name a cell so that the name leads back to it', () => {
    fc.assert(fc.property(place, fc.constantFrom(...sizes), ([x, y], size) => {
      const id = cellAt(size, x, y)
      expect(hexagonOf(codeOf(size, id))).toEqual({ size, id })
      expect(Number.isInteger(axialOf(id).q)).toBe(true)
    }))
  })

  it('have corners that neighbours share, and a width of ground that shrinks northwards', () => {
    const id = cellAt(2, 11_640_000, 3_130_000)
    const close = (a: readonly number[], b: readonly number[]): boolean => Math.hypot(Number(a[0]) - Number(b[0]), Number(a[1]) - Number(b[1])) < 1e-9
    const shared = cornersOf(2, id).slice(0, 6).filter((corner) => cornersOf(2, id + 2).some((other) => close(corner, other)))
    expect(shared).toHaveLength(2)
    expect([groundWidth(2, 0), groundWidth(2, 27), groundWidth(2, 60)]).toEqual([1_000, 891, 500])
  })
})

describe.each(engines)('the same grids on $name', ({ open }) => {
  let db: Db
  beforeAll(async () => { db = await open() })
  afterAll(() => db.close())
  it('number every point alike', async () => {
    // among them points halfway between two columns, where rounding decides
    const points = [...fc.sample(place, 300), ...[-1250, -750, -250, 250, 750, 1250, 1750].map((x): [number, number] => [x, 100])]
    const { rows } = await db.query<{ cells: string[] }>(`select array[hexagon(x, y, 500)::text, hexagon(x, y, 1000)::text, hexagon(x, y, 2000)::text] as cells
      from unnest($1::int[], $2::int[]) with ordinality t (x, y, n) order by n`, [`{${points.map(([x]) => x).join(',')}}`, `{${points.map(([, y]) => y).join(',')}}`])
    expect(rows.map(({ cells }) => cells.map(Number))).toEqual(points.map(([x, y]) => sizes.map((size) => cellAt(size, x, y))))
  })
})
