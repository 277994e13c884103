import { beforeAll, describe, expect, test } from 'vitest'
import { faults } from './faults.ts'
import { onStage, signInAs, wholeNumber } from './site.ts'

const stage = onStage()
const { site } = stage
const at = stage.visitor()

beforeAll(async () => {
  await signInAs(at, site, 'office', '/same?v=1')
}, 300_000)

const counted = async (queue: string): Promise<number> => wholeNumber(await at.page.locator(`[data-count=${queue}]`).innerText())

describe('the petition office checks what may be one matter', () => {
  test('sees as many pairs as the list holds, side by side, with the points of each part and what differs', async () => {
    await at.page.locator('tr[data-line=title]').waitFor()
    const open = await counted('open')
    expect(open).toBeGreaterThanOrEqual(10)
    expect(await at.page.locator('.queue li').count()).toBe(Math.min(open, 50))
    const points = await at.page.locator('[data-part] .points').allInnerTexts()
    const score = wholeNumber(await at.page.locator('.queue [aria-current] .score').innerText())
    expect(points.reduce((sum, text) => sum + Number(text.replace('−', '-')), 0)).toBe(score)
    expect(await at.page.locator('td mark').count()).toBeGreaterThan(0)
    await at.page.locator('.map[data-drawn=true]').waitFor({ timeout: 60_000 })
    expect(await faults(at)).toEqual([])
  })
})
