import { gzipSync } from 'node:zlib'
import { decode } from 'fast-png'
import { describe, expect, test } from 'vitest'
import type { Visit } from './browser.ts'
import { clickShares } from './draw.ts'
import { faults } from './faults.ts'
import { mapDrawn, onStage, phone, sideways, signInAs, signInByForm, soon, wholeNumber } from './site.ts'

const stage = onStage()
const { site, visiting } = stage

/** Different colours on every 7th pixel of what is on screen there, in 5 bits a channel. */
async function colours({ page }: Visit, selector: string): Promise<number> {
  const { data, channels } = decode(await page.locator(selector).screenshot())
  const seen = new Set<number>()
  for (let i = 0; i + 2 < data.length; i += 7 * channels) {
    seen.add(((data[i] ?? 0) >> 3) << 10 | ((data[i + 1] ?? 0) >> 3) << 5 | (data[i + 2] ?? 0) >> 3)
  }
  return seen.size
}

describe('the map', () => {
  test('is really drawn by WebGL: terrain, rings and Chinese names, in light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await visiting({ colorScheme }, async (at) => {
        await signInAs(at, site, 'leader')
        await mapDrawn(at)
        expect(await colours(at, '.stage .maplibregl-canvas')).toBeGreaterThan(200)
        expect([...at.hosts]).toEqual(['127.0.0.1'])
        expect(at.complaints).toEqual([])
      })
    }
  })

  test('asks for tiles of the spread only when that is what is shown', async () => {
    await visiting({}, async (at) => {
      await signInAs(at, site, 'leader')
      await mapDrawn(at)
      expect(at.asked.filter((path) => path.startsWith('/tiles/'))).toEqual([])
      await at.page.locator('[data-marks=spread]').click()
      await expect.poll(() => at.asked.some((path) => path.startsWith('/tiles/petitions/')), soon).toBe(true)
      expect(at.asked.find((path) => path.startsWith('/tiles/petitions/'))).toContain('period=365d')
    })
  })

  test('tells of an area’s joint response: levels and gaps in its card, the same gaps on its board, a switch in the legend', async () => {
    await visiting({}, async (at) => {
      await signInAs(at, site, 'leader', '/map?v=2&area=990128-K07')
      await mapDrawn(at)
      const legend = at.page.locator('[data-legend=responses]')
      await legend.waitFor()
      await at.page.getByLabel('联动状态').uncheck()
      await at.page.waitForURL(/v\.off=area-responses/)
      expect(await legend.count()).toBe(0)
      const card = at.page.locator('[data-card=response]')
      expect(await card.locator('dt').allInnerTexts()).toEqual(['县级', '乡镇级', '村级', '组级'])
      const gaps = wholeNumber(await card.getByRole('link').innerText())
      expect(gaps).toBeGreaterThan(0)
      await card.getByRole('link').click()
      await at.page.waitForURL('**/response/990128-K07')
      await at.page.locator('[data-gap]').nth(gaps - 1).waitFor()
      expect(await at.page.locator('.grid [data-gap]').count()).toBe(gaps)
    })
  })

  test('opens no place under a click that was made for a drawing tool still on its way', async () => {
    await stage.withFigures('office', '/map?v=2&v.marks=units', async (at) => {
      const { page } = at
      await mapDrawn(at)
      const before = page.url()
      let come = (): void => undefined
      const asked = new Promise<void>((resolve) => { come = resolve })
      await page.route(/\/assets\/drawing-.*\.js/, async (route) => {
        await asked
        await route.continue()
      })
      await page.locator('[data-draw=rectangle]').click()
      await clickShares(at, [0.5, 0.5])
      await page.locator('.draw .note').waitFor()
      come()
      await page.locator('.map[data-drawing=true]').waitFor()
      expect(page.url()).toBe(before)
      await page.keyboard.press('Escape')
      await clickShares(at, [0.5, 0.5])
      await page.waitForURL(/unit=/)
    })
  })

  test('keeps its place in the address when it is dragged, and comes back to it', async () => {
    await visiting({ reducedMotion: 'no-preference' }, async (at) => {
      await signInAs(at, site, 'leader')
      await mapDrawn(at)
      const box = await at.page.locator('.stage .maplibregl-canvas').boundingBox()
      const x = (box?.x ?? 0) + (box?.width ?? 0) - 200
      const y = (box?.y ?? 0) + 120
      await at.page.mouse.move(x, y)
      await at.page.mouse.down()
      await at.page.mouse.move(x - 160, y + 90, { steps: 4 })
      await at.page.mouse.up()
      await at.page.waitForURL(/v\.at=/)
      const kept = new URL(at.page.url()).searchParams.get('v.at')
      await at.page.reload()
      await mapDrawn(at)
      expect(new URL(at.page.url()).searchParams.get('v.at')).toBe(kept)
    })
  })
})

test('the first page needs little: its own scripts before the map’s library, and all of them together', async () => {
  await visiting({}, async (at) => {
    const scripts: Promise<[string, number]>[] = []
    at.page.on('response', (answer) => {
      if (/\.m?js$/.test(new URL(answer.url()).pathname)) scripts.push(answer.body().then((body) => [answer.url(), gzipSync(body).length]))
    })
    await signInByForm(at, site, 'leader')
    await mapDrawn(at)
    const sizes = await Promise.all(scripts)
    const sum = (some: [string, number][]): number => some.reduce((total, [, size]) => total + size, 0)
    const library = sizes.filter(([url]) => /MapCanvas|maplibre/.test(url))
    expect(library.length).toBeGreaterThan(0)
    expect(sum(sizes) - sum(library)).toBeLessThan(350_000)
    expect(sum(sizes)).toBeLessThan(1_400_000)
  })
})

