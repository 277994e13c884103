/** Writes the joint responses of the demo inside the caller's transaction, `app.bulk` on. */
import type { Tx } from '../api/db/db.ts'
import type { County } from './county/types.ts'
import { copyLine } from '../api/db/copy-line.ts'
import { readGround } from './responses/ground.ts'
import { responses } from './responses/responses.ts'

export const responseTables = ['joint_response', 'area_lead', 'task_force', 'policy_pack', 'response_task', 'household_visit_round', 'consultation', 'problem',
  'consultation_item', 'commitment', 'revisit', 'meeting', 'field_activity', 'response_event'] as const

export async function copyResponses(tx: Tx, county: County, { until, seed }: { until: string, seed: number }): Promise<void> {
  const rows = responses(county, await readGround(tx, county.code), until, seed)
  for (const table of responseTables) {
    const [first, ...rest] = rows.get(table) ?? []
    if (first === undefined) continue
    const columns = Object.keys(first)
    await tx.copyIn(table, columns, [first, ...rest].map((row) => copyLine(columns.map((column) => row[column] ?? null))))
    await tx.query(`select setval(pg_get_serial_sequence($1, 'id'), (select max(id) + 1 from ${table}))`, [table])
  }
}
