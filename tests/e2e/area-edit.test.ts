import type { MultiPolygon, Polygon, Position } from 'geojson'
import { beforeAll, describe, expect, test } from 'vitest'
import { clickAt, clickShares, fitted } from './draw.ts'
import { faults } from './faults.ts'
import { mapDrawn, onStage, phone, sideways, signInAs, soon } from './site.ts'

const stage = onStage()
const { site } = stage
const at = stage.visitor()

beforeAll(async () => {
  await signInAs(at, site, 'planner', '/areas/edit')
  await mapDrawn(at)
})

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
    await clickShares(at, [0.35, 0.4], [0.65, 0.4], [0.65, 0.7], [0.35, 0.7], [0.35, 0.4])
    await at.page.locator('.units li').first().waitFor()
    gained = await moved('gains')
    expect(gained).toBeGreaterThan(0)
    // a township stands before its own villages
    expect(await at.page.locator('.units li').first().getAttribute('class')).toContain('township')
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
    await clickShares(at, [0.5, 0.3], [0.5, 0.85], [0.5, 0.85])
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

interface AreaFeature { id: string, properties: { name: string }, geometry: Polygon | MultiPolygon }
const areas = (): Promise<AreaFeature[]> => at.page.evaluate(async () =>
  (await (await fetch('/api/feeds/key-areas')).json() as { features: AreaFeature[] }).features)
const areaOf = async (ending: string): Promise<AreaFeature> => {
  const found = (await areas()).find(({ id }) => id.endsWith(ending))
  if (!found) throw new Error(`no area ${ending}`)
  return found
}
const ringsOf = ({ geometry }: AreaFeature): Position[][] => geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
const open = async ({ id }: AreaFeature): Promise<void> => {
  await at.page.locator(`[data-code="${id}"]`).click()
  await at.page.locator('.units li').first().waitFor()
}
/** The border that the page asked the server about last. */
const asked = (): Promise<Polygon> => at.page.waitForRequest('**/api/area-checks')
  .then((request) => (request.postDataJSON() as { geometry: Polygon }).geometry)
const hectares = async (): Promise<number> => Number(/([\d,.]+) 公顷/.exec(await at.page.locator('section.check').innerText())?.[1]?.replaceAll(',', ''))
const startNew = async (): Promise<void> => {
  await at.page.getByRole('button', { name: '画新区域' }).click()
  await mapDrawn(at)
}

describe('the editor helps a hand that is not exact', () => {
  test('a corner set beside a border becomes a corner of that border, to the last digit', async () => {
    const known = await areaOf('K01')
    await startNew()
    const { features } = await at.page.evaluate(async () => await (await fetch('/api/feeds/units?level=township')).json() as { features: AreaFeature[] })
    const where = await fitted(at, features.map(({ geometry }) => geometry))
    const corners = [...features, ...await areas()].flatMap((one) => ringsOf(one).flat()).map(String)
    const [corner = [0, 0]] = ringsOf(known)[0] ?? []
    const [x, y] = where(corner)
    const sent = asked()
    await clickAt(at, [x + 3, y + 2], [x + 90, y + 15], [x + 40, y + 110], [x + 3, y + 2])
    const drawn = (await sent).coordinates[0] ?? []
    expect(drawn.map(String).filter((one) => corners.includes(one)).length).toBeGreaterThanOrEqual(2)
  })

  test('a border that crosses itself is refused with the reason and the place, and mended on request', async () => {
    await startNew()
    await clickShares(at, [0.4, 0.4], [0.6, 0.6], [0.6, 0.4], [0.4, 0.6], [0.4, 0.4])
    const alert = at.page.locator('.check [role=alert]')
    await alert.waitFor()
    expect(await alert.innerText()).toContain('边界无效：边线自相交')
    expect(await at.page.getByRole('button', { name: '保存' }).isDisabled()).toBe(true)
    expect(await faults(at)).toEqual([])
    await alert.getByRole('button', { name: '自动修复' }).click()
    await alert.waitFor({ state: 'detached' })
    expect(await hectares()).toBeGreaterThan(0)
    await at.page.getByRole('button', { name: '退一步' }).click()
    await alert.waitFor()
  })

  test('what overlaps another area is named with its share, and cut off on request', async () => {
    const known = await areaOf('K02')
    await startNew()
    const { features } = await at.page.evaluate(async () => await (await fetch('/api/feeds/units?level=township')).json() as { features: AreaFeature[] })
    const where = await fitted(at, features.map(({ geometry }) => geometry))
    const ring = (ringsOf(known)[0] ?? []).map(where)
    const [left, right] = [Math.min(...ring.map(([x]) => x)), Math.max(...ring.map(([x]) => x))]
    const [top, bottom] = [Math.min(...ring.map(([, y]) => y)), Math.max(...ring.map(([, y]) => y))]
    const middle = (left + right) / 2
    await clickAt(at, [middle, top - 30], [right + 60, top - 30], [right + 60, bottom + 30], [middle, bottom + 30], [middle, top - 30])
    const overlap = at.page.locator('.check li', { hasText: known.properties.name }).filter({ has: at.page.getByRole('button', { name: '减去重叠' }) })
    await overlap.waitFor()
    expect(await overlap.innerText()).toMatch(/\d+(\.\d+)?%/)
    const before = await hectares()
    await overlap.getByRole('button', { name: '减去重叠' }).click()
    await overlap.waitFor({ state: 'detached' })
    await expect.poll(hectares, soon).toBeLessThan(before)
  })

  test('a known border is widened by metres on all sides, and one step back is the old one', async () => {
    await open(await areaOf('K03'))
    const before = await hectares()
    await at.page.getByLabel('米', { exact: true }).fill('100')
    await at.page.getByRole('button', { name: '外扩' }).click()
    await expect.poll(hectares, soon).toBeGreaterThan(before)
    await at.page.getByRole('button', { name: '退一步' }).click()
    await expect.poll(hectares, soon).toBe(before)
  })
})

