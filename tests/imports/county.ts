/** A small invented county as files: two townships side by side, two villages in each, three groups in the first. */
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { type ImportOptions, type ImportResult, runImport } from '../../api/importers/run.ts'

export const folder = await mkdtemp(join(tmpdir(), 'rg-import-test-'))
export const shared = new URL('../../../shared/data/', import.meta.url).pathname

type Box = [west: number, south: number, east: number, north: number]
const ring = ([w, s, e, n]: Box) => [[w, s], [e, s], [e, n], [w, n], [w, s]]

export interface TestUnit { code: string; name: string; level: string; box: Box; [property: string]: unknown }

export const units: TestUnit[] = [
  { code: '990100', name: '云溪县', level: 'county', box: [104, 27.6, 104.4, 27.8] },
  { code: '990100101', name: '柳河镇', level: 'township', box: [104, 27.6, 104.2, 27.8] },
  { code: '990100201', name: '石桥苗族乡', level: 'township', box: [104.2, 27.6, 104.4, 27.8] },
  { code: '990100101201', name: '大湾村民委员会', level: 'village', box: [104, 27.6, 104.2, 27.7], aliases: '老湾村' },
  { code: '990100101202', name: '大湾边社区居民委员会', level: 'village', box: [104, 27.7, 104.2, 27.8] },
  { code: '990100201201', name: '太平村民委员会', level: 'village', box: [104.2, 27.6, 104.4, 27.7] },
  { code: '990100201202', name: '新寨村民委员会', level: 'village', box: [104.2, 27.7, 104.4, 27.8] },
]

export const geojson = (list: readonly { box: Box; [property: string]: unknown }[]): string => JSON.stringify({
  type: 'FeatureCollection',
  features: list.map(({ box, ...properties }) => ({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring(box)] } })),
})

let files = 0
export async function keep(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, `${++files}-${name}`)
  await writeFile(path, content)
  return path
}

export const csv = (header: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [header, ...rows].map((row) => row.map((cell) => /[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : cell).join(',')).join('\n')

export const identityKey = 'an identity key of tests, longer than 32 characters'

export const importFile = (db: Db, kind: ImportOptions['kind'], path: string, more: Partial<ImportOptions> = {}): Promise<ImportResult> =>
  runImport(db, { kind, path, identityKey, ...more })

/** The county with its units, and three groups without a polygon, from one file: each file starts a process. */
export async function importCounty(db: Db): Promise<void> {
  const { features, ...collection } = JSON.parse(geojson(units)) as { features: object[] }
  const groups = [1, 2, 3].map((n) => ({
    type: 'Feature', geometry: null, properties: { code: `99010010120100${n}`, name: `第${n}村民小组`, level: 'group', parent_code: '990100101201' },
  }))
  await importFile(db, 'units', await keep('units.geojson', JSON.stringify({ ...collection, features: [...features, ...groups] })))
}

export const petitionHeader = ['信访件编号', '姓名', '手机号码', '信访人数', '问题属地', '信访目的', '内容分类', '信访日期', '登记日期',
  '限办时间', '信访形式', '概况', '是否办结', '是否全国初次信访', '信访件状态', '办结日期', '经度', '纬度', '关联件号', '责任单位']

export interface TestPetition {
  no: string; name?: string; phone?: string; people?: number; place?: string; purpose?: string; category?: string; on: string
  registered?: string; due?: string; channel?: string; text?: string; closed?: string; first?: string; state?: string; closedOn?: string
  lon?: number | string; lat?: number | string; of?: string; department?: string
}

export const petitionCsv = (list: readonly TestPetition[]): string => csv(petitionHeader, list.map((p) => [
  p.no, p.name ?? '', p.phone ?? '', p.people ?? 1, p.place ?? '', p.purpose ?? '申诉求决', p.category ?? '', p.on, p.registered ?? '',
  p.due ?? '', p.channel ?? '来访', p.text ?? '', p.closed ?? '', p.first ?? '', p.state ?? '', p.closedOn ?? '', p.lon ?? '', p.lat ?? '', p.of ?? '',
  p.department ?? '',
]))

export const importPetitions = async (db: Db, list: readonly TestPetition[], more: Partial<ImportOptions> = {}): Promise<ImportResult> =>
  importFile(db, 'petitions', await keep('petitions.csv', petitionCsv(list)), more)

/** Every row of the tables that an import writes, as text in a fixed order; what is derived or recounted is left out. */
export async function everything(db: Db): Promise<Record<string, string[]>> {
  const tables = ['admin_unit', 'unit_name', 'unit_succession', 'key_area', 'matter', 'petition', 'place_history', 'misconduct_count',
    'misconduct_seen', 'placeholder_point', 'calendar_day', 'category', 'department', 'petition_tally', 'clock_tally', 'tile_cell',
    'import_before']
  // a cell that single writes emptied counts nothing; a recount leaves it out
  const counted: Record<string, string> = { petition_tally: 'where t.petitions <> 0', clock_tally: 'where t.n <> 0' }
  const all: Record<string, string[]> = {}
  for (const table of tables) {
    const { rows } = await db.query<{ row: string }>(`select t::text as row from ${table} t ${counted[table] ?? ''} order by 1`)
    all[table] = rows.map(({ row }) => row)
  }
  return all
}

export async function one<T>(db: Db, sql: string, params: readonly unknown[] = []): Promise<T> {
  const { rows: [row] } = await db.query<{ value: T }>(sql, params)
  if (!row) throw new Error('no row')
  return row.value
}

/** A database with this county, opened before the tests of the block that calls it, handed to them, and closed after them. */
export function withCounty(open: () => Promise<Db>, take: (db: Db) => void): void {
  let db: Db
  beforeAll(async () => {
    db = await open()
    await importCounty(db)
    take(db)
  }, 240_000)
  afterAll(() => db.close())
}
