import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '../../api/app.ts'
import type { Config } from '../../api/config.ts'
import { loadConfig } from '../../api/config.ts'
import { demoPassword } from '../../api/demo-accounts.ts'
import { openMigrated } from '../../api/open-data.ts'
import { loadSynthetic } from './synthetic.ts'
import type { EngineName, World } from './figures.ts'

const log = { info: () => undefined, warn: console.warn, error: console.error }

/**
 * A county of its own in a temporary folder: the embedded database, or a private cluster made from the machine's own
 * PostgreSQL. `close` removes everything.
 */
export async function openWorld(engine: EngineName, petitions: number): Promise<World & { close(): Promise<void> }> {
  const folders: string[] = []
  const freshFolder = async (): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'rg-bench-'))
    // a cluster started by root runs as another user, who must get through
    await chmod(folder, 0o755)
    folders.push(folder)
    return folder
  }
  const config: Config = loadConfig({
    DATA_DIR: await freshFolder(), LOG_LEVEL: 'silent', PORT: '0', SIGN_IN_PER_MINUTE: '100000',
    ...engine === 'server' ? { DATABASE_URL: 'local' } : {},
    COOKIE_SECRET: 'a secret of benchmarks, longer than 32 characters', IDENTITY_KEY: 'a key of benchmarks, longer than 32 characters',
  })
  const db = await openMigrated(config, log)
  const say = (text: string): void => { process.stderr.write(`${engine}: ${text}\n`) }
  const began = performance.now()
  const county = await loadSynthetic(db, petitions)
  say(`${petitions.toLocaleString('en-US')} petitions loaded in ${((performance.now() - began) / 1_000).toFixed(1)} s`)
  const app = await buildApp({ db, config })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as { port: number }
  const cookies = new Map<string, string>()

  return {
    engine, db, app, county, petitions, freshFolder, log: say,
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
    async close() {
      await app.close()
      await db.close()
      for (const folder of folders) await rm(folder, { recursive: true, force: true })
    },
  }
}