describe('areas that end', () => {
  test('one takes another in from a day on, and has the petitions of both', async () => {
    const [into, taken] = [await areaOf('K03'), await areaOf('K04')]
    const both = await petitionsIn(into.id) + await petitionsIn(taken.id)
    await open(into)
    await at.page.getByRole('button', { name: '合并其他区域' }).click()
    const dialog = at.page.locator('dialog[open]')
    await dialog.getByLabel(taken.properties.name).check()
    expect(await dialog.innerText()).toContain(`${taken.properties.name} 将并入“${into.properties.name}”`)
    expect(await faults(at)).toEqual([])
    await dialog.getByRole('button', { name: '合并', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await at.page.locator(`[data-code="${taken.id}"]`).waitFor({ state: 'detached' })
    expect(await petitionsIn(into.id)).toBe(both)
    await open(into)
    await expect.poll(() => at.page.locator('.versions li').count(), soon).toBeGreaterThan(1)
  })

  test('another is retired after being told what that means, and is on no list any more', async () => {
    const area = await areaOf('K05')
    await open(area)
    await at.page.getByRole('button', { name: '撤销区域' }).click()
    const dialog = at.page.locator('dialog[open]')
    expect(await dialog.innerText()).toContain('以往日期的统计不变')
    expect(await dialog.innerText()).toContain('移交时须指明由谁承接')
    const heir = await areaOf('K06')
    await dialog.locator('[data-successor]').selectOption(heir.id)
    expect(await dialog.innerText()).toContain('转到承接区域')
    await dialog.getByRole('button', { name: '确认撤销' }).click()
    await at.page.locator(`[data-code="${area.id}"]`).waitFor({ state: 'detached' })
    expect((await areas()).map(({ id }) => id)).not.toContain(area.id)
    const { rows } = await site.db.query<{ code: string }>('select s.code from area_succession x join key_area k on k.id = x.predecessor_id join key_area s on s.id = x.successor_id where k.code = $1', [area.id])
    expect(rows).toEqual([{ code: heir.id }])
  })
})

test('without a connection the editor says so, and asks again when told to', async () => {
  const other = await stage.visit()
  await signInAs(other, site, 'planner', '/notices')
  await other.page.route('**/api/feeds/**', (question) => question.abort())
  await other.page.goto(`${site.address}/areas/edit`)
  await other.page.getByText('数据没有取到').waitFor()
  await other.page.unroute('**/api/feeds/**')
  await other.page.getByRole('button', { name: '重试' }).first().click()
  await other.page.locator('[data-code]').first().waitFor()
  await other.close()
})

test('a phone shows areas and their borders by date, and says that drawing needs a larger screen', async () => {
  await stage.as('planner', '/areas/edit', async (small) => {
    await small.page.getByText('绘制需要更大的屏幕').waitFor()
    await small.page.locator('[data-code]').first().tap()
    await small.page.locator('.versions li').first().waitFor()
    expect(await small.page.getByRole('button', { name: '画新区域' }).count()).toBe(0)
    expect(await sideways(small)).toBe(0)
    expect(await faults(small)).toEqual([])
  }, phone)
})
