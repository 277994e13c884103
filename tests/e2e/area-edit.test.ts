import proj4 from 'proj4'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { dbf, shp } from '../importers/shapefile-writer.ts'
import { zip } from '../importers/zip-writer.ts'
import { openBrowser, visit } from './browser.ts'
import type { Visit } from './browser.ts'
import { faults } from './faults.ts'
import { mapDrawn, openSite, signInAs, soon } from './site.ts'
import type { Site } from './site.ts'

let site: Site
let browser: Browser
let at: Visit

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()])
  at = await visit(browser)
  await signInAs(at, site, 'planner', '/areas/edit')
  await mapDrawn(at)
})
afterAll(async () => {
  await browser.close()
  await site.close()
})
afterEach(() => {
  expect([...at.hosts]).toEqual(['127.0.0.1'])
  expect(at.complaints).toEqual([])
})

/** Clicks at shares of the map's width and height. */
async function click(...spots: [number, number][]): Promise<void> {
  const box = await at.page.locator('.stage canvas').boundingBox()
  if (!box) throw new Error('the map has no size')
  for (const [x, y] of spots) {
    await at.page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 3 })
    await at.page.mouse.click(box.x + box.width * x, box.y + box.height * y)
    await at.page.waitForTimeout(350)
  }
}
const petitionsIn = (code: string): Promise<number> => at.page.evaluate(async (of) =>
  (await (await fetch(`/api/summary?area=${of}`)).json() as { petitions: number }).petitions, code)
const moved = async (which: string): Promise<number> => {
  const line = at.page.locator(`[data-move=${which}]`)
  await line.waitFor()
  return Number(/([\d,]+) 件次/.exec(await line.innerText())?.[1]?.replaceAll(',', ''))
}

describe('a planner drawing a key area', () => {
  let gained: number

  test('draws it on the map and is told at once what it crosses and which petitions it would take', async () => {
    await at.page.getByRole('button', { name: '画新区域' }).click()
    await click([0.35, 0.4], [0.65, 0.4], [0.65, 0.7], [0.35, 0.7], [0.35, 0.4])
    await at.page.locator('.units li').first().waitFor()
    gained = await moved('gains')
    expect(gained).toBeGreaterThan(0)
    expect(await faults(at)).toEqual([])
  })

  test('saves it with a date and the county counts exactly those petitions in it', async () => {
    await at.page.getByLabel('编号').fill('NEW-1')
    await at.page.getByLabel('名称').fill('新画片区')
    await at.page.getByLabel('类型').selectOption({ index: 1 })
    await at.page.getByLabel('启用日期').fill('2026-01-01')
    await expect.poll(() => moved('gains'), soon).toBeGreaterThan(0)
    gained = await moved('gains')
    await at.page.getByRole('button', { name: '保存' }).click()
    await at.page.getByText('已保存').waitFor()
    expect(await petitionsIn('NEW-1')).toBe(gained)
  })

  test('splits it by a line, keeps one part from today on, and the counts move as foretold', async () => {
    await at.page.getByRole('button', { name: '画线分割' }).click()
    await click([0.5, 0.3], [0.5, 0.85], [0.5, 0.85])
    await at.page.getByRole('button', { name: /第 1 块/ }).click()
    const lost = await moved('losses')
    await at.page.getByLabel('启用日期').fill('2026-06-01')
    await at.page.getByRole('button', { name: '保存' }).click()
    await at.page.getByText('已保存').waitFor()
    expect(await petitionsIn('NEW-1')).toBe(gained - lost)
    await expect.poll(() => at.page.locator('.versions li').allInnerTexts(), soon).toHaveLength(2)
    expect(await at.page.locator('.versions').innerText()).toContain('2026-01-01 至 2026-05-31')
  })
})

type Corner = [lon: number, lat: number]
const ring = ([west, south]: Corner, size: number): Corner[] =>
  [[west, south], [west, south + size], [west + size, south + size], [west + size, south], [west, south]]
