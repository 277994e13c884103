import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { openTable } from '../../api/importers/read/open.ts'
import type { ParsedRow, RawBatch } from '../../api/importers/types.ts'
import { understand } from '../../api/importers/understand.ts'
import { rowsOf } from '../../api/importers/read-file.ts'
import { file, read } from './files.ts'
import { workbook } from './workbook.ts'

const HEADER = ['信访件编号', '姓名', '信访人数', '问题属地', '内容分类', '信访日期', '办结日期', '信访形式', '是否办结', '经度', '纬度', '概况']
const CANARY = '某甲乙丙'

const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2026-11-01'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))
const forms = fc.constantFrom((iso: string) => iso, (iso: string) => iso.replaceAll('-', '/'), (iso: string) => iso.replace(/(\d+)-0?(\d+)-0?(\d+)/, '$1年$2月$3日'), (iso: string) => iso.replaceAll('-', ''))
const written = fc.tuple(day, forms).map(([iso, form]) => form(iso))
const place = fc.constantFrom('城关镇大河村', '大河边社区三组', '小河坝社区', '咪耳村', '')
/** one row of a ledger, some cells good, some bad, some empty */
const row = fc.record({
  people: fc.constantFrom('1', '１２', '5人', '', '若干'), place, category: fc.constantFrom('国土资源_土地征收_安置补偿', ''),
  received: fc.oneof({ weight: 8, arbitrary: written }, { weight: 1, arbitrary: fc.constantFrom('', '2026-02-30', '1900-01-01', '不详', '2030-01-01') }),
  closed: fc.oneof(written, fc.constant('')), channel: fc.constantFrom('来信', '来访', '网上信访'), isClosed: fc.constantFrom('是', '否', '无', '√', '也许'),
  lon: fc.constantFrom('104.05', '27.63', '0', '', '东山'), lat: fc.constantFrom('27.63', '104.05', '0', ''), text: fc.constantFrom('反映补偿款', '来电13800138000', '"带，逗号"', ''),
})
const ledger = fc.array(row, { minLength: 3, maxLength: 25 }).map((rows) => rows.map((cells, i) => [`N${i}`, CANARY, cells.people, cells.place, cells.category, cells.received, cells.closed, cells.channel, cells.isClosed, cells.lon, cells.lat, cells.text]))
const quoted = (cell: string) => /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
const csv = (rows: string[][]) => [HEADER, ...rows].map((cells) => cells.map(quoted).join(',')).join('\n') + '\n'
const comparable = (rows: ParsedRow[]) => rows.map(({ values, errors, flags }) => ({ values, errors: errors.map((error) => error.code), flags }))

