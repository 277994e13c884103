/** The ledger that somebody takes away: what stands in it, what a spreadsheet may not run, how long it is, and that it is on the record. */
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { PetitionRow } from '../../api/contract/feeds/petitions.ts'
import { ledgerCsv, ledgerLimit, type LedgerMark } from '../../api/exporters/ledger.ts'
import { openDemoApp, type DemoApp } from '../setup/demo-app.ts'
import { engines } from '../setup/engines.ts'

const row = (more: Partial<PetitionRow> = {}): PetitionRow => ({
  petition_no: 'X1', channel: 'visit', channel_name: '来访', people_count: 3, level_lodged: 'county', kind: 'repeat', collective: false,
  matter_no: 'M1', title: '补偿款未到户', category: '030100', category_name: '土地征收', purpose_name: '申诉求决', state: 'handling', state_name: '办理中',
  unit_code: '990128001', unit_name: '雁塘镇', area_code: null, area_name: null, received_on: '2026-03-05', due_on: null, overdue: false,
  place_status: 'placed', place_grade: 'A', place_text: '东村', ...more,
})
const mark: LedgerMark = { user: 'office', at: '2026-11-22 16:00', filter: '', total: 1 }
const read = (csv: string): string[][] => parse(csv, { bom: true, recordDelimiter: '\r\n', relaxColumnCount: true })

