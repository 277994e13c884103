/** The real server over a demo database of its own, on a port that the system chose. */
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { buildApp } from '../../api/app.ts'
import type { Config } from '../../api/config.ts'
import type { Db } from '../../api/db/db.ts'
import { demoPassword } from '../../api/demo-accounts.ts'
import { hashPassword } from '../../api/passwords.ts'
import { testConfig } from '../setup/app.ts'
import { demoDataDir } from '../setup/demo.ts'
import { cache } from '../setup/embedded-db.ts'
import { embedded, freshDemoDb } from '../setup/engines.ts'
import { openBrowser, visit } from './browser.ts'
import type { Visit } from './browser.ts'

export interface Site {
  address: string
  /** as the owner, for what a test prepares */
  db: Db
  close(): Promise<void>
}

/** On the server where there is one, which gives the same bytes (engines-alike.test.ts) for less of the machine. */
export async function openSite(more: Partial<Config> = {}): Promise<Site> {
  return await served(await freshDemoDb(), { ...testConfig, ...more, dataDir: await demoDataDir(cache), demo: true })
}

/** An installation into which nothing was imported, on the engine that it comes with, with one planner whose password somebody else chose. */
export async function openEmptySite(username: string, password: string): Promise<Site> {
  const db = await embedded.open()
  await db.query(`
    insert into account (username, display_name, role, password_hash, must_change) values ($1, '规划人员', 'planner', $2, true)`,
  [username, await hashPassword(password)])
  return await served(db, testConfig)
}

async function served(db: Db, config: Config): Promise<Site> {
  // whoever comes here has been shown around already
  await db.query('update account set tour_seen_at = now()')
  const app = await buildApp({ db, config })
  await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    db,
    address: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    async close() {
      await app.close()
      await db.close()
    },
  }
}

/** What a file of browser tests stands on: one site and one browser, opened before its first test and closed after its last. */
export interface Stage {
  /** filled before the first test */
  site: Site
  /** a page with cookies of its own */
  visit(options?: BrowserContextOptions): Promise<Visit>
  /** one visit that all tests of the file share; after each of them nothing may have left the machine, nothing have broken */
  visitor(options?: BrowserContextOptions): Visit
  /** the same, closed when the work with it is done */
  visiting<T>(options: BrowserContextOptions, work: (at: Visit) => Promise<T>): Promise<T>
  /** a visit of its own from signing in to leaving, judged at its end */
  as(user: string, path: string, work: (at: Visit) => Promise<void>, options?: BrowserContextOptions): Promise<void>
  /** the same on a page with figures, from when they have come */
  withFigures: Stage['as']
}

export function onStage(open: () => Promise<Site> = () => openSite()): Stage {
  const site = {} as Site
  let browser: Browser
  beforeAll(async () => {
    const [opened, started] = await Promise.all([open(), openBrowser()])
    Object.assign(site, opened)
    browser = started
  }, 300_000)
  afterAll(async () => {
    await browser.close()
    await site.close()
  })
  const stage: Stage = {
    site,
    visit: (options) => visit(browser, options),
    visitor(options) {
      const at = {} as Visit
      beforeAll(async () => { Object.assign(at, await visit(browser, options)) })
      afterEach(() => { unharmed(at) })
      return at
    },
    async visiting(options, work) {
      const at = await visit(browser, options)
      try {
        return await work(at)
      } finally {
        await at.close()
      }
    },
    as: (user, path, work, options = {}) => stage.visiting(options, async (at) => {
      await signInAs(at, site, user, path)
      await work(at)
      unharmed(at)
    }),
    withFigures: (user, path, work, options) => stage.as(user, path, async (at) => {
      await figuresShown(at)
      await work(at)
    }, options),
  }
  return stage
}

/** Whatever a visit did: no other host was asked, nothing was refused, nothing broke. */
export function unharmed(at: Visit): void {
  expect([...at.hosts]).toEqual(['127.0.0.1'])
  // told whole: a list is cut to its length when it fails
  expect(at.complaints.join('\n')).toBe('')
}

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

/** Signs in and opens a page; the form itself is filled where it is what a test is about. */
export async function signInAs({ page }: Visit, site: Site, username: string, path = '/map', password = demoPassword): Promise<void> {
  const answer = await page.context().request.post(`${site.address}/api/session`, {
    data: { username, password }, headers: { 'x-requested-with': 'fetch' },
  })
  if (!answer.ok()) throw new Error(`${username}: ${answer.status()} ${await answer.text()}`)
  await page.goto(site.address + path)
}

/** Signs in by the form, as people do, and waits for the page behind it. */
export async function signInByForm({ page }: Visit, site: Site, username: string, path = '/map', password = demoPassword): Promise<void> {
  await page.goto(`${site.address}/sign-in?to=${encodeURIComponent(path)}`)
  await page.getByLabel('用户名').fill(username)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

/** The figures over the map or on a place's page have come. */
export const figuresShown = async ({ page }: Visit): Promise<void> => {
  await page.locator('.kpis[aria-busy=false] [data-door=petitions] .value b', { hasText: /\d/ }).waitFor()
}

/** How many pixels a page is wider than its window; on a phone it is `main` that scrolls. */
export const sideways = ({ page }: Visit): Promise<number> => page.evaluate(() =>
  Math.max(...[document.documentElement, ...document.querySelectorAll('main')].map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)))

/** Colours and boxes follow a change with a frame, and a browser without a graphics card draws few of them. */
export const drawnAnew = ({ page }: Visit): Promise<void> =>
  page.evaluate(() => new Promise((drawn) => { requestAnimationFrame(() => { requestAnimationFrame(() => { drawn() }) }) }))

/** What the open list announces; closes it again. */
export async function listTotal({ page }: Visit): Promise<number> {
  const total = wholeNumber(await page.locator('[data-total]').innerText())
  await page.keyboard.press('Escape')
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
  return total
}

/** The map, or the first of two, has drawn all it asked for. */
export const mapDrawn = async ({ page }: Visit): Promise<void> => {
  await page.locator('.map[data-drawn=true]').first().waitFor({ timeout: 60_000 })
}

/** The whole number that a figure of the strip shows. */
export const figure = async ({ page }: Visit, door: string): Promise<number> =>
  wholeNumber(await page.locator(`.kpis [data-door=${door}] .value b`).innerText())

/** For `expect.poll`: a busy machine may take its time. */
export const soon = { timeout: 20_000, interval: 100 }

/** `共 1,284 条` -> 1284 */
export function wholeNumber(text: string): number {
  const digits = /\d[\d,]*/.exec(text)?.[0]
  if (digits === undefined) throw new Error(`no number in "${text}"`)
  return Number(digits.replaceAll(',', ''))
}
