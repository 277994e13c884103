/**
 * Makes what test files would otherwise wait for one another to make: the web app, the ground of the demo county, and on each engine
 * the databases that are copied for them. `.ci/run` calls it while lint and types are looked at; without it the first who needs one makes it.
 */
import { buildWebWhenStale } from '../../api/build-web.ts'
import { silent } from '../../api/db/log.ts'
import type { Db } from '../../api/db/db.ts'
import { demoDataDir } from './demo.ts'
import { cache } from './embedded-db.ts'
import { engines, freshDemoDb } from './engines.ts'

async function made(copies: readonly (() => Promise<Db>)[]): Promise<void> {
  for (const open of copies) await (await open()).close()
}

await Promise.all([
  buildWebWhenStale(silent),
  demoDataDir(cache),
  ...engines.map(({ open, openDemo }) => made([open, openDemo])),
])
await made([freshDemoDb])
