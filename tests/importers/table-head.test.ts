import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chain, readHead, slice, widen } from '../../api/importers/table-head.ts'
import type { Cell, RawBatch, SourceTable } from '../../api/importers/types.ts'

/** A table of so many rows in batches of these sizes, that remembers what was asked of it. */
function tableOf(sizes: readonly number[]) {
  const asked = { batches: 0, ended: false }
  async function* batches(): AsyncGenerator<RawBatch> {
    let line = 1
    try {
      for (const size of sizes) {
        asked.batches += 1
        yield { lines: Array.from({ length: size }, (_, i) => line + i), rows: Array.from({ length: size }, (_, i): Cell[] => [`r${line + i}`]) }
        line += size
      }
    } finally {
      asked.ended = true
    }
  }
  return { asked, table: { batches } as unknown as SourceTable }
}
async function all(rows: AsyncIterable<RawBatch>): Promise<RawBatch> {
  const whole: RawBatch = { lines: [], rows: [] }
  for await (const { lines, rows: some } of rows) {
    whole.lines.push(...lines)
    whole.rows.push(...some)
  }
  return whole
}

describe('the head of a table', () => {
  it('and the rest of it are every row once and in order, however the file was cut', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.nat({ max: 700 }), { minLength: 1, maxLength: 8 }), async (sizes) => {
      const total = sizes.reduce((sum, size) => sum + size, 0)
      fc.pre(total > 0)
      const { table, asked } = tableOf(sizes)
      const { batch, rest } = await readHead(table)
      const { lines, rows } = await all(chain(batch, rest))
      expect(lines).toEqual(Array.from({ length: total }, (_, i) => i + 1))
      expect(rows.map(([cell]) => cell)).toEqual(lines.map((line) => `r${line}`))
      expect(asked.ended).toBe(true)
    }), { numRuns: 60 })
  })

  it('is enough rows to decide and not the whole of a long file', async () => {
    const { table, asked } = tableOf(Array.from({ length: 50 }, () => 500))
    expect((await readHead(table)).batch.rows).toHaveLength(1_500)
    expect(asked.batches).toBe(3)
  })

  it('of a file without a row is refused', async () => {
    await expect(readHead(tableOf([0, 0]).table)).rejects.toMatchObject({ code: 'file-empty' })
  })

  it('tells the reader when nobody reads on', async () => {
    const { table, asked } = tableOf([600, 600, 600, 600])
    const { batch, rest } = await readHead(table)
    for await (const _one of chain(batch, rest)) break
    expect(asked.ended).toBe(true)
  })
})

it('columns without a header get their position as name, as far as any row reaches', () => {
  const columns = ['编号']
  widen(columns, [['a'], ['a', null, 'c'], []])
  expect(columns).toEqual(['编号', '列2', '列3'])
})

it('a part of a batch keeps line, row and shape together', () => {
  const batch: RawBatch = { lines: [4, 5, 6], rows: [['a'], ['b'], ['c']], geometries: [null, { type: 'Point', coordinates: [1, 2] }, null] }
  expect(slice(batch, 1, 2)).toEqual({ lines: [5], rows: [['b']], geometries: [{ type: 'Point', coordinates: [1, 2] }] })
  expect(slice({ lines: [1], rows: [['x']] }, 0)).toEqual({ lines: [1], rows: [['x']] })
})
