import { beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { undoRun } from '../../api/importers/undo.ts'
import { engines } from '../setup/engines.ts'
import { everything, importFile, importPetitions, keep, one, petitionCsv, withCounty, type TestPetition } from './county.ts'

const inDawan = { lon: 104.1, lat: 27.65 }
const basic: TestPetition[] = [
  { no: 'P1', on: '2024-01-05', place: '柳河镇大湾村3组', category: '国土资源_土地征收_安置补偿', state: '受理', due: '2024-03-05', ...inDawan },
  { no: 'P2', on: '2024-02-01', place: '石桥乡太平村', channel: '来信', people: 7, closed: '是', closedOn: '2024-02-20', registered: '2024-02-02' },
  { no: 'P3', on: '2024-03-01', place: '某处', lon: 105, lat: 27.65 },
  { no: 'P4', on: '2024-03-02' },
  { no: 'P5', on: '2024-04-01', of: 'P1', state: '已作出处理意见', closedOn: '2024-04-20' },
]

describe.each(engines)('a petitions file on $name', ({ open }) => {
  let db: Db
  withCounty(open, (opened) => { db = opened })
  beforeEach(async () => {
    await db.query('delete from matter')
    for (const table of ['misconduct_count', 'misconduct_seen', 'placeholder_point', 'category', 'import_before']) {
      await db.query(`delete from ${table} where import_run_id is not null`).catch(() => db.query(`delete from ${table}`))
    }
  })

  const matter = (no: string) => one<Record<string, unknown>>(db, `
    select to_jsonb(m) || jsonb_build_object('state', s.code, 'village', v.code, 'group', g.code, 'petitions', (
      select jsonb_agg(to_jsonb(p) order by p.received_on) from petition p where p.matter_id = m.id)) as value
    from matter m join state s on s.id = m.state left join admin_unit v on v.id = m.village_id left join admin_unit g on g.id = m.group_id
    where m.matter_no = $1`, [no])

  test('becomes matters and petitions, each counted once', async () => {
    expect(await importPetitions(db, basic)).toMatchObject({ created: 5, updated: 0, unchanged: 0, rejected: 0 })
    expect(await one(db, 'select count(*)::int as value from matter')).toBe(4)
    expect(await one(db, 'select sum(petitions)::int as value from petition_tally where channel = 0')).toBe(5)
    expect(await one(db, 'select sum(n)::int as value from tile_cell where z = 5')).toBe(2)
  })

  test('puts a point in its village, words in theirs, and nothing where nothing is known', async () => {
    await importPetitions(db, basic)
    expect(await matter('P1')).toMatchObject({ place_status: 1, place_method: 'point', place_grade: 'A', village: '990100101201', group: null, category: 520301 })
    expect(await matter('P2')).toMatchObject({ place_status: 1, place_method: 'text', place_grade: 'B', village: '990100201201', geom: null })
    expect(await matter('P3')).toMatchObject({ place_status: 2, village: null, flags: ['outside'] })
    expect(await matter('P4')).toMatchObject({ place_status: 0, village: null, flags: ['no-point'] })
  })

  test('joins a repeat to the matter that it refers to, whatever the order of the rows', async () => {
    await importPetitions(db, basic.toReversed())
    expect(await matter('P1')).toMatchObject({
      received_on: '2024-01-05', state: 'opinion_issued', opinion_on: '2024-04-20', closed_on: null,
      petitions: [{ is_first: true, prev_on: null }, { is_first: false, prev_on: '2024-01-05' }],
    })
  })

  test('joins a repeat of a later file too, and puts the earlier petitions right', async () => {
    await importPetitions(db, [basic[4] as TestPetition])
    await importPetitions(db, [basic[0] as TestPetition])
    expect(await one(db, 'select count(*)::int as value from matter')).toBe(1)
    expect(await matter('P1')).toMatchObject({
      received_on: '2024-01-05', village: '990100101201', state: 'opinion_issued',
      petitions: [{ petition_no: 'P1', is_first: true, prev_on: null }, { petition_no: 'P5', is_first: false, prev_on: '2024-01-05' }],
    })
    expect(await one(db, 'select sum(petitions)::int as value from petition_tally where channel = 0')).toBe(2)
  })

  test('marks a petition of five or more people as collective', async () => {
    await importPetitions(db, basic)
    expect(await matter('P2')).toMatchObject({ petitions: [{ is_collective: true, people_count: 7 }] })
  })

  test('takes the state from its words, else from the closed mark, and keeps the file\'s due date', async () => {
    await importPetitions(db, basic)
    expect(await matter('P2')).toMatchObject({ state: 'closed', closed_on: '2024-02-20' })
    expect(await matter('P1')).toMatchObject({ file_due_on: '2024-03-05', petitions: [{ due_on: '2024-03-05' }, {}] })
  })

  test('counts the registration clock to the next working day', async () => {
    // 15 days from 26 January 2024 end on 10 February: the first day of the new year's holidays
    await importPetitions(db, [{ no: 'C1', on: '2024-01-26' }])
    const due = await one<string>(db, "select due_on('2024-01-26', 'C1')::text as value")
    expect(await matter('C1')).toMatchObject({ register_due_on: due })
  })

  test('changes nothing when it comes again', async () => {
    await importPetitions(db, basic)
    const before = await everything(db)
    expect(await importPetitions(db, basic)).toMatchObject({ created: 0, updated: 0, unchanged: 5, rejected: 0 })
    expect(await everything(db)).toEqual(before)
  })

  test('updates only the row that changed', async () => {
    await importPetitions(db, basic)
    const changed = basic.map((p) => p.no === 'P2' ? { ...p, people: 9, closedOn: '2024-02-25' } : p)
    expect(await importPetitions(db, changed)).toMatchObject({ created: 0, updated: 1, unchanged: 4 })
    expect(await matter('P2')).toMatchObject({ closed_on: '2024-02-25', version: 2, petitions: [{ people_count: 9 }] })
  })

  test('leaves what people did with a matter alone when its row comes unchanged', async () => {
    await importPetitions(db, basic)
    await db.query("update matter set title = '已核实' where matter_no = 'P4'")
    await importPetitions(db, basic)
    expect(await matter('P4')).toMatchObject({ title: '已核实' })
  })

  test('is undone to the last byte, updates included', async () => {
    await importPetitions(db, basic)
    const before = await everything(db)
    const second = await importPetitions(db, [
      ...basic.map((p) => p.no === 'P1' ? { ...p, lon: 104.3, category: '民政' } : p),
      { no: 'P6', on: '2023-12-01', of: 'P1', category: '全新分类' }, { no: 'P7', on: '2024-05-01', department: '新部门' },
    ])
    expect(second).toMatchObject({ created: 2, updated: 1 })
    await undoRun(db, second.id)
    expect(await everything(db)).toEqual(before)
  })

  test('cannot be undone before the run that built on it, and says which', async () => {
    const first = await importPetitions(db, basic)
    const second = await importPetitions(db, [{ no: 'P8', on: '2024-06-01', of: 'P1' }])
    await expect(undoRun(db, first.id)).rejects.toMatchObject({ status: 409, en: expect.stringContaining(String(second.id)) })
    await undoRun(db, second.id)
    await undoRun(db, first.id)
    expect(await one(db, 'select count(*)::int as value from petition')).toBe(0)
  })

  test('cannot be undone under a person\'s hands', async () => {
    const { id } = await importPetitions(db, basic)
    await db.query("update matter set title = '办理中' where matter_no = 'P4'")
    await expect(undoRun(db, id)).rejects.toMatchObject({ status: 409, en: expect.stringContaining('P4') })
  })

  test('leaves nothing in a dry run but what it found', async () => {
    const before = await everything(db)
    const dry = await importPetitions(db, [...basic, { no: 'bad', on: '2024-02-30' }], { dryRun: true })
    expect(dry).toMatchObject({ created: 5, rejected: 1, dryRun: true })
    expect(await everything(db)).toEqual(before)
    expect(await one(db, 'select row_to_json(r) as value from (select dry_run, created, rejected from import_run where id = $1) r', [dry.id]))
      .toEqual({ dry_run: true, created: 5, rejected: 1 })
  })

  test('refuses rows with their line, column and reason, and lets the others in', async () => {
    const result = await importPetitions(db, [...basic, { no: 'X1', on: '2024-13-01' }, { no: 'X2', on: '2024-02-01', closedOn: '2023-01-01', closed: '是' }])
    expect(result).toMatchObject({ created: 5, rejected: 2 })
    const kept = await db.query<{ line: number; code: string }>(
      "select line, reasons -> 0 ->> 'code' as code from import_row where run_id = $1 and outcome = 'rejected' order by line", [result.id])
    expect(kept.rows).toEqual([{ line: 7, code: 'date-invalid' }, { line: 8, code: 'closed-before-received' }])
  })

  test('recognises a repeat by person, category and place without keeping who it was', async () => {
    const who = { name: '张三丰', phone: '13900001111', category: '民政', place: '太平村' }
    const result = await importPetitions(db, [
      { no: 'R2', on: '2024-05-01', ...who }, { no: 'R1', on: '2024-01-01', ...who },
      { no: 'R3', on: '2024-06-01', ...who, phone: '13900002222' },
    ], { recognise: true })
    expect(result.created).toBe(3)
    expect(await matter('R1')).toMatchObject({ petitions: [{ petition_no: 'R1', is_first: true }, { petition_no: 'R2', is_first: false }] })
    expect(await matter('R3')).toMatchObject({ petitions: [{ petition_no: 'R3', is_first: true }] })
    await importPetitions(db, [{ no: 'R4', on: '2024-07-01', ...who }], { recognise: true })
    expect(await one(db, "select matter_no as value from matter m join petition p on p.matter_id = m.id where petition_no = 'R4'")).toBe('R1')
  })

  test('keeps a category that no tree has as a local one when it is frequent, and flags it when it is rare', async () => {
    const rows = Array.from({ length: 6 }, (_, n) => ({ no: `L${n}`, on: '2024-01-01', category: '路灯故障' }))
    const result = await importPetitions(db, [...rows, { no: 'L9', on: '2024-01-01', category: '路登故障' }])
    expect(result.tally['unknown-category']).toBe(1)
    expect(await one(db, "select category >= 800000 as value from matter where matter_no = 'L1'")).toBe(true)
    expect(await matter('L9')).toMatchObject({ category: null, flags: expect.arrayContaining(['unknown-category']) })
  })

  test('shows what a row says in the words of people, not of the program', async () => {
    const { rejections: [row] } = await importPetitions(db, [{ no: 'W1', on: '2024-01-01', channel: '飞鸽传书', closed: '是', closedOn: '2024-02-01', first: '否' }])
    expect(row).toMatchObject({ outcome: 'flagged', cells: { 信访件编号: 'W1', 是否办结: '是', 是否全国初次信访: '否', 办结日期: '2024-02-01' } })
  })

  test('does not take a geocoder\'s fall-back point for a place, but a busy address it does', async () => {
    const scattered = Array.from({ length: 24 }, (_, n) => ({
      no: `F${n}`, on: '2024-01-01', lon: 104.3, lat: 27.75, place: `${['柳河镇', '石桥乡', '柳河镇大湾村', '石桥乡新寨村'][n % 4]}${n}路`,
    }))
    const busy = Array.from({ length: 60 }, (_, n) => ({ no: `B${n}`, on: '2024-01-01', lon: 104.1, lat: 27.62, place: '柳河镇大湾村村委会' }))
    const townships = await importPetitions(db, [...scattered, ...busy])
    // two townships are not enough to be sure
    expect(townships.tally).toMatchObject({ 'crowded-point': 24 })
    await undoRun(db, townships.id)
    await importFile(db, 'units', await keep('third.csv', '代码,名称,级别,上级代码\n990100301,云岭乡,乡,990100'))
    const three = await importPetitions(db, [...scattered, { no: 'F99', on: '2024-01-01', lon: 104.3, lat: 27.75, place: '云岭乡某街' }, ...busy])
    expect(three.tally['placeholder-point']).toBe(25)
    expect(await one(db, "select json_build_object('addresses', address_count, 'matters', matter_count) as value from placeholder_point"))
      .toEqual({ addresses: 25, matters: 25 })
    expect(await matter('F2')).toMatchObject({ place_method: 'text', village: '990100101201', geom: null })
    expect(await matter('B1')).toMatchObject({ place_method: 'point', village: '990100101201' })
    await undoRun(db, three.id)
  })

  test('remembers a mapping for the next file with the same header', async () => {
    const header = petitionCsv(basic).replace('信访日期', '甲').replace('登记日期', '乙')
    const path = await keep('odd.csv', header)
    await importFile(db, 'petitions', path, { mapping: { received_on: '甲' }, dryRun: false })
    const again = await importFile(db, 'petitions', path)
    expect(again.understood.columns.find(({ header: name }) => name === '甲')).toMatchObject({ field: 'received_on', by: 'mapping' })
    expect(again.unchanged).toBe(5)
  })
})
