/** Tables beside shapefiles: each kind of cell, each padding, and what is refused of a broken one. */
import iconv from 'iconv-lite'
import { describe, expect, it, test } from 'vitest'
import { readDbf } from '../../api/importers/read/dbf.ts'
import { FileRefused } from '../../api/importers/refusal.ts'
import { dbf, type DbfColumn } from './shapefile-writer.ts'

const one = (type: string, length: number): DbfColumn[] => [{ name: 'A', type: type as DbfColumn['type'], length }]
const cell = (type: string, text: string, length = 20): unknown => readDbf(dbf(one(type, length), [[text]], 'utf8')).rows[0]?.[0]
function refused(work: () => unknown): [string, number | undefined, string | undefined] {
  try {
    work()
  } catch (error) {
    if (error instanceof FileRefused) return [error.code, error.line, error.parameter]
    throw error
  }
  throw new Error('it was read')
}

describe('a cell', () => {
  test.each<[type: string, text: string, value: unknown]>([
    ['N', '12', 12], ['N', '   12.50', 12.5], ['N', '-3', -3], ['N', '', null], ['N', '****', null], ['N', '*2', '*2'], ['N', '1,5', '1,5'], ['F', '1.5e3', 1500], ['F', 'NaN', 'NaN'],
    ['N', '530628001001003', 530628001001003], ['N', '5306280010010031', '5306280010010031'], ['N', '0.123456789012345', '0.123456789012345'], ['N', '0.12345678901234', 0.12345678901234],
    ['D', '20260305', '2026-03-05'], ['D', '2026', '2026'], ['D', '', null], ['D', '202603051', '202603051'],
    ['L', 'T', true], ['L', 'y', true], ['L', 'F', false], ['L', 'n', false], ['L', '?', null], ['L', '', null],
    ['C', '大河村', '大河村'], ['C', '  大河村', '  大河村'], ['C', '', null], ['C', '007', '007'], ['M', '0000000001', '0000000001'],
  ])('of type %s with %j is %j', (type, text, value) => {
    expect(cell(type, text)).toEqual(value)
  })

  it('loses its padding, spaces or zeros, and keeps what is inside', () => {
    const table = dbf(one('C', 12), [['大 河']], 'utf8')
    const start = table.length - 1 - 12
    table.fill(0, start + 7, start + 12)
    expect(readDbf(table).rows).toEqual([['大 河']])
  })

  it('cut in the middle of a character loses the half of it, in both encodings, and a whole one stays', () => {
    for (const [encoding, length, whole] of [['utf8', 7, 6], ['utf8', 8, 6], ['utf8', 9, 9], ['gb18030', 5, 4], ['gb18030', 6, 6]] as const) {
      const text = iconv.encode('大河村', encoding).subarray(0, length).length === whole ? iconv.decode(iconv.encode('大河村', encoding).subarray(0, whole), encoding) : '大河村'.slice(0, whole / (encoding === 'utf8' ? 3 : 2))
      expect([encoding, length, readDbf(dbf(one('C', length), [['大河村']], encoding), encoding === 'utf8' ? 'UTF-8' : 'GBK').rows]).toEqual([encoding, length, [[text]]])
    }
    // a character of four bytes, cut after one, two and three
    for (const kept of [3, 4, 5, 6]) expect([kept, readDbf(dbf(one('C', kept), [['ab😀']], 'utf8'), 'UTF-8').rows]).toEqual([kept, [[kept === 6 ? 'ab😀' : 'ab']]])
    for (const kept of [3, 4, 5, 6]) expect([kept, readDbf(dbf(one('C', kept), [['ab㐀']], 'gb18030'), 'GBK').rows]).toEqual([kept, [[kept === 6 ? 'ab㐀' : 'ab']]])
  })
})

