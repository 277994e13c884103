/** What must hold of every page of the program: a page that is added to the routes is looked at here without being named. */
import { describe, expect, test } from 'vitest'
import en from '../../web/i18n/en.ts'
import zh from '../../web/i18n/zh.ts'
import { routes } from '../../web/routes.ts'
import type { Visit } from './browser.ts'
import { chineseLeft, interfaceWords } from './chinese-left.ts'
import { faults } from './faults.ts'
import { drawnAnew, onStage, sideways, signInAs } from './site.ts'

const stage = onStage()
const { site } = stage

type Name = typeof routes[number]['name']
/** Whoever may see most of a page; the office unless said otherwise. */
const visitors: Partial<Record<Name, string>> = { settings: 'sysadmin' }
/** An address for each route with parameters. */
const addresses: Partial<Record<Name, () => Promise<string[]>>> = {
  'hotspots': () => Promise.resolve(['/hotspots']),
  'place': async () => ['/areas/990128-K01', `/units/${await value("select code from admin_unit where level = 'village' order by code limit 1")}`],
  'matter': async () => [`/matters/${await value('select matter_no from matter where geom is not null and not confidential order by id limit 1')}`],
  'board': async () => [`/response/${await value('select code from joint_response where area_id is not null order by id limit 1')}`],
  'not-found': () => Promise.resolve(['/no/such/page']),
}
const value = async (sql: string): Promise<string> => {
  const { rows: [row] } = await site.db.query<Record<string, string>>(sql)
  return encodeURIComponent(Object.values(row ?? {})[0] ?? '')
}
const addressesOf = ({ name, path }: typeof routes[number]): Promise<string[]> =>
  addresses[name]?.() ?? (path.includes(':') ? Promise.reject(new Error(`no address to visit ${name} at`)) : Promise.resolve([path]))

/** The demo's data have titles of posts that its accounts have for names, too. */
const words = interfaceWords({ ...zh, demoAccount: {} })

/** All answers are there and nothing says that it is still at work. */
async function still(at: Visit): Promise<void> {
  const { page } = at
  await page.waitForLoadState('networkidle', { timeout: 90_000 })
  await page.locator('main').first().waitFor()
  await page.locator('main [aria-busy=true]').first().waitFor({ state: 'detached' })
  // a map that is being drawn takes the processor for itself
  await page.locator('main .map[data-drawn=false]').first().waitFor({ state: 'detached', timeout: 60_000 })
  await drawnAnew(at)
}

/** A link within the program is followed, without a click that a menu may hide. */
const follow = ({ page }: Visit, to: string): Promise<void> => page.evaluate((address) => {
  history.pushState(history.state, '', address)
  dispatchEvent(new PopStateEvent('popstate', { state: history.state as unknown }))
}, to)

/** The network goes while somebody reads: what is there stays and a note says so; a page that cannot come says that it cannot. */
async function cutOff(at: Visit, to: string): Promise<void> {
  const { page } = at
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => /UnreachablePage.*js/.test(name)))
  await page.context().setOffline(true)
  await page.getByText(en.app.offline).waitFor()
  expect((await page.locator('main').innerText()).length).toBeGreaterThan(10)
  await follow(at, to)
  await page.getByRole('heading', { name: en.unreachable.title }).waitFor()
}

const desk = { width: 1440, height: 900 }
/** so high that a bar at its foot covers nothing: what can be scrolled from under it is no fault */
const narrow = { width: 360, height: 1600 }
const wall = { width: 3840, height: 1080 }

describe('every page', () => {
  test.each(routes.map((route) => [route.name, route] as const))('%s has no fault by WCAG 2.2 AA, light or dark, on desk or phone, fits 360 to 3840 pixels, speaks English, and says when the network is gone', async (name, route) => {
    for (const path of await addressesOf(route)) {
      const at = await stage.visit({ viewport: desk })
      try {
        const { page } = at
        // whoever is there although the server answers is sent on
        if (name === 'unreachable') await page.route('**/api/**', (asked) => asked.abort())
        if ('meta' in route) await page.goto(site.address + path)
        else await signInAs(at, site, visitors[name] ?? 'office', path)
        await still(at)
        // a tab says which page it holds
        expect(await page.title()).toMatch(new RegExp(`^\\S.* · ${zh.app.title}$`))
        // a wall has the same page as a desk, only wider
        for (const [size, schemes] of [[desk, ['light', 'dark']], [wall, []], [narrow, ['dark']]] as const) {
          await page.setViewportSize(size)
          for (const colorScheme of schemes) {
            await page.emulateMedia({ colorScheme })
            await page.locator(`html[data-theme=${colorScheme}]`).waitFor()
            await still(at)
            expect([path, size.width, colorScheme, await faults(at)]).toEqual([path, size.width, colorScheme, []])
          }
          await drawnAnew(at)
          expect([path, size.width, await sideways(at)]).toEqual([path, size.width, 0])
        }
        await page.evaluate(() => { localStorage.setItem('language', 'en') })
        await page.setViewportSize(desk)
        await page.goto(site.address + path)
        await still(at)
        await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('en')
        expect(await page.title()).toMatch(new RegExp(`^\\S.* · ${en.app.title}$`))
        expect([path, await chineseLeft(at, words)]).toEqual([path, []])
        if (name !== 'unreachable') await cutOff(at, name === 'same' ? '/problems' : '/same')
      } finally {
        await at.close()
      }
    }
  }, 300_000)

  test('that could not come without the network comes with it', async () => {
    const at = await stage.visit()
    try {
      const { page } = at
      await signInAs(at, site, 'office', '/areas')
      await page.evaluate(() => { localStorage.setItem('language', 'en') })
      await page.reload()
      await cutOff(at, '/problems?state=open')
      await page.context().setOffline(false)
      await page.getByRole('button', { name: en.unreachable.again }).click()
      await page.waitForURL(/problems\?state=open/)
      await page.getByRole('heading', { name: en.nav.problems }).waitFor()
    } finally {
      await at.close()
    }
  })

  test('is measured truly: a page that is made too wide, and a Chinese word in the English one, are noticed', async () => {
    await stage.as('office', '/areas', async (at) => {
      await at.page.evaluate(() => { localStorage.setItem('language', 'en') })
      await at.page.reload()
      await still(at)
      expect(await chineseLeft(at, words)).toEqual([])
      await at.page.setViewportSize(narrow)
      await at.page.locator('main').evaluate((main) => {
        const line = main.appendChild(document.createElement('p'))
        line.textContent = '办结'
        line.style.minWidth = '400px'
      })
      expect(await sideways(at)).toBeGreaterThan(30)
      expect(await chineseLeft(at, words)).toContain('办结')
    })
  })
})
