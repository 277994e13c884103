/** An installation into which nothing was imported, page by page: a page that is added to the routes is looked at here without being named. */
import { beforeAll, expect, test } from 'vitest'
import { demoPassword } from '../../api/demo-accounts.ts'
import { hashPassword } from '../../api/passwords.ts'
import { mayOpen } from '../../web/lib/navigation.ts'
import { routes } from '../../web/routes.ts'
import { faults } from './faults.ts'
import { onStage, openEmptySite, sideways, signInAs } from './site.ts'

const stage = onStage(() => openEmptySite('planner1', demoPassword))
const { site } = stage
/** Who looks at which pages: the office sees most, the planner imports and draws, the kiosk has no rows. */
const lookers = { office: routes.map(({ name }) => name), planner: ['map', 'imports', 'area-edit', 'areas'], sysadmin: ['settings', 'map'], wall: ['map', 'hotspots'] } as const
const roles = ['office', 'planner', 'sysadmin', 'wall'] as const

beforeAll(async () => {
  const hash = await hashPassword(demoPassword)
  for (const role of roles) {
    // with a password of her own, or every page would be the one to choose it on
    await site.db.query(`insert into account (username, display_name, role, password_hash, must_change, password_changed_at, tour_seen_at)
      values ($1, '新账号', $1, $2, false, 'infinity', now())`, [role, hash])
  }
})

/** Addresses of a route; nothing has a code yet, so those of one thing lead to none. */
const addressesOf = (path: string): string[] => path.startsWith('/hotspots')
  ? ['/hotspots', '/hotspots/area/rate', ...['emerging', 'smoothed', 'columns', 'heat'].map((colour) => `/hotspots/hexagon/repeat/${colour}`)]
  : path === '/:of(area|unit)s/:code' ? ['/areas/990128-K01', '/units/990128'] : [path.replace(/:rest.*/, 'no/such/page').replace(/:[a-z]+/g, '990128-K01')]

/** What a text is made of that nobody meant to show. */
const unmeant = /undefined|NaN|null|Infinity|\[object|\{\w+\}/

test.each(roles)('every page says to the %s that there is nothing yet, and breaks nowhere', async (role) => {
  const at = await stage.visit()
  const { page, complaints } = at
  const found: [string, unknown][] = []
  try {
    await signInAs(at, site, role, '/notices')
    for (const { name, path } of routes) {
      const looks: readonly string[] = lookers[role]
      if (name === 'home' || !looks.includes(name) || !mayOpen(name, role)) continue
      // what is asked for by a code that nobody has may be refused, nothing else
      const unknown = path.includes('/:') && !path.startsWith('/hotspots')
      for (const address of addressesOf(path)) {
        complaints.length = 0
        await page.goto(site.address + address)
        await page.waitForLoadState('networkidle')
        await page.locator('main').waitFor()
        await page.locator('main [aria-busy=true]').first().waitFor({ state: 'detached' })
        if (name !== 'password') expect(new URL(page.url()).pathname).not.toBe('/password')
        const said = (await page.locator('main').innerText()).trim()
        const alerts = (await page.getByRole('alert').allInnerTexts()).filter((text) => text !== '')
        const refused = complaints.filter((complaint) => !(unknown && complaint.includes('404')))
        const odd = { said: said.length > 8 ? unmeant.exec(said)?.[0] ?? null : said, refused, alerts: unknown ? [] : alerts }
        if (odd.said !== null || odd.refused.length || odd.alerts.length) found.push([address, odd])
      }
    }
    expect(found).toEqual([])
  } finally {
    await at.close()
  }
}, 120_000)

test('the settings and the bar above say that the embedded engine does not promise to survive a power cut, on a small phone too', async () => {
  await stage.as('sysadmin', '/settings', async (at) => {
    await at.page.getByText('内置数据库不保证断电安全').waitFor()
    expect(await sideways(at)).toBe(0)
    expect(await faults(at)).toEqual([])
  }, { viewport: { width: 360, height: 800 } })
})

test('the sign of the page is kept by the browser, which asks for it whenever the address changes', async () => {
  const answer = await fetch(`${site.address}/mark.svg`)
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=86400'])
  expect((await fetch(`${site.address}/map`)).headers.get('cache-control')).toBe('public, max-age=0')
})
