import { beforeAll, describe, expect, test } from 'vitest'
import { petitionCsv } from '../imports/county.ts'
import type { Visit } from './browser.ts'
import { faults } from './faults.ts'
import { onStage, phone, sideways, signInAs, soon, wholeNumber } from './site.ts'

const stage = onStage()
const { site } = stage
const at = stage.visitor()
const other = stage.visitor()

interface Features { features: { properties: { code: string, name: string } }[] }
const names = async (page: Visit['page'], level: string): Promise<string[]> => (await page.evaluate(async (of) =>
  (await fetch(`/api/feeds/units?level=${of}`)).json(), level) as Features).features.map(({ properties }) => properties.name)

beforeAll(async () => {
  await signInAs(at, site, 'township', '/places?v=1')
  const [town = '', villages] = [(await names(at.page, 'township'))[0], await names(at.page, 'village')]
  const village = villages.find((name) => name.endsWith('村')) ?? villages[0] ?? ''
  await signInAs(other, site, 'office', '/imports')
  const csv = petitionCsv([
    ...[1, 2, 3, 4].map((n) => ({ no: `T${n}`, on: '2026-10-01', place: town, text: `第${n}件` })), { no: 'T5', on: '2026-10-01', place: `${town}${village}口`, text: '第5件' },
  ])
  await other.page.evaluate(async (text) => {
    const form = new FormData()
    form.append('file', new File([text], 'places.csv'))
    await fetch('/api/imports/petitions', { method: 'POST', body: form, headers: { prefer: 'wait=60' } })
  }, csv)
}, 300_000)

const counted = async ({ page }: Visit, queue: string): Promise<number> => wholeNumber(await page.locator(`[data-count=${queue}]`).innerText())
const ready = async ({ page }: Visit): Promise<void> => {
  await page.locator('.work[aria-busy=false] .choices button[aria-pressed=true]').waitFor()
}

describe('a township cadre', () => {
  test('finds the matters of her township that are known by words only, and what the words may mean', async () => {
    await at.page.reload()
    await ready(at)
    expect(await counted(at, 'coarse')).toBeGreaterThanOrEqual(4)
    expect(await at.page.locator('.choices small').first().innerText()).toBe('只写了乡镇')
    await at.page.locator('.map[data-drawn=true]').waitFor({ timeout: 60_000 })
    expect(await faults(at)).toEqual([])
  })

  test('places three matters with nothing but the keyboard: search, number, Enter', async () => {
    const [before, hand] = [await counted(at, 'coarse'), await counted(at, 'hand')]
    const villages = await names(at.page, 'village')
    for (let done = 1; done <= 3; done++) {
      await ready(at)
      const no = await at.page.locator('.queue [aria-current]').getAttribute('data-no')
      await at.page.getByRole('searchbox', { name: '按名称找乡镇、村' }).focus()
      await at.page.keyboard.type(villages[done] ?? '')
      await at.page.keyboard.press('Enter')
      await expect.poll(() => at.page.locator('.choices b').first().innerText(), soon).toContain(villages[done])
      await at.page.keyboard.press('1')
      await at.page.keyboard.press('Enter')
      await expect.poll(() => at.page.locator('.done').innerText().catch(() => ''), soon).toContain(`${no} 已核定到`)
      await expect.poll(() => counted(at, 'coarse'), soon).toBe(before - done)
    }
    expect(await counted(at, 'hand')).toBe(hand + 3)
  })

  test('takes the last one back with one key, and its history tells both', async () => {
    const [before, hand] = [await counted(at, 'coarse'), await counted(at, 'hand')]
    await at.page.keyboard.press('u')
    await expect.poll(() => counted(at, 'coarse'), soon).toBe(before + 1)
    expect(await counted(at, 'hand')).toBe(hand - 1)
    const no = /\S+/.exec(await at.page.locator('.done').innerText())?.[0]
    await at.page.locator(`[data-no="${no}"]`).click()
    await at.page.locator('summary').click()
    expect(await at.page.locator('.history li').allInnerTexts()).toHaveLength(2)
  })

  test('skips, drops a pin on the map and sees where it lies before accepting', async () => {
    const first = await at.page.locator('.queue [aria-current]').getAttribute('data-no')
    await at.page.keyboard.press('s')
    await expect.poll(() => at.page.locator('.queue [aria-current]').getAttribute('data-no'), soon).not.toBe(first)
    await ready(at)
    const box = await at.page.locator('.stage .maplibregl-canvas').boundingBox()
    if (!box) throw new Error('the map has no size')
    await at.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    await at.page.locator('.place-pin').waitFor()
    await expect.poll(() => at.page.locator('.choices b').first().innerText(), soon).toContain('就在')
    const before = await counted(at, 'coarse')
    await at.page.keyboard.press('Enter')
    await expect.poll(() => counted(at, 'coarse'), soon).toBe(before - 1)
  })
})

