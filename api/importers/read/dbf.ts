import { FileRefused } from '../refusal.ts'
import type { Cell, EncodingName } from '../types.ts'
import { gbPlausibility, isImplausible } from './gb18030.ts'

export interface DbfTable { columns: string[]; rows: (Cell[] | null)[]; encoding: EncodingName }

interface DbfField { name: Buffer; type: string; from: number; length: number }

/**
 * A dBASE table beside a shapefile. Text is decoded strictly: by the .cpg when there is one, else UTF-8, else GB18030;
 * one encoding for the whole table, never a guess per cell. Deleted records are null, so rows stay beside their shapes.
 * @throws FileRefused `dbf-broken`, `encoding-unknown` with the record's number
 */
export function readDbf(bytes: Buffer, cpg?: string): DbfTable {
  if (bytes.length < 33) throw brokenDbf('header')
  const count = bytes.readUInt32LE(4)
  const headerLength = bytes.readUInt16LE(8)
  const recordLength = bytes.readUInt16LE(10)
  const fields = readFields(bytes, headerLength)
  if (recordLength === 0 || headerLength + count * recordLength > bytes.length + 1) throw brokenDbf('records')
  const encoding = chooseEncoding(bytes, { fields, count, headerLength, recordLength }, cpg)
  const decoder = new TextDecoder(encoding, { fatal: true })
  const rows: DbfTable['rows'] = []
  for (let r = 0; r < count; r++) {
    const record = bytes.subarray(headerLength + r * recordLength, headerLength + (r + 1) * recordLength)
    rows.push(record[0] === 0x2a ? null : fields.map((field) => cell(record.subarray(field.from, field.from + field.length), field.type, decoder)))
  }
  return { columns: fields.map((field) => decoder.decode(field.name)), rows, encoding }
}

function readFields(bytes: Buffer, headerLength: number): DbfField[] {
  const fields: DbfField[] = []
  let from = 1
  for (let at = 32; at + 32 <= headerLength && at + 32 <= bytes.length && bytes[at] !== 0x0d; at += 32) {
    const zero = bytes.subarray(at, at + 11).indexOf(0)
    const length = bytes[at + 16] as number
    fields.push({ name: bytes.subarray(at, at + (zero < 0 ? 11 : zero)), type: String.fromCharCode(bytes[at + 11] as number), from, length })
    from += length
  }
  if (fields.length === 0) throw brokenDbf('fields')
  return fields
}

interface Layout { fields: DbfField[]; count: number; headerLength: number; recordLength: number }

function chooseEncoding(bytes: Buffer, layout: Layout, cpg?: string): EncodingName {
  const said = (cpg ?? '').trim().toLowerCase().replace(/[^a-z0-9]/g, '')
  const order: EncodingName[] = /^(gb|cp?936|936|ansi936|hz)/.test(said) ? ['gb18030'] : /utf8|65001/.test(said) ? ['utf-8'] : ['utf-8', 'gb18030']
  let worst = 0
  for (const encoding of order) {
    const bad = firstBadRecord(bytes, layout, encoding)
    if (bad === undefined) return encoding
    worst = Math.max(worst, bad)
  }
  throw new FileRefused('encoding-unknown', `.dbf 第 ${worst} 条记录不是 ${order.join(' 或 ')}。请附上正确的 .cpg 文件或用 --encoding 指定。`,
    `Record ${worst} of the .dbf is not ${order.join(' or ')}. Add a right .cpg or pass --encoding.`, { line: worst, parameter: 'encoding' })
}

/** Cells are checked one by one: a character must not run over the end of its field. */
function firstBadRecord(bytes: Buffer, layout: Layout, encoding: EncodingName): number | undefined {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const seen = { common: 0, rare: 0 }
  const text = layout.fields.filter((field) => field.type === 'C')
  try {
    for (const field of layout.fields) decoder.decode(field.name)
  } catch {
    return 1
  }
  for (let r = 0; r < layout.count; r++) {
    const start = layout.headerLength + r * layout.recordLength
    for (const field of text) {
      const value = trimmed(bytes.subarray(start + field.from, start + field.from + field.length), encoding)
      try {
        decoder.decode(value)
      } catch {
        return r + 1
      }
      if (encoding === 'gb18030') gbPlausibility(value, seen)
    }
  }
  return isImplausible(seen) ? 1 : undefined
}

function cell(bytes: Buffer, type: string, decoder: InstanceType<typeof TextDecoder>): Cell {
  if (type === 'C') return decoder.decode(trimmed(bytes, decoder.encoding as EncodingName)) || null
  const text = bytes.toString('latin1').replace(/\0/g, '').trim()
  if (text === '' || /^\*+$/.test(text)) return null
  if (type === 'N' || type === 'F') {
    // a code such as 530628001001 stays exact; more digits than a double holds stay text
    const number = Number(text)
    return Number.isFinite(number) && text.replace(/\D/g, '').length <= 15 ? number : text
  }
  if (type === 'D') return /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : text
  if (type === 'L') return /[YyTt]/.test(text) ? true : /[NnFf]/.test(text) ? false : null
  return text
}

/** Without the padding; a character cut by the end of a full field loses its half, as every program that wrote it meant. */
function trimmed(bytes: Buffer, encoding: EncodingName): Buffer {
  let end = bytes.length
  while (end > 0 && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0)) end--
  if (end < bytes.length || end === 0) return bytes.subarray(0, end)
  return bytes.subarray(0, wholeCharacters(bytes, encoding))
}

function wholeCharacters(bytes: Buffer, encoding: EncodingName): number {
  if (encoding === 'utf-8') {
    let lead = bytes.length - 1
    while (lead > 0 && ((bytes[lead] as number) & 0xc0) === 0x80) lead--
    const first = bytes[lead] as number
    const needs = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1
    return bytes.length - lead < needs ? lead : bytes.length
  }
  let at = 0
  while (at < bytes.length) {
    const step = (bytes[at] as number) < 0x80 ? 1 : bytes[at + 1] !== undefined && (bytes[at + 1] as number) < 0x40 ? 4 : 2
    if (at + step > bytes.length) return at
    at += step
  }
  return at
}

function brokenDbf(what: string): FileRefused {
  return new FileRefused('dbf-broken', `.dbf 文件不完整（${what}）。`, `The .dbf is incomplete (${what}).`)
}
