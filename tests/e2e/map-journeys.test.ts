/** What people come to the map for, from the first look to the answer. */
import { describe, expect, test } from 'vitest'
import type { Visit } from './browser.ts'
import { drawnAnew, figure, listTotal, mapDrawn, onStage, phone, signInAs, soon, wholeNumber } from './site.ts'

const stage = onStage()
const { site } = stage

test('a leader sees which area needs more help, and why: what is overdue, against the median, and the list of it', async () => {
  await stage.withFigures('leader', '/map', async (at) => {
    const { page } = at
    const first = page.locator('#panel-areas .row').first()
    const overdue = wholeNumber(await first.locator('.overdue b').innerText())
    await first.click()
    await page.locator('[data-median] tbody tr').first().waitFor()
    await expect.poll(() => page.locator('[data-median] tbody tr td').allInnerTexts().then((cells) => cells.filter((cell) => /中位数/.test(cell)).length), soon).toBe(3)
    await expect.poll(() => figure(at, 'overdue'), soon).toBe(overdue)
    await page.locator('.docked [data-door=overdue]').click()
    expect(await listTotal(at)).toBe(overdue)
  })
})

test('a township cadre finds what is overdue in the own township by keys alone, on the map, in its table and as a list', async () => {
  await stage.withFigures('township', '/map', async (at) => {
    const { page } = at
    const all = await figure(at, 'overdue')
    await page.locator('body').press('f')
    await page.getByLabel('只看超期').check()
    await expect.poll(() => figure(at, 'petitions'), soon).toBe(all)
    await page.locator('body').press('f')
    await page.locator('[data-measure=overdue]').click()
    await page.locator('[data-marks=units]').click()
    await page.locator('body').press('t')
    const twin = page.locator('[data-twin]')
    await twin.waitFor()
    const numbers = await twin.locator('tbody td:nth-child(2)').allInnerTexts()
    expect(numbers.length).toBeGreaterThan(1)
    expect(numbers.map(wholeNumber).reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(all)
    await page.locator('body').press('Escape')
    await twin.waitFor({ state: 'detached' })
    await page.locator('.kpis [data-door=overdue]').click()
    expect(await listTotal(at)).toBe(all)
  })
})

test('a planner compares two quarters on one scale, opens both lists, saves the view and shares its link', async () => {
  await stage.withFigures('planner', '/map?v=2&period=quarter&v.marks=units&v.show=household_rate', async (at) => {
    const { page } = at
    await page.getByRole('button', { name: '对比' }).click()
    await page.locator('[data-compare=previous]').click()
    const table = page.locator('[data-comparison]')
    await table.waitFor()
    await page.locator('.second .map[data-drawn=true]').waitFor({ timeout: 60_000 })
    await table.locator('[data-side=right][data-door=petitions]', { hasText: /\d/ }).waitFor()
    for (const side of ['left', 'right']) {
      const door = table.locator(`[data-side=${side}][data-door=petitions]`)
      const shown = wholeNumber(await door.innerText())
      await door.click()
      expect([side, await listTotal(at)]).toEqual([side, shown])
    }
    await page.getByRole('button', { name: '视图' }).click()
    await page.getByLabel('视图名称').fill('季度对比')
    await page.getByRole('button', { name: '保存当前视图' }).click()
    await page.getByText('已保存“季度对比”').waitFor()
    const figures = await table.locator('td').allInnerTexts()
    const link = new URL(page.url())
    await stage.withFigures('office', link.pathname + link.search, async (other) => {
      const theirs = other.page.locator('[data-comparison]')
      await theirs.locator('[data-side=right][data-door=petitions]', { hasText: /\d/ }).waitFor()
      await expect.poll(() => theirs.locator('td').allInnerTexts(), soon).toEqual(figures)
    })
    await page.goto(`${site.address}/map`)
    await page.getByRole('button', { name: '视图' }).click()
    await page.getByRole('button', { name: '打开视图 季度对比' }).click()
    await page.locator('[data-comparison]').waitFor()
    expect(page.url()).toContain('v.vs=previous')
  })
})

describe('on the map', () => {
  test('every bar of the time slider is a list of as many; two bars dragged are the period', async () => {
    await stage.withFigures('office', '/map', async (at) => {
      const { page } = at
      const bar = page.locator('[data-bar]').nth(-4)
      const label = await bar.getAttribute('aria-label') ?? ''
      const own = wholeNumber(/：([\d,]+)/.exec(label)?.[1] ?? '')
      await bar.focus()
      await bar.press('Enter')
      expect(await listTotal(at)).toBe(own)
      const [from, to] = await Promise.all([page.locator('[data-bar]').nth(-6).boundingBox(), bar.boundingBox()])
      if (!from || !to) throw new Error('no bars')
      await page.mouse.move(from.x + from.width / 2, from.y + 10)
      await page.mouse.down()
      await page.mouse.move(to.x + to.width / 2, to.y + 10, { steps: 5 })
      await page.mouse.up()
      await page.waitForURL(/from=.*to=/)
      const counts = await page.locator('[data-bar].in-whole').evaluateAll((bars) => bars.map((one) => Number(/：([\d,]+)/.exec(one.getAttribute('aria-label') ?? '')?.[1]?.replaceAll(',', ''))))
      expect(counts.length).toBe(3)
      await expect.poll(() => figure(at, 'petitions'), soon).toBe(counts.reduce((sum, n) => sum + n, 0))
    })
  })

  test('a place is found by its pinyin with / and Enter', async () => {
    await stage.withFigures('office', '/map', async ({ page }) => {
      await page.locator('body').press('/')
      await page.keyboard.type('ccxc')
      await page.locator('#search-found [role=option]', { hasText: '澄川新城征地拆迁片区' }).waitFor()
      await page.keyboard.press('Enter')
      await page.waitForURL(/area=/)
      await page.getByRole('navigation', { name: '所在层级' }).getByText('澄川新城征地拆迁片区').waitFor()
    })
  })

  test('a length is measured in metres while it is drawn', async () => {
    await stage.withFigures('office', '/map', async (at) => {
      const { page } = at
      await mapDrawn(at)
      const box = await page.locator('.stage .maplibregl-canvas').first().boundingBox()
      await page.locator('[data-draw=distance]').click()
      await page.locator('.map[data-drawing=true]').waitFor()
      const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2]
      await page.mouse.click(x, y)
      await page.mouse.move(x + 60, y + 20, { steps: 4 })
      await page.mouse.click(x + 120, y + 40)
      await page.mouse.move(x + 121, y + 41)
      await page.locator('[data-measured]', { hasText: /(米|公里)$/ }).waitFor()
      await page.getByRole('button', { name: '结束', exact: true }).click()
      expect(page.url()).not.toContain('within')
    })
  })

  test('the pointer hits what it shows, after resizing and zooming too', async () => {
    await stage.withFigures('office', '/map', async (at) => {
      const { page } = at
      const [lon, lat, code, name] = await page.evaluate(async () => {
        const { features } = await (await fetch('/api/feeds/key-areas')).json() as { features: { id: string, properties: { name: string, point: [number, number] } }[] }
        const area = features.find(({ id }) => id.endsWith('K01')) ?? features[0]
        return [...area?.properties.point ?? [0, 0], area?.id ?? '', area?.properties.name ?? ''] as [number, number, string, string]
      })
      for (const size of [{ width: 1024, height: 700 }, { width: 1920, height: 1080 }, { width: 1440, height: 900 }]) {
        await page.goto(`${site.address}/map?v=2&period=365d&v.marks=spread&v.at=${lon},${lat},13`)
        await mapDrawn(at)
        await page.setViewportSize(size)
        // pointed at until the map says what lies there: before that a click would find the township below it
        await expect.poll(async () => {
          const box = await page.locator('.stage .maplibregl-canvas').first().boundingBox()
          const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2]
          await page.mouse.move(x - 2, y)
          await page.mouse.move(x, y)
          return await page.locator('.map .tip b').first().innerText({ timeout: 1_000 }).catch(() => '')
        }, soon).toBe(name)
        const box = await page.locator('.stage .maplibregl-canvas').first().boundingBox()
        if (!box) throw new Error('the map has no size')
        await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
        await page.waitForURL((url) => url.searchParams.get('area') === code)
      }
    })
  }, 180_000)

  test('figures follow what others register, and a lost stream is said', async () => {
    await stage.withFigures('office', '/map?v=2&period=today', async (at) => {
      const { page } = at
      const before = await figure(at, 'petitions')
      await page.evaluate(async () => {
        await fetch('/api/actions/register-petition', {
          method: 'POST', headers: { 'content-type': 'application/json', 'x-requested-with': 'fetch', 'idempotency-key': crypto.randomUUID() },
          body: JSON.stringify({ channel: 'visit', people_count: 3, title: '询问安置进度', unit_code: '990128001' }),
        })
      })
      await expect.poll(() => figure(at, 'petitions'), soon).toBe(before + 1)
      expect(await page.getByText('实时更新已中断').count()).toBe(0)
    })
    const at = await stage.visit()
    try {
      await at.page.route('**/api/events', (route) => route.abort())
      await signInAs(at, site, 'leader')
      await at.page.getByText('实时更新已中断').waitFor({ timeout: 30_000 })
    } finally {
      await at.close()
    }
  })

  test('the kiosk says that its counts are whole fives', async () => {
    await stage.withFigures('wall', '/map', async ({ page }) => {
      await page.getByText('计数按整五显示').waitFor()
    })
  })
})

