import { beforeAll, describe, expect, test } from 'vitest'
import { faults } from './faults.ts'
import { mapDrawn, onStage, signInAs, soon } from './site.ts'

const stage = onStage()
const { site } = stage
const at = stage.visitor()

beforeAll(async () => {
  await signInAs(at, site, 'planner', '/areas/edit')
  await mapDrawn(at)
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
