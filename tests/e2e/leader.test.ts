import { beforeAll, describe, expect, test } from 'vitest'
import { figure, figuresShown, mapDrawn, onStage, signInAs, soon, wholeNumber } from './site.ts'

const stage = onStage()
const { site } = stage
const at = stage.visitor({ viewport: { width: 1180, height: 760 }, reducedMotion: 'no-preference' })

beforeAll(async () => {
  await signInAs(at, site, 'leader')
  await mapDrawn(at)
})

const fresh = async (path = '/map'): Promise<void> => {
  await at.page.goto(site.address + path)
  await figuresShown(at)
}
const settled = async (): Promise<void> => {
  await at.page.waitForLoadState('networkidle')
  await at.page.locator('.kpis[aria-busy=false]').waitFor()
}
const openedTotal = async (): Promise<number> => {
  const total = wholeNumber(await at.page.locator('[data-total]').innerText())
  await at.page.keyboard.press('Escape')
  await at.page.locator('dialog').waitFor({ state: 'detached' })
  return total
}

describe('a county leader', () => {
  test('sees ten key areas, those with something overdue first', async () => {
    await fresh()
    const rows = at.page.locator('#panel-areas .row')
    await rows.first().waitFor()
    expect(await rows.count()).toBe(10)
    const overdue = await rows.evaluateAll((lines) => lines.map((line) => Number(line.querySelector('.overdue b')?.textContent ?? 0)))
    expect(overdue).toEqual([...overdue].sort((a, b) => b - a))
    expect(overdue[0]).toBeGreaterThan(0)
  })

  test('opens the list behind every figure and finds exactly as many rows announced as the figure says', async () => {
    await fresh()
    for (const door of ['petitions', 'matters', 'first', 'repeat', 'collective', 'open', 'closed', 'overdue']) {
      const shown = await figure(at, door)
      await at.page.locator(`.kpis [data-door=${door}]`).click()
      expect([door, await openedTotal()]).toEqual([door, shown])
    }
  })

  test('reads under the map what it shows, and each part is a list of that many', async () => {
    await fresh()
    const line = at.page.locator('footer.line')
    const parts: Record<string, number> = {}
    for (const door of ['petitions-all', 'located', 'unlocated', 'outside']) {
      const shown = wholeNumber(await line.locator(`[data-door=${door}]`).innerText())
      await line.locator(`[data-door=${door}]`).click()
      expect([door, await openedTotal()]).toEqual([door, shown])
      parts[door] = shown
    }
    expect((parts['located'] ?? 0) + (parts['unlocated'] ?? 0) + (parts['outside'] ?? 0)).toBe(parts['petitions-all'])
    expect(parts['unlocated']).toBeGreaterThan(0)
  })

  test('chooses an area: every figure becomes the area’s, the address keeps it, back undoes it', async () => {
    await fresh()
    const all = await figure(at, 'petitions')
    const row = at.page.locator('#panel-areas .row').first()
    const own = wholeNumber(await row.locator('.facts b').first().innerText())
    await row.click()
    await settled()
    await expect.poll(() => figure(at, 'petitions'), soon).toBe(own)
    expect(new URL(at.page.url()).searchParams.get('area')).toBe(await row.getAttribute('data-code'))
    await at.page.locator('.kpis [data-door=petitions]').click()
    expect(await openedTotal()).toBe(own)
    await at.page.goBack()
    await at.page.goBack()
    await expect.poll(() => figure(at, 'petitions'), soon).toBe(all)
  })

  test('goes down from county to group by the list and back up by the breadcrumb, the units always adding up', async () => {
    await fresh('/map?v=1')
    await at.page.getByRole('tab', { name: '乡镇（街道）' }).click()
    const rows = at.page.locator('#panel-units .row')
    const names: string[] = []
    for (const below of ['村（社区）', '村民小组']) {
      await rows.first().waitFor()
      const name = await rows.first().locator('.name').innerText()
      const own = wholeNumber(await rows.first().locator('.facts b').first().innerText())
      names.push(name)
      await rows.first().click()
      await at.page.getByRole('tab', { name: below }).waitFor()
      await settled()
      await expect.poll(() => figure(at, 'petitions'), soon).toBe(own)
      // the list of the level below comes with an answer of its own
      const shares = async (): Promise<number> => (await rows.locator('.facts b:first-child').evaluateAll((numbers) => numbers
        .filter((_, i) => i % 3 === 0).map((number) => Number(number.textContent?.replaceAll(',', ''))))).reduce((sum, share) => sum + share, 0)
      await expect.poll(shares, soon).toBeLessThanOrEqual(own)
    }
    await rows.first().click()
    await settled()
    const trail = at.page.getByRole('navigation', { name: '所在层级' })
    for (const name of names) expect(await trail.innerText()).toContain(name)
    await trail.getByRole('button', { name: names[0] }).click()
    await at.page.getByRole('tab', { name: '村（社区）' }).waitFor()
    expect(at.page.url()).not.toContain('unit=990128001001')
  })

  test('goes down by clicking the map itself', async () => {
    await fresh('/map?v=1&v.marks=units')
    await mapDrawn(at)
    const box = await at.page.locator('.stage .maplibregl-canvas').boundingBox()
    if (!box) throw new Error('the map has no size')
    // the county fills the map: its middle always lies in some township
    await at.page.mouse.click(box.x + box.width * 0.6, box.y + box.height / 2)
    await at.page.waitForURL(/[?&](unit|area)=/)
    await settled()
    expect(await at.page.getByRole('navigation', { name: '所在层级' }).innerText()).toMatch(/示例县\s*\S/)
  })

  test('follows a link into a village without having been there before', async () => {
    const village = await at.page.evaluate(async () => {
      const answer = await fetch('/api/feeds/units?level=village&limit=3').then((reply) => reply.status === 400 ? fetch('/api/feeds/units?level=village') : reply)
      const { features } = await answer.json() as { features: { properties: { code: string, name: string, petitions: number } }[] }
      return features[0]?.properties
    })
    await fresh(`/map?v=1&unit=${village?.code}`)
    await at.page.getByRole('tab', { name: '村民小组' }).waitFor()
    expect(await at.page.getByRole('navigation', { name: '所在层级' }).innerText()).toContain(village?.name)
    expect(await figure(at, 'petitions')).toBe(village?.petitions)
    at.complaints.length = 0
  })

  test('narrows by kind and state, removes a chip, and the address says so', async () => {
    await fresh()
    const all = await figure(at, 'petitions')
    await at.page.locator('.filter').getByRole('button', { name: '重复', exact: true }).click()
    await settled()
    await expect.poll(() => figure(at, 'petitions'), soon).toBeLessThan(all)
    expect(await figure(at, 'first')).toBe(0)
    expect(at.page.url()).toContain('kind=repeat')
    await at.page.getByRole('button', { name: '移除条件：重复' }).click()
    await expect.poll(() => figure(at, 'petitions'), soon).toBe(all)
  })
})
