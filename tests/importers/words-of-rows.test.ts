/** What an import says of rows and files: every flag has words, every count its place, every doubt its side. */
import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { crsHint } from '../../api/importers/crs-hints.ts'
import { describeResult } from '../../api/importers/describe-result.ts'
import { flagReason } from '../../api/importers/flag-words.ts'
import { importProblem, optionsOf, waitMs } from '../../api/importers/over-http.ts'
import { noticesOf } from '../../api/importers/petitions/notices.ts'
import { FileRefused } from '../../api/importers/refusal.ts'
import { checkDates, levelOfCode, placePoint } from '../../api/importers/row-checks.ts'
import { Bad } from '../../api/importers/parse/outcome.ts'
import { RunProgress } from '../../api/importers/run-progress.ts'
import type { ImportProgress, ImportResult } from '../../api/importers/run.ts'
import type { ColumnGuess } from '../../api/importers/types.ts'

const root = join(import.meta.dirname, '../..')
const sources = ['api/importers', 'sql/imports'].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|sql)$/.test(file)).map((file) => readFileSync(join(root, folder, file), 'utf8')))

describe('a flag', () => {
  it('that a reader, a rule or a statement can set has words in both languages', () => {
    const set = sources.flatMap((text) => [
      ...text.matchAll(/(?:flags\.push\(|flag: |new Flagged\([^,()]+, |word\('\w+', |array_append\([^,]+, )'([a-z-]+)'/g)].map(([, flag]) => flag ?? ''))
    expect(set.length).toBeGreaterThan(12)
    for (const flag of set) {
      const { message_zh: zh, message_en: en } = flagReason(flag)
      expect([flag, /\p{Script=Han}/u.test(zh), /^[ -~]+$/.test(en) && en !== flag]).toEqual([flag, true, true])
    }
  })

  it('of a rule to come is told by its code, with its column', () => {
    expect(flagReason('rule-of-tomorrow', '经度')).toEqual({ code: 'rule-of-tomorrow', message_zh: 'rule-of-tomorrow', message_en: 'rule-of-tomorrow', column: '经度' })
  })
})

describe('what the file as a whole has to say', () => {
  const nothing = { created: [], counted: 0, unplaced: 0, undrawn: false }
  it('is nothing where nothing happened', () => { expect(noticesOf(nothing)).toEqual([]) })

  it('is the missing borders, moved matters, new names and counted rows, in this order', () => {
    const names = Array.from({ length: 12 }, (_, n) => `分类${n}`)
    const told = noticesOf({ created: names, counted: 3, unplaced: 7, undrawn: true })
    expect(told.map(({ code }) => code)).toEqual(['no-boundaries', 'matters-unplaced', 'categories-created', 'counted-only'])
    expect([told[1]?.zh.includes('7 件'), told[2]?.zh.includes('12 个'), told[2]?.zh.includes('分类9'), told[2]?.zh.includes('分类10')]).toEqual([true, true, true, false])
    // how many were only counted is the office's own figure
    expect(told[3]?.zh).not.toMatch(/3/)
  })
})

describe('a pair of coordinates', () => {
  const asItIs = (x: number, y: number): [number, number] => [x, y]
  const county: [number, number, number, number] = [104, 26, 105, 28]

  test.each<[number | null, number | null, object]>([
    [null, null, { lon: null, lat: null }], [0, 0, { lon: null, lat: null, flag: 'null-island' }], [104.5, 27.1, { lon: 104.5, lat: 27.1 }],
    [27.1, 104.5, { lon: null, lat: null }], [104.12345678949, 27, { lon: 104.123456789, lat: 27 }],
  ])('%s, %s', (x, y, placed) => {
    expect(placePoint(x, y, asItIs, county)).toMatchObject(placed)
  })

  it('of which one is missing, or that cannot be converted, is an error and no place', () => {
    for (const [x, y] of [[104, null], [null, 27]] as const) expect(placePoint(x, y, asItIs).bad?.code).toBe('coordinate-half')
    expect(placePoint(1, 1, () => [NaN, Infinity]).bad?.code).toBe('coordinate-out-of-range')
  })

  it('never leaves the earth, whatever stands in the cells', () => {
    fc.assert(fc.property(fc.double(), fc.double(), (x, y) => {
      const { lon, lat, bad } = placePoint(x, y, asItIs, county)
      if (bad || lon === null || lat === null) expect([lon, lat]).toEqual([null, null])
      else expect(Math.abs(lon) <= 180 && Math.abs(lat) <= 90).toBe(true)
    }))
  })
})

describe('dates of a row', () => {
  it('that cannot be true together refuse it, or flag it where only the limit is odd', () => {
    expect(checkDates('2026-03-05', '2026-03-04', null)).toBeInstanceOf(Bad)
    expect(checkDates('2026-03-05', '2026-03-05', '2026-03-04')).toBe('due-before-received')
    expect(checkDates('2026-03-05', null, '2026-03-05')).toBeUndefined()
    expect(checkDates(null, '2020-01-01', '2019-01-01')).toBeUndefined()
  })
})

test.each([['530628', 'county'], ['530628001', 'township'], ['530628001001', 'village'], ['530628001001001', 'group'], ['53062', null], ['53062X', null], [null, null], [530628, null]])(
  'the code %s is one of a %s', (code, level) => { expect(levelOfCode(code)).toBe(level) })

describe('what names say about coordinates', () => {
  const column = (header: string, ...samples: string[]): ColumnGuess => ({ index: 0, header, confidence: 1, samples, fillRate: 1 })
  test.each<[string, ColumnGuess[], string | undefined, object | undefined]>([
    ['outline_gcj02.geojson', [], undefined, { text: 'gcj02', where: 'file-name' }], ['边界（国家2000）.zip', [], undefined, { text: 'EPSG:4490', where: 'file-name' }],
    ['a.csv', [], '百度经度', { text: 'bd09', where: 'column-name' }], ['a_bd09.csv', [], 'lon_wgs84', { text: 'wgs84', where: 'column-name' }],
    ['a_bd09.csv', [column('坐标系', 'WGS84, derived from GCJ-02')], 'lon', { text: 'wgs84', where: 'property' }], ['a.csv', [column('crs')], 'lon', undefined],
    ['table-14490.csv', [], undefined, undefined], ['a-4490.csv', [], undefined, { text: 'EPSG:4490', where: 'file-name' }], ['台账.csv', [column('备注', 'GCJ-02')], '经度', undefined],
  ])('%s with %j and %s', (file, columns, lon, hint) => {
    expect(crsHint(file, columns, lon)).toEqual(hint)
  })
})

describe('a run over the network', () => {
  it('takes the query’s words as options', () => {
    expect(optionsOf({ dry_run: '1', header: '3-4', as: ['petition_no=编号', 'text='] })).toMatchObject({ dryRun: true, recognise: false, header: [3, 4], mapping: { petition_no: '编号', text: '' } })
    expect(optionsOf({ header: 'none', as: 'name=A' })).toMatchObject({ dryRun: false, header: [], mapping: { name: 'A' } })
    expect(optionsOf({})).toMatchObject({ header: undefined, mapping: undefined })
  })

  test.each([[undefined, undefined, 1_000], ['0', 'wait=9', 0], [undefined, 'wait=20', 20_000], [undefined, 'respond-async, wait=5', 5_000], [undefined, 'await=7', 1_000]])(
    'waits as asked: query %s, header %s', (query, prefer, ms) => { expect(waitMs(query, prefer)).toBe(ms) })

  it('that broke on the file is the sender’s to mend, named by its line', () => {
    const { status, code, zh, en, extra } = importProblem(new FileRefused('encoding-broken', '有坏字节。', 'Bad bytes.', { line: 7, parameter: 'encoding' }))
    expect([status, code, zh, en, extra.parameter]).toEqual([422, 'encoding_broken', '第 7 行：有坏字节。', 'line 7: Bad bytes.', 'encoding'])
    expect(importProblem(new FileRefused('cancelled', '已中断', 'broken off')).status).toBe(409)
    expect(importProblem(new Error('secret of the house')).status).toBe(500)
  })

  it('tells how far it is, and never a step beyond the last', () => {
    const told: ImportProgress[] = []
    const progress = new RunProgress((now) => told.push(now))
    progress.reading(0, 0, 0)
    progress.reading(0.5, 100, 98)
    progress.writing(2)
    for (let n = 0; n < 3; n += 1) progress.stepDone()
    progress.counting()
    expect(told.map(({ phase, total, step, steps }) => [phase, total, step, steps])).toEqual([
      ['reading', null, 0, 0], ['reading', 200, 0, 0], ['writing', 100, 0, 2], ['writing', 100, 1, 2], ['writing', 100, 2, 2], ['writing', 100, 2, 2], ['counting', 100, 2, 2],
    ])
  })
})

describe('a run in a terminal', () => {
  const result = (more: Partial<ImportResult>): ImportResult => ({
    id: 4, kind: 'petitions', state: 'done', created: 1, updated: 2, unchanged: 3, rejected: 25, skipped: 5, flagged: 6, dryRun: false, tally: {}, notices: [], rejections: [],
    understood: { format: 'csv', encoding: 'gb18030', columns: [], crs: undefined }, ...more,
  } as unknown as ImportResult)

  it('says how the file was understood, and nothing of a personal column', () => {
    const columns = [{ header: '编号', field: 'petition_no', fillRate: 0.999, samples: ['A1', 'A2', 'A3'] }, { header: '姓名', personal: 'name', fillRate: 1, samples: ['某某'] }, { header: '备注', fillRate: 0, samples: [] }]
    const text = describeResult(result({ understood: { format: 'csv', encoding: 'gb18030', crs: { id: 'GCJ-02' }, columns } as unknown as ImportResult['understood'] }))
    expect(text.split('\n').slice(0, 4)).toEqual(['csv gb18030 GCJ-02', '  编号 -> petition_no  100%  A1 · A2', '  姓名 -> 个人信息，已丢弃 / personal, dropped', '  备注 -> 未用 / not used  0%  '])
    expect(text).not.toContain('某某')
    expect(text.split('\n').at(-1)).toBe('第 4 次导入 / import run 4：新增 created 1 · 更新 updated 2 · 未变 unchanged 3 · 拒绝 rejected 25 · 跳过 skipped 5 · 标记 flagged 6')
    expect(describeResult(result({ dryRun: true }))).toContain('试运行，未保存 / dry run, nothing saved')
  })

  it('lists the first twenty refused rows and how many more there are, and each flag with its words', () => {
    const rejections = Array.from({ length: 25 }, (_, n) => ({ line: n + 2, outcome: 'rejected', reasons: [{ code: 'x', message_zh: '坏', message_en: 'bad' }] }))
    const text = describeResult(result({ rejections: [...rejections, { ...rejections[0], outcome: 'flagged' }] as ImportResult['rejections'], tally: { masked: 3, 'rule-of-tomorrow': 1 } }))
    expect(text.match(/第 \d+ 行/g)).toHaveLength(20)
    expect(text).toContain('  … 5\n')
    expect(text).toContain('masked 3  文字中的个人号码或门牌号已隐去')
    expect(text).toContain('\n  rule-of-tomorrow 1\n')
  })
})
