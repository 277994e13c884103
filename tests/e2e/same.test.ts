import { beforeAll, describe, expect, test } from 'vitest'
import { tellOwnWrite } from '../../api/data-version.ts'
import { faults } from './faults.ts'
import { onStage, phone, sideways, signInAs, soon, wholeNumber } from './site.ts'
import type { Visit } from './browser.ts'

const stage = onStage()
const { site } = stage
const at = stage.visitor()

beforeAll(async () => {
  await signInAs(at, site, 'office', '/same?v=1')
  await at.page.locator('tr[data-line=title]').waitFor()
}, 300_000)

const counted = async (queue: string, on: Visit = at): Promise<number> => wholeNumber(await on.page.locator(`[data-count=${queue}]`).innerText())
const current = (on: Visit = at): Promise<string | null> => on.page.locator('.queue [aria-current]').getAttribute('data-pair')
/** The matters of the pair at hand, the elder first. */
const numbers = (): Promise<string[]> => at.page.locator('thead a').allInnerTexts()

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

  test('goes through the pairs by key, and puts one off by key', async () => {
    const first = await current()
    await at.page.keyboard.press('j')
    await expect.poll(() => current(), soon).not.toBe(first)
    await at.page.keyboard.press('k')
    await expect.poll(() => current(), soon).toBe(first)
    const later = await counted('later')
    await at.page.keyboard.press('3')
    await expect.poll(() => counted('later'), soon).toBe(later + 1)
    // what comes next is at hand
    await expect.poll(() => current(), soon).not.toBe(first)
  })

  test('merges two by key, and takes that back by key: every count is as it was', async () => {
    const [open, later] = [await counted('open'), await counted('later')]
    const [elder = '', younger = ''] = await numbers()
    await at.page.keyboard.press('1')
    await at.page.locator('.done', { hasText: `${younger} 已并入 ${elder}` }).waitFor()
    await expect.poll(() => counted('open'), soon).toBeLessThan(open)
    await at.page.keyboard.press('u')
    await at.page.locator('.done', { hasText: `已撤销，${younger} 恢复为单独事项` }).waitFor()
    await expect.poll(async () => [await counted('open'), await counted('later')], soon).toEqual([open, later])
  })

  test('decides a group at once, and takes that back at once: every count is as it was', async () => {
    const open = await counted('open')
    await at.page.locator('.queue li', { has: at.page.locator('.group') }).first().locator('button').click()
    const card = at.page.locator('section.group')
    const ticks = card.locator('input')
    await ticks.first().waitFor()
    const n = await ticks.count()
    expect(n).toBeGreaterThanOrEqual(3)
    const same = card.locator('[data-group=same]')
    await ticks.last().uncheck()
    await expect.poll(() => same.innerText(), soon).toBe(`所选 ${n - 1} 件都是同一事项`)
    await ticks.last().check()
    expect(await faults(at)).toEqual([])
    await same.click()
    await at.page.locator('.done', { hasText: `${n} 件已并为` }).waitFor()
    await expect.poll(() => counted('open'), soon).toBeLessThan(open)
    await at.page.keyboard.press('u')
    await at.page.locator('.done', { hasText: `已撤销，${n} 件恢复为单独事项` }).waitFor()
    await expect.poll(() => counted('open'), soon).toBe(open)
  })

  test('says which matters stay together when the one that linked them is taken out, and decides those of a part alone', async () => {
    const open = await counted('open')
    await at.page.locator('.queue li', { hasText: '5 件一组' }).first().locator('button').click()
    const card = at.page.locator('section.group')
    await expect.poll(() => card.locator('input').count(), soon).toBe(5)
    // of the ten pairs only those of a chain are left, in the order of the list
    const chain = await card.locator('input').evaluateAll((inputs) => inputs.map((input) => input.dataset['matter']))
    await site.db.query(`
      delete from same_pair p using matter e, matter y where e.county_code = p.county_code and e.id = p.elder_id and y.county_code = p.county_code and y.id = p.younger_id
      and array_position($1::text[], e.matter_no) is not null and array_position($1::text[], y.matter_no) is not null
      and abs(array_position($1::text[], e.matter_no) - array_position($1::text[], y.matter_no)) > 1`, [chain])
    await site.db.query('select touch_data(installation_county())')
    tellOwnWrite()
    await at.page.reload()
    await at.page.locator('.queue li', { hasText: '5 件一组' }).first().locator('button').click()
    await card.locator('input').nth(2).uncheck()
    await expect.poll(() => card.locator('[data-group=same]').allInnerTexts(), soon).toEqual(['第 1 组 2 件是同一事项', '第 2 组 2 件是同一事项'])
    expect(await card.locator('[data-part]').allInnerTexts()).toEqual(['第 1 组', '第 1 组', '第 2 组', '第 2 组'])
    await card.locator('input').nth(0).uncheck()
    await expect.poll(() => card.locator('[data-part]').allInnerTexts(), soon).toEqual(['与其余不相连'])
    await card.locator('input').nth(0).check()
    expect(await faults(at)).toEqual([])
    await card.locator('[data-group=same]').first().click()
    await at.page.locator('.done', { hasText: '2 件已并为' }).waitFor()
    await expect.poll(() => counted('open'), soon).toBeLessThan(open)
  })

  test('finds what was judged different in its own queue, and may judge it again', async () => {
    const different = await counted('different')
    await at.page.locator('[data-decision=different]').click()
    await expect.poll(() => counted('different'), soon).toBe(different + 1)
    await at.page.getByRole('button', { name: /已判不同/ }).click()
    await expect.poll(() => at.page.locator('.queue li').count(), soon).toBe(different + 1)
    await at.page.locator('[data-decision=later]').click()
    await expect.poll(() => counted('different'), soon).toBe(different)
    await at.page.getByRole('button', { name: /待核对/ }).click()
  })

  test('keys belong to the page alone: a letter written into the search field decides nothing', async () => {
    const counts = await Promise.all((['open', 'later', 'different'] as const).map((queue) => counted(queue)))
    await at.page.evaluate(() => {
      const field = document.createElement('input')
      field.id = 'written'
      document.body.append(field)
      field.focus()
    })
    await at.page.keyboard.type('123u')
    expect(await at.page.locator('#written').inputValue()).toBe('123u')
    await at.page.evaluate(() => { document.getElementById('written')?.remove() })
    expect(await Promise.all((['open', 'later', 'different'] as const).map((queue) => counted(queue)))).toEqual(counts)
  })
})

describe('on a phone', () => {
  test('a clerk reads the pair below the list and decides by thumb', async () => {
    await stage.as('office', '/same?v=1', async (on) => {
      await on.page.locator('tr[data-line=title]').waitFor()
      expect(await sideways(on)).toBe(0)
      const buttons = await Promise.all(await on.page.locator('[data-decision]').all().then((all) => all.map((one) => one.boundingBox())))
      for (const box of buttons) {
        expect(box?.height).toBeGreaterThanOrEqual(44)
        expect((box?.y ?? 900) + (box?.height ?? 0)).toBeLessThanOrEqual(844)
      }
      const later = await counted('later', on)
      await on.page.locator('[data-decision=later]').tap()
      await expect.poll(() => counted('later', on), soon).toBe(later + 1)
      expect(await faults(on)).toEqual([])
    }, phone)
  })
})
