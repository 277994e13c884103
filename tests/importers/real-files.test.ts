import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { gcj02ToWgs84 } from '../../api/importers/china-offset.ts'
import { readFile, rowsOf } from '../../api/importers/read-file.ts'
import type { ParsedRow, ReadOptions } from '../../api/importers/types.ts'

const DATA = '../shared/data'

async function all(path: string, options: ReadOptions) {
  const reading = await readFile(`${DATA}/${path}`, options)
  const rows: ParsedRow[] = []
  for await (const batch of reading.batches) rows.push(...rowsOf(batch, reading.understood.fields))
  return { understood: reading.understood, rows, summary: await reading.summary }
}
function mapping(columns: { header: string; field?: string }[]) {
  return Object.fromEntries(columns.filter((column) => column.field).map((column) => [column.header, column.field]))
}

describe.skipIf(!existsSync(DATA))('real files (need ../shared/data)', () => {
  it('41,136 hotline reports of Tainan: every row, every coordinate, as an independent parser has them', async () => {
    const { understood, rows } = await all('tainan_1999/tainan_1999_2015_2016.csv', { kind: 'petitions' })
    const truth = parse(readFileSync(`${DATA}/tainan_1999/tainan_1999_2015_2016.csv`), { columns: true }) as Record<string, string>[]
    expect(mapping(understood.columns)).toEqual({
      id: 'petition_no', requested_at: 'received_on', category: 'category', subcategory: 'category_2', text: 'text', address_masked: 'place_text', place_key: 'place_key', lon: 'lon', lat: 'lat',
    })
    expect(rows).toHaveLength(41_136)
    const differing = rows.filter((row, i) => {
      const { id, requested_at, lon, lat } = truth[i] as Record<string, string>
      const { petition_no, received_on, ...values } = row.values
      return petition_no !== id || received_on !== requested_at?.slice(0, 10) || values.lon !== Number(lon) || values.lat !== Number(lat)
    })
    expect(differing).toEqual([])
  })

  it('the districts and villages of Tainan, each under its own parent', async () => {
    const towns = await all('tainan_admin/tainan_towns_wgs84.geojson', { kind: 'units' })
    const villages = await all('tainan_admin/tainan_villages_wgs84.geojson', { kind: 'units' })
    expect(mapping(villages.understood.columns)).toEqual({ town_code: 'parent_code', vill_code: 'code', vill_name: 'name', vill_name_tw: 'aliases' })
    expect([towns.rows.length, villages.rows.length, towns.summary.rowsWithErrors + villages.summary.rowsWithErrors]).toEqual([37, 752, 0])
    const codes = new Set(towns.rows.map((row) => row.values.code))
    expect(villages.rows.every((row) => codes.has(row.values.parent_code as string) && row.values.level === 'village' && /Polygon$/.test(row.geometry?.type ?? ''))).toBe(true)
  })

  it('the 2016 codes of a county without any header, and the 2023 codes with what they succeed', async () => {
    const old = await all('yiliang_admin/source_2016_adcode_530628.csv', { kind: 'units', crs: 'gcj02' })
    expect(old.understood.headerReason.code).toBe('header-none')
    expect(old.rows.filter((row) => row.errors.length === 0)).toHaveLength(155)
    expect(Map.groupBy(old.rows, (row) => row.values.level).get('village')).toHaveLength(139)
    const seat = old.rows.find((row) => row.values.code === '530628101')
    const [lon, lat] = gcj02ToWgs84(104.05112, 27.628378)
    expect([seat?.values.lon, seat?.values.lat]).toEqual([expect.closeTo(lon, 8), expect.closeTo(lat, 8)])
    const fresh = await all('yiliang_admin/villages.csv', { kind: 'units' })
    expect(fresh.rows).toHaveLength(155)
    const before = new Set(old.rows.map((row) => row.values.code))
    const succeeding = fresh.rows.filter((row) => row.values.predecessor_code !== undefined)
    expect(succeeding).toHaveLength(138)
    expect(succeeding.every((row) => before.has(row.values.predecessor_code as string))).toBe(true)
    expect(fresh.rows.find((row) => row.values.name === '大河边社区居民委员会')?.values).toMatchObject({ code: '530628001003', parent_code: '530628001', aliases: ['大河边社区'], level: 'village' })
  })

  it('a county outline in GCJ-02 comes to lie on the same outline in WGS84', async () => {
    const ring = async (name: string) => ((await all(`yiliang_admin/${name}`, { kind: 'units' })).rows[0]?.geometry as unknown as { coordinates: [number, number][][] }).coordinates[0] as [number, number][]
    const [shifted, plain] = [await ring('county_530628_gcj02.geojson'), await ring('county_530628_wgs84.geojson')]
    expect(shifted).toHaveLength(plain.length)
    const furthest = Math.max(...plain.map(([lon, lat], i) => Math.hypot(lon - (shifted[i]?.[0] ?? 0), lat - (shifted[i]?.[1] ?? 0))))
    expect(furthest).toBeLessThan(2e-6)
  })

  it('groups, aliases and key areas', async () => {
    const groups = await all('yiliang_admin/groups_synthetic.csv', { kind: 'units' })
    expect([groups.rows.length, groups.rows[0]?.values]).toEqual([3009, { code: '530628001001001', name: '第1居民小组', parent_code: '530628001001', level: 'group', official: false }])
    const aliases = await all('yiliang_admin/aliases.csv', { kind: 'units' })
    expect(aliases.rows[0]?.values).toEqual({ code: '530628001', name: '角奎街道', aliases: ['角奎'], level: 'township' })
    const areas = await all('yiliang_admin/key_areas_example_wgs84.geojson', { kind: 'key-areas' })
    expect(areas.rows.map((row) => [row.values.name, row.values.kind])).toEqual([['发界片区', 'land_requisition'], ['易地搬迁安置区', 'relocation_site'], ['小草坝景区', 'scenic_area']])
  })

  it('New York: the null dates are flags, the missing points are no points, nothing is lost in silence', async () => {
    const { understood, rows, summary } = await all('nyc311/nyc311_sample.csv', { kind: 'petitions' })
    expect(mapping(understood.columns)).toMatchObject({ unique_key: 'petition_no', created_at: 'received_on', closed_at: 'closed_on', due_at: 'due_on', updated_at: 'updated_on', status: 'state', channel: 'channel', resolution: 'remark', complaint_type: 'category', descriptor: 'category_2' })
    expect(rows).toHaveLength(7895)
    expect(summary.flagCount['sentinel-date']).toBe(2)
    expect(rows.filter((row) => row.flags.includes('sentinel-date')).every((row) => row.values.closed_on === undefined && row.values.state === 'Assigned')).toBe(true)
    expect(rows.filter((row) => row.values.lon === undefined)).toHaveLength(93)
    expect(summary.rowsWithErrors).toBe(Object.values(summary.errorCount).reduce((sum, count) => sum + count, 0))
  })
})
