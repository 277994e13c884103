import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { RowHash } from '../../api/importers/row-hash.ts'
import type { FieldName, Value } from '../../api/importers/types.ts'

const fields: FieldName[] = ['petition_no', 'title', 'lon', 'people_count', 'is_first', 'remark', 'received_on']

/** The definition, word for word: what an installation keeps of its petitions was made by it. */
function defined(row: Partial<Record<FieldName, Value>>): string {
  const content = JSON.stringify(Object.keys(row).filter((field) => field !== 'remark').toSorted()
    .map((field) => [field, row[field as FieldName] ?? null]))
  return String(BigInt.asIntN(64, BigInt(`0x${createHash('sha256').update(content).digest('hex').slice(0, 16)}`)))
}

const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('宜良县"匡远"镇\n'), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.boolean(),
  fc.constant(null), fc.array(fc.string()))

it('a row of a file has the number that its definition gives, whatever stands in it', () => {
  fc.assert(fc.property(fc.array(cell, { minLength: fields.length, maxLength: fields.length }), (cells) => {
    const row = Object.fromEntries(fields.map((field, at) => [field, cells[at] as Value])) as Partial<Record<FieldName, Value>>
    expect(new RowHash(fields).of(cells.map((value) => [value as Value]), 0)).toBe(defined(row))
  }))
})

it('the order of the columns and a remark do not make another row of it', () => {
  const hash = new RowHash(['title', 'remark', 'petition_no'])
  const turned = new RowHash(['petition_no', 'title'])
  expect(hash.of([['路灯不亮'], ['已电话'], ['A1']], 0)).toBe(turned.of([['A1'], ['路灯不亮']], 0))
  expect(hash.of([['路灯不亮'], ['已电话'], ['A2']], 0)).not.toBe(turned.of([['A1'], ['路灯不亮']], 0))
})

it('a column that is there and empty is not the same as one that is missing', () => {
  expect(new RowHash(['petition_no', 'title']).of([['A1'], [null]], 0)).not.toBe(new RowHash(['petition_no']).of([['A1']], 0))
})
