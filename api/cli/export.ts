import { writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { Compile } from 'typebox/compile'
import { recordAudit } from '../audit.ts'
import { argumentsOf } from '../command-line.ts'
import { loadConfig } from '../config.ts'
import { consoleLog as log, failWith } from '../console-log.ts'
import { Filter, pickFilter } from '../contract/filter.ts'
import type { Caller, Db } from '../db/db.ts'
import { takeLedger } from '../exporters/take-ledger.ts'
import { openMigrated } from '../open-data.ts'

const usage = `用法 / usage: npm run export -- ledger [--format csv] [--area 代码] [--unit 代码] [--from yyyy-MM-dd] [--to yyyy-MM-dd] -o FILE`

/** Whoever may open the database as its owner exports as the county's petition office does, and it is on the record. */
async function office(db: Db): Promise<Caller> {
  const { rows } = await db.query<{ id: number }>(
    `select id from admin_unit where level = 'county' and county_code = installation_county() and valid_to is null`)
  return { accountId: null, role: 'office', scopeUnits: rows.map(({ id }) => id), requestId: 'cli' }
}

async function run(): Promise<void> {
  const { values: { format, output, ...query }, positionals: [kind] } = argumentsOf(usage, {
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'csv' }, output: { type: 'string', short: 'o' },
      area: { type: 'string', multiple: true }, unit: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' },
    },
  })
  const filter = pickFilter(query)
  if (kind !== 'ledger' || format !== 'csv' || output === undefined || !Compile(Filter).Check(filter)) throw new Error(usage)
  const db = await openMigrated(loadConfig(), log)
  try {
    const caller = await office(db)
    const user = userInfo().username
    await recordAudit(db, caller, { action: 'export-ledger', subjectKind: 'file', detail: { user, filter } })
    await writeFile(output, (await takeLedger(db, caller, user, filter)).csv)
    log.info(`已导出 / written: ${output}`)
  } finally {
    await db.close()
  }
}

await run().catch(failWith)