describe('reading any ledger', () => {
  it('accounts for every row, and every row is either right or says what is wrong with it', async () => {
    await fc.assert(fc.asyncProperty(ledger, async (rows) => {
      const { rows: found, tally } = await read(csv(rows))
      expect(found.length + Object.values(tally.skippedCount).reduce((sum, count) => sum + count, 0)).toBe(rows.length)
      expect(tally.rowsWithErrors).toBe(found.filter((one) => one.errors.length > 0).length)
      found.forEach((one, i) => {
        const [, , people, , , received, , , isClosed] = rows[i] as string[]
        const wrong = new Set(one.errors.map((error) => error.field))
        expect(wrong.has('people_count')).toBe(people === '若干')
        expect(wrong.has('is_closed')).toBe(isClosed === '也许')
        expect(wrong.has('received_on')).toBe(['', '2026-02-30', '1900-01-01', '不详', '2030-01-01'].includes(received as string))
        if (typeof one.values.lon === 'number') expect(Math.abs(one.values.lat as number)).toBeLessThanOrEqual(90)
        expect(one.values.lon === undefined).toBe(one.values.lat === undefined)
      })
      expect(JSON.stringify(found)).not.toContain(CANARY)
      expect(JSON.stringify(found)).not.toContain('13800138000')
    }), { numRuns: 150 })
  })

  it('gives the same rows in another order of rows', async () => {
    const twice = ledger.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })))
    await fc.assert(fc.asyncProperty(twice, async ([rows, shuffled]) => {
      const byNumber = (read: ParsedRow[]) => comparable(read).toSorted((a, b) => String(a.values.petition_no).localeCompare(String(b.values.petition_no)))
      expect(byNumber((await read(csv(shuffled))).rows)).toEqual(byNumber((await read(csv(rows))).rows))
    }), { numRuns: 50 })
  })

  it('gives the same rows from every encoding and from a workbook', async () => {
    await fc.assert(fc.asyncProperty(ledger, async (rows) => {
      const plain = comparable((await read(csv(rows))).rows)
      expect(comparable((await read('\ufeff' + csv(rows))).rows)).toEqual(plain)
      expect(comparable((await read(iconv.encode(csv(rows), 'gb18030'))).rows)).toEqual(plain)
      expect(comparable((await read(Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode(csv(rows), 'utf-16le')]))).rows)).toEqual(plain)
      expect(comparable((await read(workbook([{ name: '台账', rows: [['示例县信访台账'], HEADER, ...rows] }]))).rows)).toEqual(plain)
    }), { numRuns: 40 })
  })

  it('gives the same rows however they are cut into batches', async () => {
    await fc.assert(fc.asyncProperty(ledger, fc.integer({ min: 1, max: 7 }), async (rows, size) => {
      const whole = await read(csv(rows))
      const table = await openTable(file(csv(rows)), {})
      const { understood, maker, rows: raw } = await understand(table, { kind: 'petitions' }, '2026-11-23')
      const found: ParsedRow[] = []
      for await (const batch of raw) for (const part of cut(batch, size)) found.push(...rowsOf(maker.convert(part, 0), understood.fields))
      expect(comparable(found)).toEqual(comparable(whole.rows))
      expect(maker.tally).toEqual(whole.tally)
    }), { numRuns: 50 })
  })

  it('without a number column makes the same numbers from the same content, and as many as there are rows', async () => {
    await fc.assert(fc.asyncProperty(ledger, async (rows) => {
      const nameless = [HEADER, ...rows, ...rows].map((cells) => cells.slice(1).map(quoted).join(',')).join('\n')
      const numbers = async () => (await read(nameless)).rows.map((one) => one.values.petition_no)
      const first = await numbers()
      expect(new Set(first).size).toBe(first.length)
      expect(await numbers()).toEqual(first)
    }), { numRuns: 30 })
  })

  it('refuses a number that stands there twice, at its second place', async () => {
    const { rows } = await read('信访件编号,信访日期\nA1,2026-03-05\nA2,2026-03-05\nＡ１,2026-03-06\n')
    expect(rows.map((one) => one.errors.map((error) => error.message_zh))).toEqual([[], [], ['编号 A1 在第 2 行已出现。']])
  })

  it('never breaks, whatever the cells', async () => {
    const cell = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('=1+1', '\t', '"', '合计', '１２', '#REF!', '\u202e', 'null', '-'))
    await fc.assert(fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 6 }), { minLength: 1, maxLength: 12 }), fc.constantFrom('petitions', 'units', 'key-areas', 'holidays'), async (rows, kind) => {
      const content = rows.map((cells) => cells.map(quoted).join(',')).join('\n')
      try {
        await read(content.toWellFormed(), { kind: kind as never })
      } catch (error) {
        expect((error as Error).name, String(error)).toBe('FileRefused')
      }
    }), { numRuns: 400 })
  })
})

function* cut(batch: RawBatch, size: number): Generator<RawBatch> {
  for (let from = 0; from < batch.rows.length; from += size) yield { lines: batch.lines.slice(from, from + size), rows: batch.rows.slice(from, from + size) }
}
