/** A child that imports a file into an embedded database and is killed while it does; started by atomic.test.ts. */
import { openEmbedded } from '../../api/db/embedded.ts'
import { runImport } from '../../api/importers/run.ts'

const [dataDir = '', path = ''] = process.argv.slice(2)
const db = await openEmbedded({ dataDir, dumpEveryMs: 0 })
process.send?.('open')
await runImport(db, {
  kind: 'petitions', path, identityKey: 'an identity key of tests, longer than 32 characters',
  onProgress: ({ phase }) => process.send?.(phase),
})
process.send?.('done')
await db.close()
