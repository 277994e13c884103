/** The whole application over a database of its own, asked by `inject`: no socket, nothing mocked. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '../../api/app.ts'
import type { Config } from '../../api/config.ts'
import { createDemoAccounts, demoPassword } from '../../api/demo-accounts.ts'
import type { Db } from '../../api/db/db.ts'
import type { App, Routes } from '../../api/frame.ts'
import { testDb } from './engines.ts'

export const testConfig: Config = {
  port: 0, host: '127.0.0.1', databaseUrl: undefined, dataDir: join(tmpdir(), 'rg-no-data'), demo: false,
  cookieSecret: 'a secret of tests, longer than 32 characters', identityKey: 'a key of tests, longer than 32 characters',
  basemapStyle: undefined, tiandituKey: undefined, tiandituUrl: 'http://127.0.0.1:9', mapApprovalNo: undefined, logLevel: 'silent', publicOrigin: undefined,
  // a busy machine is no fault of what is tested
  signInPerMinute: 1_000, overloadMs: 0,
}

/** Four nested units and one sibling at each level below the county; ids as the demo accounts' scopes want them. */
const insertUnits = `
  insert into admin_unit (county_code, code, name, level, parent_id)
  select '990000', $1, $2, $3, (select id from admin_unit where code = $4) returning id`

export interface TestUnits { county: number, township: number, village: number, group: number, sibling: number }

export async function createUnits(db: Db): Promise<TestUnits> {
  const add = async (code: string, name: string, level: string, parent: string | null): Promise<number> => {
    const { rows: [row] } = await db.query<{ id: number }>(insertUnits, [code, name, level, parent])
    if (!row) throw new Error('a unit must come back')
    return row.id
  }
  await db.query(`insert into setting (key, value) values ('county_code', '"990000"') on conflict (key) do nothing`)
  return {
    county: await add('990000', '试验县', 'county', null),
    township: await add('990000001', '东乡', 'township', '990000'),
    village: await add('990000001001', '东村', 'village', '990000001'),
    group: await add('990000001001001', '一组', 'group', '990000001001'),
    sibling: await add('990000002', '西乡', 'township', '990000'),
  }
}

export interface TestApp {
  app: App
  db: Db
  units: TestUnits
  /** signs a demo account in and returns the `cookie` header of its session */
  cookieOf(username: string, password?: string): Promise<string>
  close(): Promise<void>
}

export async function openTestApp(options: { config?: Partial<Config>, extraRoutes?: Routes[], open?: () => Promise<Db> } = {}):
Promise<TestApp> {
  const db = await (options.open ?? testDb)()
  const units = await createUnits(db)
  await createDemoAccounts(db, units)
  const app = await buildApp({ db, config: { ...testConfig, ...options.config }, extraRoutes: options.extraRoutes })
  return {
    app, db, units,
    async cookieOf(username, password = demoPassword) {
      const answer = await app.inject({ method: 'POST', url: '/api/session', payload: { username, password } })
      const [cookie] = answer.cookies
      if (!cookie) throw new Error(`${username}: ${answer.body}`)
      return `${cookie.name}=${encodeURIComponent(cookie.value)}`
    },
    async close() {
      await app.close()
      await db.close()
    },
  }
}