describe('the petition office', () => {
  test('sees as many without place as the map’s data line says, and judges a fall-back point', async () => {
    await other.page.goto(`${site.address}/places?v=1`)
    await other.page.locator('.queue li').first().waitFor()
    const before = await counted(other, 'unlocated')
    const { total } = await other.page.evaluate(async () => (await fetch('/api/feeds/matters?place=unlocated&limit=1')).json()) as { total: number }
    expect(before).toBe(total)
    await other.page.getByRole('button', { name: '默认点' }).click()
    const point = other.page.locator('[data-point]').first()
    const waiting = wholeNumber(/其中 (\d+) 件/.exec(await point.innerText())?.[1] ?? '')
    expect(await faults(other)).toEqual([])
    await point.getByRole('button', { name: '是真实地点' }).click()
    await expect.poll(() => counted(other, 'unlocated'), soon).toBe(before - waiting)
  })

  test('works on a phone without scrolling sideways', async () => {
    await stage.as('office', '/places?v=1', async (small) => {
      await small.page.locator('.queue li').first().waitFor()
      await small.page.locator('.map[data-drawn=true]').waitFor({ timeout: 60_000 })
      expect(await sideways(small)).toBe(0)
      expect(await faults(small)).toEqual([])
    }, phone)
  })
})

test('a planner places what has no place, by a pin that she drags to the right village; the history tells who was asked last', async () => {
  const planner = await stage.visit()
  await signInAs(planner, site, 'planner', '/places?v=1')
  await planner.page.locator('.queue li').first().waitFor()
  await planner.page.locator('.map[data-drawn=true]').waitFor({ timeout: 60_000 })
  const before = await counted(planner, 'unlocated')
  const no = await planner.page.locator('.queue [aria-current]').getAttribute('data-no')
  const box = await planner.page.locator('.stage .maplibregl-canvas').boundingBox()
  if (!box) throw new Error('the map has no size')
  await planner.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
  const pin = planner.page.locator('.place-pin')
  await pin.waitFor()
  const here = planner.page.locator('.choices b').first()
  await expect.poll(() => here.innerText(), soon).toContain('就在')
  const asked = planner.page.waitForRequest((request) => /place-candidates\?.*lon=/.test(request.url()))
  const at = await pin.boundingBox()
  if (!at) throw new Error('the pin has no place')
  await planner.page.mouse.move(at.x + at.width / 2, at.y + at.height / 2)
  await planner.page.mouse.down()
  await planner.page.mouse.move(at.x + 60, at.y + 50, { steps: 6 })
  await planner.page.mouse.up()
  await asked
  await planner.page.locator('.work[aria-busy=false] .choices button[aria-pressed=true]').waitFor()
  expect(await faults(planner)).toEqual([])
  await planner.page.keyboard.press('Enter')
  await expect.poll(() => planner.page.locator('.done').innerText().catch(() => ''), soon).toContain(`${no} 已核定到`)
  await expect.poll(() => counted(planner, 'unlocated'), soon).toBe(before - 1)
  expect(await planner.page.getByRole('button', { name: '默认点' }).count()).toBe(1)
  await planner.close()
})