describe('the page keeps its order: nothing hangs over an edge, no panel lies on another', () => {
  async function inOrder(at: Visit): Promise<void> {
    await mapDrawn(at)
    const found = await at.page.evaluate(() => {
      const boxes = ['.legend', '[data-level]', '.side-tools > .tools', '.side-tools .fold, .side-tools .buttons', '.trail', '.measures'].flatMap((selector) => {
        const element = document.querySelector(selector)
        return element ? [{ selector, box: element.getBoundingClientRect().toJSON() as { left: number, right: number, top: number, bottom: number } }] : []
      })
      const overlaps = boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => a.box.left < b.box.right - 1 && b.box.left < a.box.right - 1
        && a.box.top < b.box.bottom - 1 && b.box.top < a.box.bottom - 1).map((b) => `${a.selector} ${b.selector}`))
      const stage = document.querySelector('.stage')?.getBoundingClientRect()
      return {
        overlaps, count: boxes.length, sideways: document.documentElement.scrollWidth - window.innerWidth,
        stage: stage ? stage.width * stage.height / window.innerWidth / window.innerHeight : 0,
      }
    })
    expect(found.overlaps).toEqual([])
    expect(found.sideways).toBeLessThanOrEqual(0)
    // on a phone the legend is in the sheet
    expect(found.count).toBe(5)
    // the map is the main thing on every screen
    expect(found.stage).toBeGreaterThan(0.25)
  }

  test('on a desk and on walls', async () => {
    await stage.withFigures('office', '/map', async (at) => {
      for (const [width, height] of [[1440, 900], [1920, 1080], [3840, 1080]] as const) {
        await at.page.setViewportSize({ width, height })
        await drawnAnew(at)
        await inOrder(at)
      }
    })
  })

  test('on a phone', async () => {
    await stage.withFigures('office', '/map', inOrder, phone)
  })
})