const field = (label: string) => at.page.getByLabel(label, { exact: true })
const bring = (name: string, buffer: Buffer): Promise<void> => at.page.locator('.tools input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
async function save(code: string, from: string): Promise<void> {
  await field('编号').fill(code)
  await field('类型').selectOption({ index: 1 })
  await field('启用日期').fill(from)
  await at.page.getByRole('button', { name: '保存', exact: true }).click()
  await at.page.getByText('已保存').waitFor()
}
/** South-west corner of a square in the middle of the county. */
async function middle(): Promise<Corner> {
  const points = await at.page.evaluate(async () => (await (await fetch('/api/feeds/units?level=township')).json() as
    { features: { properties: { point: [number, number] } }[] }).features.map(({ properties }) => properties.point))
  const mean = (axis: 0 | 1): number => points.reduce((sum, point) => sum + point[axis], 0) / points.length
  return [mean(0), mean(1)]
}

describe('a planner with a file', () => {
  test('brings a GBK shapefile in Gauss-Krueger metres, sees which system that is and where it lies, and takes one of its shapes', async () => {
    const grid = proj4('+proj=tmerc +lat_0=0 +lon_0=105 +k=1 +x_0=35500000 +y_0=0 +ellps=GRS80 +units=m +no_defs')
    const [lon, lat] = await middle()
    const rings = [ring([lon, lat], 0.02), ring([lon + 0.05, lat], 0.01)].map((one) => one.map((corner) => grid.forward(corner) as Corner))
    const names = dbf([{ name: '名称', type: 'C', length: 40 }, { name: '编号', type: 'C', length: 20 }], [['北坪征地片区', 'G1'], ['另一块', 'G2']], 'gbk')
    await at.page.getByRole('button', { name: '画新区域' }).click()
    await bring('征地红线.zip', zip([{ name: '红线.shp', data: shp(rings.map((one) => [one])) }, { name: '红线.dbf', data: names }]))
    await expect.poll(() => at.page.locator('#area-crs option').first().innerText().catch(() => ''), soon).toMatch(/zone 35/)
    const wanted = at.page.getByLabel('北坪征地片区')
    await wanted.check()
    expect(await faults(at)).toEqual([])
    await at.page.getByRole('button', { name: /采用所选 1 个/ }).click()
    await at.page.locator('.units li').first().waitFor()
    expect(await field('名称').inputValue()).toBe('北坪征地片区')
    // 0.02 degrees square, within one part in a hundred
    const hectares = Number(/面积 ([\d.]+)/.exec(await at.page.locator('.check').innerText())?.[1])
    expect(hectares / (2.2195 * 2.2195 * 100 * Math.cos(lat * Math.PI / 180))).toBeCloseTo(1, 1)
    await save('GBK-1', '2026-02-01')
  })

  test('is told that a border crosses itself, has it repaired, cuts off what overlaps and takes a KML as well', async () => {
    const [lon, lat] = await middle()
    const bow = [[lon - 0.01, lat], [lon + 0.01, lat + 0.02], [lon + 0.01, lat], [lon - 0.01, lat + 0.02], [lon - 0.01, lat]].map((corner) => corner.join(',')).join(' ')
    const kml = `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>蝴蝶形</name><Polygon><outerBoundaryIs><LinearRing><coordinates>${bow}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>`
    await at.page.getByRole('button', { name: '画新区域' }).click()
    await bring('片区.kml', Buffer.from(kml))
    await at.page.getByRole('button', { name: /采用所选 1 个/ }).click()
    await at.page.getByRole('alert').getByText('边界无效').waitFor()
    expect(await faults(at)).toEqual([])
    await at.page.getByRole('button', { name: '自动修复' }).click()
    await at.page.locator('.check').getByText('北坪征地片区').waitFor()
    await at.page.getByRole('button', { name: '减去重叠' }).first().click()
    await expect.poll(() => at.page.locator('.check').innerText(), soon).not.toContain('北坪征地片区')
  })

  test('draws a corner near a township\'s and it is that very corner', async () => {
    await at.page.getByRole('button', { name: '画新区域' }).click()
    const box = await at.page.locator('.stage canvas').boundingBox()
    if (!box) throw new Error('the map has no size')
    // the map fits the county between margins of 60 pixels
    const corner = await at.page.evaluate(async ({ width, height }) => {
      interface Units { features: { geometry: { type: string, coordinates: number[][][] | number[][][][] } }[] }
      const { features } = await (await fetch('/api/feeds/units?level=township')).json() as Units
      const corners = features.flatMap(({ geometry }) => (geometry.type === 'Polygon' ? geometry.coordinates.flat(1) : geometry.coordinates.flat(2)) as [number, number][])
      const flat = ([lon, lat]: [number, number]): [number, number] => [lon * Math.PI / 180, -Math.log(Math.tan(Math.PI / 4 + lat * Math.PI / 360))]
      const all = corners.map(flat)
      const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)]
      const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
      const scale = Math.min((width - 120) / (east - west), (height - 120) / (south - north))
      const at = all.map(([x, y]) => [width / 2 + (x - (west + east) / 2) * scale, height / 2 + (y - (north + south) / 2) * scale])
      const nearest = at.map(([x = 0, y = 0], i) => ({ x, y, corner: corners[i], far: Math.hypot(x - width / 2, y - height * 0.6) })).sort((a, b) => a.far - b.far)
      return nearest[0]
    }, { width: box.width, height: box.height })
    if (!corner?.corner) throw new Error('no corner')
    const asked = at.page.waitForRequest((request) => request.url().endsWith('/api/area-checks'))
    const [x, y] = [(corner.x + 5) / box.width, (corner.y + 4) / box.height]
    await click([x, y], [x + 0.15, y], [x + 0.15, y + 0.15], [x, y + 0.15], [x, y])
    const { geometry } = (await asked).postDataJSON() as { geometry: { coordinates: Corner[][] } }
    const drawn = geometry.coordinates.flat()
    expect(Math.min(...drawn.map(([lon, lat]) => Math.hypot(lon - (corner.corner?.[0] ?? 0), lat - (corner.corner?.[1] ?? 0))))).toBeLessThan(1e-8)
  })
})