describe('a ledger', () => {
  it('has a header, a line per petition and a last line that says who took what and when', () => {
    const [header, first, last, ...more] = read(ledgerCsv([row()], mark))
    expect(header).toEqual(['信访件编号', '事项编号', '信访日期', '信访形式', '人次', '初次/重复', '集体访', '信访目的', '内容分类', '诉求', '问题属地', '重点区域', '状态', '限办时间', '是否超期'])
    expect(first).toEqual(['X1', 'M1', '2026-03-05', '来访', '3', '重复', '否', '申诉求决', '土地征收', '补偿款未到户', '雁塘镇', '', '办理中', '', ''])
    expect(last).toEqual(['导出人：office；时间：2026-11-22 16:00；共1件；筛选：全部；内部使用 不得公开'])
    expect(more).toEqual([])
  })

  it('says whether a petition is late where there is a day to be late against', () => {
    const late = (more: Partial<PetitionRow>) => read(ledgerCsv([row(more)], mark))[1]?.at(-1)
    expect([late({ due_on: '2026-05-04' }), late({ due_on: '2026-05-04', overdue: true }), late({ due_on: null })]).toEqual(['否', '是', ''])
  })

  it('of nothing is a header and the last line', () => {
    expect(read(ledgerCsv([], { ...mark, total: 0 })).map((cells) => cells.length)).toEqual([15, 1])
  })

  test.each([
    ['first and collective and overdue', { kind: 'first', collective: true, overdue: true } as const, [5, 6, 14], ['初次', '是', '是']],
    ['unknown overdue', { overdue: null } as const, [14], ['']],
    ['in a key area', { area_name: '澄川新城片区', due_on: '2026-05-04' }, [11, 13], ['澄川新城片区', '2026-05-04']],
  ])('%s is said in words', (_what, more, at, words) => {
    const [, cells] = read(ledgerCsv([row(more)], mark))
    expect(at.map((i) => cells?.[i])).toEqual(words)
  })

  it('says that it is cut where the filter found more than it holds', () => {
    expect(ledgerCsv([row(), row()], { ...mark, total: 5_001, filter: 'unit=990128' })).toContain('前2件，共5001件；筛选：unit=990128；')
  })

  it('holds no cell that a spreadsheet would run, wherever the text comes from', () => {
    const csv = ledgerCsv([row({ title: '=HYPERLINK("http://x")', unit_name: '@SUM(A1)', petition_no: '-2+3', matter_no: '＋1', category_name: '\t=1' })], mark)
    for (const cells of read(csv)) for (const cell of cells) expect(cell).not.toMatch(/^[\s]*[=+@＝＋－＠]|^-(?!\d+$)/)
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`)
  })
})

describe.each(engines)('the ledger of the demo county on $name', ({ openDemo }) => {
  let demo: DemoApp
  beforeAll(async () => { demo = await openDemoApp(openDemo) })
  afterAll(() => demo.close())
  const take = (who: string, query: string) => demo.get(who, `/api/exports/ledger?format=csv&as_of=2026-11-22${query}`)
  const exports = async (): Promise<{ username: string | null, detail: unknown }[]> => (await demo.db.query<{ username: string | null, detail: unknown }>(`
    select a.username, u.detail from audit u left join account a on a.id = u.account_id where u.subject_id = '/api/exports/ledger' order by u.seq`)).rows

  it('is the list of petitions in its order: the overdue first, and nothing of it left out', async () => {
    const query = '&period=quarter&channel=visit'
    const { rows } = await demo.ask<{ rows: PetitionRow[] }>('office', `/api/feeds/petitions?as_of=2026-11-22${query}&limit=${ledgerLimit}&sort=due`)
    const lines = read((await take('office', query)).body).slice(1, -1)
    expect(rows.length).toBeGreaterThan(30)
    expect(lines.map(([no, , on]) => [no, on])).toEqual(rows.map(({ petition_no: no, received_on: on }) => [no, on]))
    const late = lines.map((cells) => cells.at(-1) === '是')
    expect(late.indexOf(false)).toBeGreaterThan(0)
    expect(late.lastIndexOf(true)).toBe(late.indexOf(false) - 1)
  })

  it('is a file for Excel: marked as UTF-8, named in Chinese, kept by nobody', async () => {
    const { rawPayload, headers } = await take('office', '&period=7d')
    expect([...rawPayload.subarray(0, 3)]).toEqual([0xEF, 0xBB, 0xBF])
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(decodeURIComponent(String(headers['content-disposition']))).toMatch(/attachment.*信访台账_\d{4}-\d\d-\d\d\.csv/)
    expect(headers['cache-control']).toBe('no-store')
  })

  it('holds what its taker may see and nothing else: a village its own ground, a kiosk no row', async () => {
    const lines = read((await take('village', '')).body).slice(1, -1)
    const own = await demo.ask<{ rows: PetitionRow[], total: number }>('village', '/api/feeds/petitions?as_of=2026-11-22&limit=10000')
    expect([lines.length, new Set(lines.map(([no]) => no))]).toEqual([own.total, new Set(own.rows.map(({ petition_no: no }) => no))])
    expect((await take('wall', '')).statusCode).toBe(403)
    expect((await take('sysadmin', '')).statusCode).toBe(403)
    expect((await demo.app.inject('/api/exports/ledger?format=csv')).statusCode).toBe(401)
  })

  it('tells its filter in its last line, in readable words', async () => {
    const last = read((await take('office', `&q=${encodeURIComponent('征地')}&kind=first`)).body).at(-1)?.[0]
    expect(last).toMatch(/^导出人：office；时间：\d{4}-\d\d-\d\d \d\d:\d\d；共\d+件；筛选：.*q=征地.*；内部使用 不得公开$/)
    expect(last).toContain('kind=first')
  })

  it('is taken on the record: who, and of what; a refusal of the filter is none', async () => {
    const before = await exports()
    await take('township', '&period=30d')
    expect((await take('office', '&period=fortnight')).statusCode).toBe(400)
    const [one, ...more] = (await exports()).slice(before.length)
    expect(one?.username).toBe('township')
    expect(JSON.stringify(one?.detail)).toContain('30d')
    expect(more).toEqual([])
  })

  test.each(['', 'format=xlsx', 'format=csv&sort=due'])('asked with "%s" it is refused by name', async (query) => {
    expect((await demo.get('office', `/api/exports/ledger?${query}`)).statusCode).toBe(400)
  })
})
