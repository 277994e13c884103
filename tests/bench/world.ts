import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '../../api/app.ts'
import { loadConfig } from '../../api/config.ts'
import { demoPassword } from '../../api/demo-accounts.ts'
import { openMigrated } from '../../api/open-data.ts'
import { warm } from '../../api/warm.ts'
import { loadDemo } from '../../data/load.ts'
import type { ClosedWorld, EngineName, World } from './figures.ts'

const log = { info: () => undefined, warn: console.warn, error: console.error }

interface OpenWorld extends World {
  /** Ends the application and its database; the data stay for what runs afterwards. */
  end(): Promise<ClosedWorld>
  remove(): Promise<void>
}

/**
 * A county of its own in a temporary folder: the embedded database, or a private cluster made from the machine's own
 * PostgreSQL, filled with the demo at the wanted size.
 *
 * @param kept folder in which the loaded county stays, for measuring again without loading; what it holds already is taken as it is
 */
export async function openWorld(engine: EngineName, wanted: number, kept?: string): Promise<OpenWorld> {
  const folders: string[] = []
  const freshFolder = async (): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'rg-bench-'))
    // a cluster started by root runs as another user, who must get through
    await chmod(folder, 0o755)
    folders.push(folder)
    return folder
  }
  const remove = async (): Promise<void> => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
  }
  const settings: Record<string, string> = {
    DATA_DIR: kept === undefined ? await freshFolder() : join(kept, engine), LOG_LEVEL: 'error', SIGN_IN_PER_MINUTE: '100000', ...engine === 'server' ? { DATABASE_URL: 'local' } : {},
    COOKIE_SECRET: 'a secret of benchmarks, longer than 32 characters', IDENTITY_KEY: 'a key of benchmarks, longer than 32 characters',
  }
  const config = loadConfig(settings)
  const db = await openMigrated(config, log)
  const say = (text: string): void => { process.stderr.write(`${engine}: ${text}\n`) }
  const began = performance.now()
  const count = async (): Promise<number> =>
    Number((await db.query<{ n: string }>('select count(*)::text as n from petition', [], { budgetMs: 60_000 })).rows[0]?.n)
  if (await count() === 0) await loadDemo(db, config, log, { petitions: wanted })
  const petitions = await count()
  say(`${petitions.toLocaleString('en-US')} petitions there after ${((performance.now() - began) / 1_000).toFixed(0)} s`)
  const { rows: [county] } = await db.query<{ code: string }>("select code from admin_unit where level = 'county' and valid_to is null")
  const app = await buildApp({ db, config })
  await app.listen({ port: 0, host: '127.0.0.1' })
  // as the program does once it listens
  await warm(db)
  const { port } = app.server.address() as { port: number }
  const cookies = new Map<string, string>()

  return {
    engine, db, app, county: county?.code ?? '', petitions, freshFolder, log: say,
    url: `http://127.0.0.1:${port}`,
    async cookieOf(username) {
      const known = cookies.get(username)
      if (known !== undefined) return known
      const answer = await app.inject({ method: 'POST', url: '/api/session', payload: { username, password: demoPassword } })
      const [cookie] = answer.cookies
      if (cookie === undefined) throw new Error(`${username}: ${answer.body}`)
      const header = `${cookie.name}=${encodeURIComponent(cookie.value)}`
      cookies.set(username, header)
      return header
    },
    async end() {
      await app.close()
      await db.close()
      return { engine, settings, freshFolder }
    },
    remove,
  }
}
