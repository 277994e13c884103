/** Borders that come from a file: a GBK shapefile with two areas, and a KML whose ring crosses itself. */
import { beforeAll, describe, expect, test } from 'vitest'
import { dbf, shp } from '../importers/shapefile-writer.ts'
import { zip } from '../importers/zip-writer.ts'
import { faults } from './faults.ts'
import { mapDrawn, onStage, signInAs, soon } from './site.ts'

const stage = onStage()
const { site } = stage
const at = stage.visitor()
/** middle of the county, where both files put their areas */
let middle: [number, number]

beforeAll(async () => {
  await signInAs(at, site, 'planner', '/areas/edit')
  await mapDrawn(at)
  const { rows: [row] } = await site.db.query<{ x: number, y: number }>("select st_x(p) as x, st_y(p) as y from (select st_pointonsurface(geom) as p from admin_unit where level = 'county' and geom is not null limit 1) c")
  middle = [row?.x ?? 0, row?.y ?? 0]
})

const choose = async (name: string, buffer: Buffer): Promise<void> => {
  await at.page.getByRole('button', { name: '画新区域' }).click()
  await at.page.locator('.tools input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  await at.page.getByRole('heading', { name }).waitFor()
}
const box = (size: number, east = 0): [number, number][] => {
  const [x, y] = middle
  const west = x + east
  return [[west, y], [west, y + size], [west + size, y + size], [west + size, y], [west, y]]
}
const save = async (code: string, name: string): Promise<void> => {
  await at.page.getByLabel('编号').fill(code)
  expect(await at.page.getByLabel('名称').inputValue()).toBe(name)
  await at.page.getByLabel('类型').selectOption({ index: 1 })
  await at.page.getByRole('button', { name: '保存' }).click()
  await at.page.getByText('已保存').waitFor()
}
const saved = async (code: string): Promise<{ valid: boolean, metres: number, x: number }> => {
  const { rows: [row] } = await site.db.query<{ valid: boolean, metres: number, x: number }>(
    'select st_isvalid(geom) as valid, st_area(geom::geography) as metres, st_x(st_centroid(geom)) as x from key_area where code = $1 and valid_to is null', [code])
  if (!row) throw new Error(`no area ${code}`)
  return row
}

describe('a planner brings borders in a file', () => {
  test('of an old system: a GBK shapefile without .cpg shows its areas by their names, and she takes the second', async () => {
    const columns = [{ name: '代码', type: 'C', length: 12 }, { name: '名称', type: 'C', length: 30 }] as const
    await choose('片区.zip', zip([
      { name: '片区.shp', data: shp([[box(0.01)], [box(0.02, 0.03)]]) }, { name: '片区.dbf', data: dbf([...columns], [['A1', '河口征地片区'], ['A2', '滨江新区']], 'gbk') },
    ]))
    const shapes = at.page.locator('.shapes li')
    await expect.poll(() => shapes.allInnerTexts(), soon).toEqual(['河口征地片区', '滨江新区'])
    await mapDrawn(at)
    expect(await faults(at)).toEqual([])
    await at.page.getByLabel('滨江新区').check()
    await at.page.getByRole('button', { name: '采用所选 1 个' }).click()
    await at.page.locator('.units li').first().waitFor()
    await save('FILE-1', '滨江新区')
    const { valid, x } = await saved('FILE-1')
    expect(valid).toBe(true)
    expect(x).toBeCloseTo(middle[0] + 0.04, 5)
  })

  test('in another coordinate system: what she chooses moves the preview, and the border that is saved', async () => {
    await choose('one.zip', zip([
      { name: 'one.shp', data: shp([[box(0.01)]]) }, { name: 'one.dbf', data: dbf([{ name: '名称', type: 'C', length: 30 }], [['偏移片区']], 'gbk') },
    ]))
    await at.page.locator('#area-crs').selectOption('gcj02')
    const take = at.page.getByRole('button', { name: '采用所选 1 个' })
    await expect.poll(() => take.isEnabled(), soon).toBe(true)
    await expect.poll(() => at.page.locator('#area-crs option').first().innerText(), soon).toContain('GCJ-02')
    await take.click()
    await at.page.locator('.units li').first().waitFor()
    await save('FILE-2', '偏移片区')
    const { x } = await saved('FILE-2')
    // hundreds of metres, as the offset is
    expect(Math.abs(x - (middle[0] + 0.005))).toBeGreaterThan(0.0005)
  })

  test('of a map program: a KML ring that crosses itself is shown, refused with its reason, mended and saved valid', async () => {
    const [x, y] = middle
    const bow = [[x, y], [x + 0.02, y + 0.02], [x + 0.02, y], [x, y + 0.02], [x, y]].map((place) => place.join(',')).join(' ')
    await choose('蝴蝶.kml', Buffer.from(`<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>蝴蝶片区</name>
      <Polygon><outerBoundaryIs><LinearRing><coordinates>${bow}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>`))
    await at.page.getByRole('button', { name: '采用所选 1 个' }).click()
    const alert = at.page.locator('.check [role=alert]')
    await alert.waitFor()
    expect(await alert.innerText()).toContain('边界无效：边线自相交')
    await alert.getByRole('button', { name: '自动修复' }).click()
    await alert.waitFor({ state: 'detached' })
    await save('FILE-3', '蝴蝶片区')
    const { valid, metres } = await saved('FILE-3')
    expect(valid).toBe(true)
    expect(metres).toBeGreaterThan(10_000)
  })

  test('that holds no area is told so, and the map stays as it was', async () => {
    await choose('点.geojson', Buffer.from(JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { 名称: '一点' }, geometry: { type: 'Point', coordinates: middle } }] })))
    await at.page.getByText('文件里没有读到面状边界').waitFor()
    expect(await at.page.getByRole('button', { name: /^采用所选/ }).isDisabled()).toBe(true)
    await at.page.locator('.file').getByRole('button', { name: '取消' }).click()
    await at.page.locator('.file').waitFor({ state: 'detached' })
  })
})
