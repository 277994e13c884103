/** `npm run import -- <kind> <file> [...]` and `npm run import -- undo <run>`: the same as over the API, on this machine. */
import { resolve } from 'node:path'
import { argumentsOf } from '../command-line.ts'
import { type Config, loadConfig } from '../config.ts'
import { consoleLog as log, failWith } from '../console-log.ts'
import type { Db } from '../db/db.ts'
import { Problem } from '../errors.ts'
import { checkCorrectionsFile, writeCorrections } from '../importers/corrections-file.ts'
import { fieldsOf } from '../importers/columns/names.ts'
import { headerOf, mappingOf } from '../importers/mapping.ts'
import { describeResult } from '../importers/describe-result.ts'
import { showProgress } from '../importers/progress-bar.ts'
import { runImport } from '../importers/run.ts'
import type { ImportKind } from '../importers/types.ts'
import { undoRun } from '../importers/undo.ts'
import { openMigrated } from '../open-data.ts'

const kinds: readonly ImportKind[] = ['petitions', 'units', 'key-areas', 'holidays']
const usage = `用法 / usage: npm run import -- ${kinds.join('|')} FILE
  [--dry-run] [--as FIELD=COLUMN ...] [--encoding utf-8|gb18030|utf-16le|utf-16be] [--crs EPSG:4490|wgs84|gcj02|bd09|EPSG:45xx]
  [--sheet NAME] [--header ROW|FIRST-LAST|none] [--county CODE] [--county-name NAME] [--valid-from yyyy-MM-dd] [--recognise] [--corrections FILE.xlsx]
       npm run import -- undo RUN     撤销第 RUN 次导入 / takes run number RUN back`

/** The database of the settings; the embedded one has a single user. */
async function opened(config: Config, instead: string): Promise<Db> {
  return await openMigrated(config, log).catch((error: unknown) => {
    throw config.databaseUrl === undefined ? new Error(`${error instanceof Error ? error.message : String(error)}
如服务正在运行，请在网页操作，或 / while the server runs, use the browser, or: ${instead}`) : error
  })
}

async function undo(number: string): Promise<void> {
  if (!/^[1-9]\d{0,8}$/.test(number)) throw new Error(usage)
  const db = await opened(loadConfig(), `DELETE /api/imports/${number}`)
  try {
    const run = await undoRun(db, Number(number)).catch((error: unknown) => {
      throw error instanceof Problem && error.status === 404 ? new Error(`没有第 ${number} 次导入（试运行不算） / there is no import run ${number}; a dry run does not count`) : error
    })
    log.info(`第 ${number} 次导入已撤销 / import run ${number} was undone: 删除 deleted ${run.created} · 复原 restored ${run.updated}`)
  } finally {
    await db.close()
  }
}

async function main(): Promise<void> {
  const { values, positionals: [word, file] } = argumentsOf(usage, {
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean' }, as: { type: 'string', multiple: true }, header: { type: 'string' }, encoding: { type: 'string' }, crs: { type: 'string' },
      sheet: { type: 'string' }, county: { type: 'string' }, 'county-name': { type: 'string' }, 'valid-from': { type: 'string' },
      recognise: { type: 'boolean' }, corrections: { type: 'string' },
    },
  })
  if (word === 'undo' && file) {
    await undo(file)
    return
  }
  const kind = kinds.find((one) => one === word)
  if (!kind || !file) throw new Error(usage)
  if (values['valid-from'] !== undefined && !/^\d{4}-\d\d-\d\d$/.test(values['valid-from'])) throw new Error(usage)
  const header = values.header === undefined ? undefined : headerOf(values.header)
  const wished = values.corrections === undefined ? undefined : await checkCorrectionsFile(values.corrections, file)
  const mapping = values.as && mappingOf(values.as, fieldsOf(kind))
  const config = loadConfig()
  const db = await opened(config, `POST /api/imports/${kind}`)
  const progress = showProgress(process.stderr)
  try {
    const result = await runImport(db, {
      kind, path: resolve(file), dryRun: values['dry-run'], encoding: values.encoding, crs: values.crs, sheet: values.sheet, header,
      countyCode: values.county, countyName: values['county-name'], validFrom: values['valid-from'], recognise: values.recognise,
      mapping, identityKey: config.identityKey, onProgress: progress.show,
    })
    progress.stop()
    log.info(describeResult(result))
    if (result.rejected > 0) process.exitCode = 1
    const corrections = await writeCorrections(result, config.dataDir, wished)
    if (corrections !== undefined) log.info(`更正表 / correction workbook: ${corrections}`)
  } finally {
    progress.stop()
    await db.close()
  }
}

await main().catch(failWith)
