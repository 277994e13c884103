import { loadGazetteer } from './gazetteer/load.ts'
import { flagReason } from './flag-words.ts'
import { Categories } from './petitions/categories.ts'
import { MisconductCount } from './petitions/misconduct.ts'
import { PetitionLines, stageColumns } from './petitions/stage-line.ts'
import { loadWords } from './petitions/words.ts'
import type { ImportWork, WorkDone } from './run.ts'
import { runScript } from './script.ts'
import { sqlFile } from '../sql.ts'
import type { Notice } from './types.ts'

const collectiveFrom = 5
const steps = ['departments', 'spots', 'places', 'matters', 'heads', 'write', 'touched', 'petitions']

/** Petitions and their matters: rows into a temporary table by COPY, then set by set into theirs. */
export async function importPetitions({ tx, county, run, opened, results, options, progress }: ImportWork): Promise<WorkDone> {
  const misconduct = new MisconductCount(options.identityKey)
  const categories = await Categories.load(tx)
  const lines = new PetitionLines({
    understood: opened.understood, words: await loadWords(tx), categories, gazetteer: await loadGazetteer(tx, county),
    results, misconduct, collectiveFrom,
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
  await runScript(tx, 'petitions/stage')
  await tx.copyIn('import_stage', stageColumns, staged())
  progress.writing(steps.length)
  const created = await keepCategories(tx, categories, run)
  for (const step of steps) {
    await runScript(tx, `petitions/${step}`, [county, run])
    progress.stepDone()
  }
  const counted = await misconduct.write(tx, county, run)
  const { rows: [outcome] } = await tx.query<{ created: number; updated: number; unchanged: number; shifted: boolean; undrawn: boolean }>(
    await sqlFile('imports/petitions/outcome.sql'))
  if (!outcome) throw new Error('the outcome must come back')
  const late = await tx.query<{ line: number; flag: string; cells: Record<string, string> }>(await sqlFile('imports/petitions/late-flags.sql'))
  const headerOf = new Map<string, string>(opened.understood.columns.flatMap(({ field, header }) => field ? [[field, header]] : []))
  for (const { line, flag, cells } of late.rows) {
    results.flag(line, [flagReason(flag)], Object.fromEntries(Object.entries(cells).map(([field, cell]) => [headerOf.get(field) ?? field, cell])))
  }
  progress.counting()
  if (outcome.created + outcome.updated > 0) {
    await tx.query(outcome.shifted ? 'select rebuild_pyramid($1)' : 'select add_to_pyramid($1, $2)', outcome.shifted ? [county] : [county, run])
    await tx.query('select refresh_tallies($1)', [county])
  }
  return {
    created: outcome.created, updated: outcome.updated, unchanged: outcome.unchanged, counted: misconduct.size,
    notices: noticesOf(created, counted, outcome.undrawn),
  }
}

async function keepCategories(tx: ImportWork['tx'], categories: Categories, run: number): Promise<string[]> {
  const { codes, created } = categories.settle()
  await tx.query(`
    insert into category (code, parent, level, name_zh, import_run_id)
    select * from unnest($1::int[], $2::int[], $3::smallint[], $4::text[]), (select $5::bigint) r`, [
    created.map(({ code }) => code), created.map(({ parent }) => parent), created.map(({ level }) => level),
    created.map(({ name_zh }) => name_zh), run])
  await tx.query('create temp table import_category (key int primary key, code int, exact boolean not null, name text) on commit drop')
  await tx.query(`insert into import_category select * from unnest($1::int[], $2::int[], $3::boolean[], $4::text[])`, [
    codes.map(({ key }) => key), codes.map(({ code }) => code), codes.map(({ exact }) => exact), codes.map(({ name }) => name)])
  return created.map(({ name_zh }) => name_zh)
}

function noticesOf(created: readonly string[], counted: number, undrawn: boolean): Notice[] {
  const notices: Notice[] = []
  if (undrawn) {
    notices.push({
      code: 'no-boundaries', zh: '还没有边界，有坐标的事项暂记为辖区外；导入边界后自动归位',
      en: 'there are no boundaries yet: points count as outside until some are imported, then they are placed',
    })
  }
  if (created.length > 0) {
    notices.push({
      code: 'categories-created', zh: `新增本地分类 ${created.length} 个：${created.slice(0, 10).join('、')}`,
      en: `${created.length} local categories were made: ${created.slice(0, 10).join(', ')}`,
    })
  }
  if (counted > 0) {
    notices.push({ code: 'counted-only', zh: '部分行按规定只计数、不入库', en: 'some rows are only counted, as the rules ask' })
  }
  return notices
}
