/** `npm run import -- <kind> <file> [...]`: the same import run as over the API, on this machine. */
import { resolve } from 'node:path'
import { argumentsOf } from '../command-line.ts'
import { loadConfig } from '../config.ts'
import { consoleLog as log, failWith } from '../console-log.ts'
import { checkCorrectionsFile, writeCorrections } from '../importers/corrections-file.ts'
import { fieldsOf } from '../importers/columns/names.ts'
import { mappingOf } from '../importers/mapping.ts'
import { describeResult } from '../importers/describe-result.ts'
import { showProgress } from '../importers/progress-bar.ts'
import { runImport } from '../importers/run.ts'
import type { ImportKind } from '../importers/types.ts'
import { openMigrated } from '../open-data.ts'

const kinds: readonly ImportKind[] = ['petitions', 'units', 'key-areas', 'holidays']
const usage = `用法 / usage: npm run import -- ${kinds.join('|')} FILE
  [--dry-run] [--as FIELD=COLUMN ...] [--encoding utf-8|gb18030|utf-16le|utf-16be] [--crs EPSG:4490|wgs84|gcj02|bd09|EPSG:45xx]
  [--sheet NAME] [--county CODE] [--county-name NAME] [--valid-from yyyy-MM-dd] [--recognise] [--corrections FILE.xlsx]`

async function main(): Promise<void> {
  const { values, positionals: [word, file] } = argumentsOf(usage, {
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean' }, as: { type: 'string', multiple: true }, encoding: { type: 'string' }, crs: { type: 'string' },
      sheet: { type: 'string' }, county: { type: 'string' }, 'county-name': { type: 'string' }, 'valid-from': { type: 'string' },
      recognise: { type: 'boolean' }, corrections: { type: 'string' },
    },
  })
  const kind = kinds.find((one) => one === word)
  if (!kind || !file) throw new Error(usage)
  if (values['valid-from'] !== undefined && !/^\d{4}-\d\d-\d\d$/.test(values['valid-from'])) throw new Error(usage)
  const wished = values.corrections === undefined ? undefined : await checkCorrectionsFile(values.corrections, file)
  const mapping = values.as && mappingOf(values.as, fieldsOf(kind))
  const config = loadConfig()
  const db = await openMigrated(config, log).catch((error: unknown) => {
    throw config.databaseUrl === undefined ? new Error(`${error instanceof Error ? error.message : String(error)}
如服务正在运行，请在网页导入，或 / while the server runs, import in the browser, or: POST /api/imports/${kind}`) : error
  })
  const progress = showProgress(process.stderr)
  try {
    const result = await runImport(db, {
      kind, path: resolve(file), dryRun: values['dry-run'], encoding: values.encoding, crs: values.crs, sheet: values.sheet,
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