describe('a planner putting areas together', () => {
  const petitionsOn = (code: string, day: string): Promise<number> => at.page.evaluate(async ([of, on]) =>
    (await (await fetch(`/api/summary?area=${of}&as_of=${on}&to=${on}`)).json() as { petitions: number }).petitions, [code, day] as const)

  test('merges one into the other in a dialog: the counts join, and those of a day before stay', async () => {
    const day = '2026-06-15'
    const before = [await petitionsOn('NEW-1', day), await petitionsOn('GBK-1', day)]
    await at.page.locator('[data-code="NEW-1"]').click()
    await at.page.getByRole('button', { name: '合并其他区域' }).click()
    const dialog = at.page.locator('dialog[open]')
    await dialog.getByLabel(/北坪征地片区/).check()
    await dialog.getByText('北坪征地片区 将并入“新画片区”。').waitFor()
    expect(await faults(at)).toEqual([])
    await dialog.getByRole('button', { name: '合并', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => at.page.locator('[data-code="GBK-1"]').count(), soon).toBe(0)
    expect([await petitionsOn('NEW-1', day), await petitionsOn('GBK-1', day)]).toEqual(before)
  })

  test('retires one after being asked in the page\'s own dialog', async () => {
    await at.page.locator('[data-code="NEW-1"]').click()
    await at.page.getByRole('button', { name: '撤销区域' }).click()
    const dialog = at.page.locator('dialog[open]')
    expect(await dialog.innerText()).toContain('以往日期的统计不变')
    await dialog.getByRole('button', { name: '确认撤销' }).click()
    await expect.poll(() => at.page.locator('[data-code="NEW-1"]').count(), soon).toBe(0)
  })
})
