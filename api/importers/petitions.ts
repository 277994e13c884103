import { loadGazetteer } from './gazetteer/load.ts'
import { flagReason } from './flag-words.ts'
import { leavePlaceholders } from './moved-places.ts'
import { Categories } from './petitions/categories.ts'
import { keepCategories, stageCategories } from './petitions/new-categories.ts'
import { MisconductCount } from './petitions/misconduct.ts'
import { noticesOf } from './petitions/notices.ts'
import { PetitionLines, stageColumns } from './petitions/stage-line.ts'
import { loadWords } from './petitions/words.ts'
import type { Tx } from '../db/db.ts'
import type { Importer, ReadWork, WorkDone, WriteWork } from './run.ts'
import type { RunProgress } from './run-progress.ts'
import { runScript } from './script.ts'
import { sqlFile } from '../sql.ts'

/** finds out where each row lies and which petition and matter it is; writes nothing that others see */
const finding: readonly { step: string; level?: string }[] = [
  { step: 'spots' }, ...['group', 'village', 'township', 'county'].map((level) => ({ step: 'covered', level })),
  { step: 'spot-places' }, { step: 'places' }, { step: 'matters' }, { step: 'heads' }, { step: 'rows' }, { step: 'cells' },
]
const writing: readonly { step: string; known?: true; sign?: number }[] = [
  { step: 'references' }, { step: 'departments' }, { step: 'placeholders' }, { step: 'write' },
  { step: 'known', known: true, sign: -1 }, { step: 'touched', known: true }, { step: 'petitions', known: true }, { step: 'known', known: true, sign: 1 },
]
/** statements that only put in what was checked before: what the triggers of their rows would do is done for all at once */
const unwatched = new Set(['write', 'touched', 'petitions'])

interface ReadPetitions {
  categories: ReturnType<Categories['settle']>
  misconduct: MisconductCount
  /** of the county's data when the places and matters were found */
  version: string | null
}

/** Petitions and their matters: rows into temporary tables by COPY, then set by set into theirs. */
export const petitions: Importer<ReadPetitions> = { read: readPetitions, write: writePetitions }

/** people from whom on a visit is collective */
async function collectiveFrom(aside: Pick<Tx, 'query'>): Promise<number> {
  return (await aside.query<{ n: number }>('select collective_from() as n')).rows[0]?.n ?? Infinity
}

async function readPetitions({ aside, county, opened, results, options, progress }: ReadWork): Promise<ReadPetitions> {
  const version = await versionOf(aside, county)
  const misconduct = new MisconductCount(options.identityKey)
  const categories = await Categories.load(aside)
  const lines = new PetitionLines({
    understood: opened.understood, words: await loadWords(aside), categories, gazetteer: await loadGazetteer(aside, county),
    results, misconduct, collectiveFrom: await collectiveFrom(aside),
  })
  let rows = 0
  let ready = 0
  async function* staged(): AsyncGenerator<string> {
    for await (const batch of opened.reading.batches) {
      for (const line of lines.lines(batch)) {
        ready++
        yield line
      }
      rows += batch.lines.length
      progress.reading(batch.progress, rows, ready)
    }
  }
  const { fields } = opened.understood
  await runScript(aside, 'petitions/stage', [fields.includes('registered_on'), fields.includes('accepted_on')])
  await aside.copyIn('import_stage', stageColumns, staged())
  progress.writing(finding.length + writing.length)
  const settled = categories.settle()
  await stageCategories(aside, settled)
  await find(aside, county, progress)
  return { categories: settled, misconduct, version }
}

async function writePetitions({ tx, county, run, opened, results, progress }: WriteWork, read: ReadPetitions): Promise<WorkDone> {
  if (await versionOf(tx, county) !== read.version) await findAgain(tx, county)
  await keepCategories(tx, read.categories, run)
  const { rows: [file] } = await tx.query<{ known: boolean; placeholders: boolean }>(await sqlFile('imports/petitions/touches.sql'))
  for (const { step, known, sign } of writing) {
    if (!known || file?.known) {
      await watch(tx, !unwatched.has(step))
      await runScript(tx, `petitions/${step}`, [county, sign ?? run])
    }
    progress.stepDone()
  }
  await watch(tx, true)
  const unplaced = file?.placeholders ? await leavePlaceholders(tx, county, run) : 0
  const counted = await read.misconduct.write(tx, county, run)
  const { rows: [outcome] } = await tx.query<{ created: number; updated: number; unchanged: number; undrawn: boolean }>(
    await sqlFile('imports/petitions/outcome.sql'))
  if (!outcome) throw new Error('the outcome must come back')
  const late = await tx.query<{ line: number; flag: string; cells: Record<string, string> }>(await sqlFile('imports/petitions/late-flags.sql'))
  const headerOf = new Map<string, string>(opened.understood.columns.flatMap(({ field, header }) => field ? [[field, header]] : []))
  for (const { line, flag, cells } of late.rows) {
    results.flag(line, [flagReason(flag)], Object.fromEntries(Object.entries(cells).map(([field, cell]) => [headerOf.get(field) ?? field, cell])))
  }
  progress.counting()
  if (outcome.created + outcome.updated > 0) {
    await runScript(tx, unplaced > 0 ? 'recount' : 'petitions/counted', [county])
  }
  return {
    created: outcome.created, updated: outcome.updated, unchanged: outcome.unchanged, counted: read.misconduct.size,
    notices: noticesOf({ created: read.categories.created.map(({ name_zh }) => name_zh), counted, unplaced, undrawn: outcome.undrawn }),
  }
}

async function versionOf(tx: Tx, county: string): Promise<string | null> {
  const { rows: [row] } = await tx.query<{ version: string }>('select version::text from data_version where county_code = $1', [county])
  return row?.version ?? null
}

/** Somebody moved a matter or drew an area while the file was laid aside: what was found then may no longer be so. */
async function findAgain(tx: Tx, county: string): Promise<void> {
  await runScript(tx, 'petitions/forget')
  await find(tx, county)
}

async function find(tx: Tx, county: string, progress?: RunProgress): Promise<void> {
  for (const { step, level } of finding) {
    await runScript(tx, `petitions/${step}`, [county, level])
    progress?.stepDone()
  }
}

/**
 * Turns the row triggers and foreign keys of this transaction on or off, where the database lets us. Ten keys of a
 * petition and its matter looked up one by one were half the time of writing them.
 */
async function watch(tx: Tx, on: boolean): Promise<void> {
  await tx.query(`select set_config('session_replication_role', $1, true)
    where has_parameter_privilege('session_replication_role', 'set')`, [on ? 'origin' : 'replica'])
}