describe('the encoding of a table', () => {
  const columns = one('C', 30)
  const names = [['大河村民委员会'], ['石桥社区居民委员会'], ['城关镇中心小学']]

  test.each<[cpg: string | undefined, written: string, read: string]>([
    [undefined, 'utf8', 'utf-8'], [undefined, 'gb18030', 'gb18030'], ['', 'gb18030', 'gb18030'], ['UTF-8', 'utf8', 'utf-8'], ['65001', 'utf8', 'utf-8'], ['utf8\r\n', 'utf8', 'utf-8'],
    ['GBK', 'gb18030', 'gb18030'], ['gb2312', 'gb18030', 'gb18030'], ['CP936', 'gb18030', 'gb18030'], ['936', 'gb18030', 'gb18030'], ['ANSI 936', 'gb18030', 'gb18030'], ['P936', 'gb18030', 'gb18030'],
    // what a .cpg says that names no Chinese encoding is no help
    ['ISO 88591', 'utf8', 'utf-8'], ['ISO 88591', 'gb18030', 'gb18030'],
  ])('with a .cpg of %j and text in %s is %s', (cpg, written, read) => {
    const table = readDbf(dbf(columns, names, written), cpg)
    expect([table.encoding, table.rows]).toEqual([read, names])
  })

  it('that the .cpg has wrong is refused by the first record that cannot be so, not guessed', () => {
    expect(refused(() => readDbf(dbf(columns, [['abc'], ...names], 'gb18030'), 'UTF-8'))).toEqual(['encoding-unknown', 2, 'encoding'])
  })

  it('is the same for the names of columns', () => {
    const table = readDbf(dbf([{ name: '村名', type: 'C', length: 20 }], [['大河村']], 'gb18030'))
    expect([table.encoding, table.columns]).toEqual(['gb18030', ['村名']])
    expect(refused(() => readDbf(dbf([{ name: '村名', type: 'C', length: 20 }], [['abc']], 'gb18030'), 'utf-8'))).toEqual(['encoding-unknown', 1, 'encoding'])
  })

  it('of another script is refused rather than read as rare characters', () => {
    const big5 = Array.from({ length: 12 }, () => ['關於東鄉徵地補償款發'])
    expect(refused(() => readDbf(dbf(columns, big5, 'big5')))[0]).toBe('encoding-unknown')
  })
})

describe('a table', () => {
  const columns: DbfColumn[] = [{ name: 'CODE', type: 'N', length: 6 }, { name: 'NAME', type: 'C', length: 12 }, { name: 'OPEN', type: 'L', length: 1 }]
  const rows = [['1', '大河村', 'T'], ['2', '石桥村', 'F'], ['3', '东村', '?']]

  it('has each cell under its column, and a deleted record beside its shape as nothing', () => {
    expect(readDbf(dbf(columns, rows, 'utf8', [1]))).toEqual({ columns: ['CODE', 'NAME', 'OPEN'], encoding: 'utf-8', rows: [[1, '大河村', true], null, [3, '东村', null]] })
  })

  it('without a record has no rows', () => {
    expect(readDbf(dbf(columns, [], 'utf8')).rows).toEqual([])
  })

  it('may lack the mark of its end, and nothing else', () => {
    const whole = dbf(columns, rows, 'utf8')
    expect(readDbf(whole.subarray(0, -1)).rows).toHaveLength(3)
    expect(readDbf(whole.subarray(0, -2)).rows).toHaveLength(3)
    expect(refused(() => readDbf(whole.subarray(0, -3)))).toEqual(['dbf-broken', undefined, undefined])
  })

  test.each<[string, (table: Buffer) => Buffer]>([
    ['cut in its head', (table) => table.subarray(0, 32)], ['without a field', (table) => { table[32] = 0x0d; return table }], ['of records without a length', (table) => { table.writeUInt16LE(0, 10); return table }],
    ['that promises more records', (table) => { table.writeUInt32LE(9, 4); return table }], ['that is empty', () => Buffer.alloc(0)],
  ])('%s is refused as broken', (_what, breaking) => {
    expect(refused(() => readDbf(breaking(dbf(columns, rows, 'utf8'))))[0]).toBe('dbf-broken')
  })
})
