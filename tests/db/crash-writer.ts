/**
 * Opens the embedded database in argv[2] and commits one numbered row after another, each in a transaction with a
 * counter; tells its parent each number after the commit.
 */
import { openEmbedded } from '../../api/db/embedded.ts'

const db = await openEmbedded({ dataDir: process.argv[2] ?? '', dumpEveryMs: 0 })
await db.query('create table if not exists ack (id int primary key)')
await db.query('create table if not exists counter (n int)')
await db.query('insert into counter select 0 where not exists (select from counter)')
const { rows: [last] } = await db.query<{ id: number }>('select coalesce(max(id), 0) as id from ack')
for (let id = (last?.id ?? 0) + 1; ; id++) {
  await db.transaction(async (tx) => {
    await tx.query('insert into ack values ($1)', [id])
    await tx.query('update counter set n = n + 1')
  })
  process.send?.(id)
}