describe('everybody', () => {
  test('gets pages without faults by WCAG 2.2 AA: sign-in, map, list, refusal', async () => {
    await visiting({}, async (at) => {
      await at.page.goto(`${site.address}/sign-in`)
      await at.page.getByLabel('用户名').waitFor()
      expect(await faults(at)).toEqual([])
      await signInByForm(at, site, 'leader')
      await mapDrawn(at)
      expect(await faults(at)).toEqual([])
      await at.page.locator('.kpis [data-door=overdue]').click()
      await at.page.locator('dialog tbody tr').first().waitFor()
      expect(await faults(at)).toEqual([])
    })
    await visiting({ colorScheme: 'dark' }, async (at) => {
      await signInAs(at, site, 'leader')
      await mapDrawn(at)
      await at.page.getByRole('button', { name: '筛选条件' }).click()
      expect(await faults(at)).toEqual([])
    })
  })

  test('reaches a key area, its list and the way back by keyboard alone', async () => {
    await visiting({}, async (at) => {
      await signInByForm(at, site, 'leader')
      const { page } = at
      await page.locator('#panel-areas .row').first().waitFor()
      const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.className ?? '')
      for (let i = 0; i < 150 && !(await focused()).includes('row'); i++) await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.waitForURL(/area=/)
      await page.locator('.kpis [data-door=petitions]').focus()
      await page.keyboard.press('Enter')
      await page.locator('dialog tbody tr').first().waitFor()
      await page.locator('dialog .scroll').focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowDown')
      expect(await page.evaluate(() => [...document.querySelectorAll('dialog tbody tr')].indexOf(document.activeElement as HTMLElement))).toBe(1)
      await page.keyboard.press('Escape')
      await page.locator('dialog').waitFor({ state: 'detached' })
    })
  })

  test('on a phone sees no sideways scrolling and finds figures, map, list and data line one under the other', async () => {
    await visiting(phone, async (at) => {
      await signInAs(at, site, 'township')
      await mapDrawn(at)
      expect(await sideways(at)).toBe(0)
      const tops = await at.page.evaluate(() => ['.kpis', '.stage', '.tabs', 'footer.line']
        .map((selector) => document.querySelector(selector)?.getBoundingClientRect().top ?? -1))
      expect(tops).toEqual([...tops].sort((a, b) => a - b))
      expect(tops.every((top) => top >= 0)).toBe(true)
    })
  })

  test('reads English when they ask for it', async () => {
    await visiting({}, async (at) => {
      await signInAs(at, site, 'leader')
      await at.page.getByRole('button', { name: 'English' }).click()
      await at.page.getByText('Quality of handling').waitFor()
      expect(await at.page.evaluate(() => document.documentElement.lang)).toBe('en')
      expect(await at.page.locator('.kpis').innerText()).not.toMatch(/[\u4e00-\u9fff]/)
    })
  })
})

describe('a role', () => {
  test('without business data gets a plain sentence and asks for no figure at all', async () => {
    for (const role of ['sysadmin', 'secadmin', 'auditor']) {
      await visiting({}, async (at) => {
        await signInAs(at, site, role)
        await at.page.getByText('本账号不接触业务数据').waitFor()
        expect(at.asked.filter((path) => !/^\/api\/(session|about)/.test(path))).toEqual([])
        expect(at.complaints).toEqual([])
      })
    }
  })

  test('of the wall sees figures and areas but no door to any list', async () => {
    await visiting({ viewport: { width: 1920, height: 1080 } }, async (at) => {
      await signInAs(at, site, 'wall')
      await mapDrawn(at)
      await at.page.locator('.kpis [data-door=petitions] .value b', { hasText: /\d/ }).waitFor()
      expect(await at.page.locator('.kpis button, footer.line button[data-door]').count()).toBe(0)
      await at.page.goto(`${site.address}/map?v=1&v.list=petitions`)
      await at.page.locator('.kpis [data-door=petitions] .value b', { hasText: /\d/ }).waitFor()
      expect(await at.page.locator('dialog').count()).toBe(0)
      expect(at.asked.filter((path) => /feeds\/(petitions|matters)/.test(path))).toEqual([])
      expect(at.complaints).toEqual([])
    })
  })

  test('of a village or a group begins at its own unit', async () => {
    for (const [role, tab] of [['village', '村民小组'], ['group', '村民小组']] as const) {
      await visiting({}, async (at) => {
        await signInAs(at, site, role)
        await at.page.getByRole('tab', { name: tab }).click()
        await at.page.locator('#panel-units .row').first().waitFor()
        expect(await at.page.getByRole('navigation', { name: '所在层级' }).innerText()).not.toContain('示例县')
        expect(at.complaints).toEqual([])
      })
    }
  })
})

describe('signing in', () => {
  test('is refused with one sentence that does not say which of the two was wrong', async () => {
    await visiting({}, async (at) => {
      await at.page.goto(`${site.address}/map?v=1&kind=repeat`)
      await at.page.getByLabel('用户名').fill('leader')
      await at.page.getByLabel('密码', { exact: true }).fill('wrong')
      await at.page.getByRole('button', { name: '登录', exact: true }).click()
      await at.page.getByText('用户名或密码不正确').waitFor()
    })
  })

  test('leads back to the page that was asked for, and signing out forgets it', async () => {
    await visiting({}, async (at) => {
      await signInByForm(at, site, 'leader', '/map?v=1&kind=repeat')
      expect(at.page.url()).toContain('kind=repeat')
      await at.page.getByRole('button', { name: '退出登录' }).click()
      await at.page.getByLabel('用户名').waitFor()
      await at.page.goto(`${site.address}/map`)
      await at.page.getByLabel('用户名').waitFor()
    })
  })
})
