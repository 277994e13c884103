/** Opens the private cluster in argv[2], commits a row, tells its parent and waits to be killed. */
import { openDb } from '../../api/db/index.ts'

const db = await openDb({ databaseUrl: 'local', dataDir: process.argv[2] ?? '' })
await db.query('create table held as select 1 as id')
process.send?.('ready')
setInterval(() => undefined, 1_000)
