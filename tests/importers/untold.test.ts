import { expect, test } from 'vitest'
import type { FieldName } from '../../api/importers/types.ts'
import { untoldBy } from '../../api/importers/untold.ts'
import { read } from './files.ts'

const codes = (...fields: FieldName[]): string[] => untoldBy('petitions', ['petition_no', 'received_on', ...fields]).map(({ code }) => code)

test('a file that tells neither state nor repeats says so before its rows are counted as open and first', () => {
  expect(codes()).toEqual(['no-state', 'no-repeats'])
  for (const field of ['state', 'is_closed', 'closed_on'] as const) expect(codes(field)).toEqual(['no-repeats'])
  for (const field of ['is_first', 'matter_no', 'identity_hash'] as const) expect(codes(field)).toEqual(['no-state'])
  expect(codes('state', 'matter_no')).toEqual([])
})

test('units, areas and holidays have neither and are not asked', () => {
  for (const kind of ['units', 'key-areas', 'holidays'] as const) expect(untoldBy(kind, [])).toEqual([])
})

test('persons recognised by the keyed hash are a telling of repeats', async () => {
  const content = '信访件编号,信访日期,姓名,证件号码,信访件状态\nA1,2026-03-05,张三丰,11010519491231002X,受理\n'
  const told = async (more: object) => (await read(content, more)).understood.notices.map(({ code }) => code)
  expect(await told({})).toContain('no-repeats')
  expect(await told({ identityKey: 'ab'.repeat(32) })).not.toContain('no-repeats')
  expect(await told({})).not.toContain('no-state')
})
