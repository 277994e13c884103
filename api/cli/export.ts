import { writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { recordAudit } from '../audit.ts'
import { argumentsOf } from '../command-line.ts'
import { loadConfig } from '../config.ts'
import { consoleLog as log, failWith } from '../console-log.ts'
import { Filter, filterProperties, pickFilter, repeatable } from '../contract/filter.ts'
import type { Caller, Db } from '../db/db.ts'
import { toProblem } from '../errors.ts'
import { takeLedger } from '../exporters/take-ledger.ts'
import { fileToWrite } from '../file-places.ts'
import { openMigrated } from '../open-data.ts'
import { validatorCompiler } from '../validators.ts'

const usage = `用法 / usage: npm run export -- ledger [--format csv] [--area 代码] [--unit 代码] [--from yyyy-MM-dd] [--to yyyy-MM-dd] -o FILE
  筛选的其他参数同网址，如 --period month --kind repeat / every other parameter of the filter as in an address`

/** Every parameter of the filter under its own name. */
const filterOptions = Object.fromEntries(Object.keys(filterProperties).map((name) =>
  [name, { type: 'string' as const, multiple: (repeatable as readonly string[]).includes(name) }]))

/** Whoever may open the database as its owner exports as the county's petition office does, and it is on the record. */
async function office(db: Db): Promise<Caller> {
  const { rows } = await db.query<{ id: number }>(
    `select id from admin_unit where level = 'county' and county_code = installation_county() and valid_to is null`)
  return { accountId: null, role: 'office', scopeUnits: rows.map(({ id }) => id), requestId: 'cli' }
}

/** The filter as the addresses take it. @throws Problem that names the parameter */
function filterOf(query: Record<string, unknown>): Filter {
  const filter = pickFilter(query)
  const isFilter = validatorCompiler()({ schema: Filter, method: 'GET', url: '/', httpPart: 'querystring' })
  if (isFilter(filter) === true) return filter
  throw toProblem(Object.assign(new Error('filter'), { validation: isFilter.errors, validationContext: 'querystring' }))
}

async function run(): Promise<void> {
  const { values: { format, output, ...query }, positionals: [kind] } = argumentsOf(usage, {
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'csv' }, output: { type: 'string', short: 'o' },
      ...filterOptions,
    },
  })
  if (kind !== 'ledger' || format !== 'csv' || output === undefined) throw new Error(usage)
  const filter = filterOf(query)
  const path = await fileToWrite(output)
  const db = await openMigrated(loadConfig(), log)
  try {
    const caller = await office(db)
    const user = userInfo().username
    await recordAudit(db, caller, { action: 'export-ledger', subjectKind: 'file', detail: { user, filter } })
    await writeFile(path, (await takeLedger(db, caller, user, filter)).csv)
    log.info(`已导出 / written: ${path}`)
  } finally {
    await db.close()
  }
}

await run().catch(failWith)
