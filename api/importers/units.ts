import { today } from '../county-day.ts'
import { stageBoundaries } from './boundaries.ts'
import { type Moved, movePlaces } from './moved-places.ts'
import type { Importer, WorkDone, WriteWork } from './run.ts'
import { runScript } from './script.ts'
import { sqlFile } from '../sql.ts'
import type { Notice } from './types.ts'
import { countyOfUnits, settleCounty, withCounty } from './units/county-of-units.ts'
import { type KnownUnit, type Plan, planUnits } from './units/plan.ts'
import { type ReadUnits, readUnits } from './units/unit-rows.ts'

/** Units by code, with their names, boundaries, versions and successors; matters follow what changed. */
export const units: Importer<ReadUnits> = { read: readUnits, write: writeUnits }

async function writeUnits(work: WriteWork, { rows, boundaries }: ReadUnits): Promise<WorkDone & { county: string }> {
  const { tx, run, results, options, progress } = work
  progress.writing(1)
  const county = countyOfUnits(work.county, options.countyCode, rows)
  await settleCounty(tx, county)
  if (county !== work.county) await tx.query('update import_run set county_code = $1 where id = $2', [county, run])
  const checked = await stageBoundaries(tx, boundaries)
  const sound = rows.filter((row) => {
    const { problem, repaired, hash } = checked.get(row.line) ?? { problem: null, repaired: false, hash: null }
    if (hash !== null) row.geomHash = hash
    if (repaired && problem === null) results.flag(row.line, [boundaryRepaired])
    if (problem === null) return true
    results.reject(row.line, [{
      code: 'boundary-invalid', column: 'geometry', message_zh: `${row.name} 的边界无效，不能修复：${problem}`,
      message_en: `the boundary of ${row.name} is not valid and cannot be repaired: ${problem}`,
    }])
    return false
  })
  const known = await tx.query<KnownUnit>(await sqlFile('imports/units/known.sql'), [county])
  const plan = planUnits(known.rows, withCounty(sound, county, known.rows.find(({ level }) => level === 'county')?.name, options.countyName), options.validFrom ?? today())
  for (const { line, reasons } of plan.rejected) results.reject(line, reasons)
  await runScript(tx, 'units/write', [county, run, JSON.stringify(plan)])
  progress.counting()
  // the names of a unit are among what a row may change: words that it now answers to are read again
  const renamed = plan.created.length + plan.updated.length > 0
  const moved = await movePlaces(tx, county, run, plan.ended.length > 0 ? 'succession' : 'boundary', renamed)
  return {
    county, created: plan.created.filter(({ line }) => line > 0).length,
    updated: plan.updated.length + plan.joined.filter(({ fresh }) => fresh).length,
    unchanged: plan.unchanged.length + plan.joined.filter(({ fresh }) => !fresh).length,
    notices: noticesOf(plan, moved, known.rows),
  }
}

const boundaryRepaired = { code: 'boundary-repaired', message_zh: '边界有自相交，已修复', message_en: 'the boundary crossed itself and was repaired' }

function noticesOf(plan: Plan, { moved, lost }: Moved, known: readonly KnownUnit[]): Notice[] {
  const notices: Notice[] = []
  const say = (n: number, code: string, zh: string, en: string): void => {
    if (n > 0) notices.push({ code, zh: zh.replace('#', String(n)), en: en.replace('#', String(n)) })
  }
  const ofItself = plan.created.filter(({ line }) => line === 0)
  say(ofItself.length, 'county-created', `已建立县级单位${ofItself.some(({ code, name }) => code === name) ? '（名称暂为代码，再导入时请填写名称）' : ''}`,
    `the county was made${ofItself.some(({ code, name }) => code === name) ? '; its name is its code until an import gives one (--county-name)' : ''}`)
  say(plan.ended.length, 'units-ended', '# 个单位终止', '# units ended')
  say(moved, 'matters-moved', '# 件事项的位置随区划更新，原位置留在历史中', '# matters were placed anew with their units; their history keeps the old place')
  say(lost, 'matters-without-unit', '其中 # 件原在的单位没有唯一的承接单位，或已落在辖区外，列入未定位，请人工定位',
    '# of them have no single unit that succeeds theirs, or lie outside now: they wait to be placed by hand')
  const inFile = new Set([...plan.created, ...plan.updated, ...plan.unchanged].map(({ code }) => code))
  const levels = new Set([...plan.created, ...plan.updated, ...plan.unchanged].map(({ level }) => level))
  const ended = new Set(plan.ended.map(({ id }) => id))
  const absent = known.filter((unit) => levels.has(unit.level) && !inFile.has(unit.code) && !ended.has(unit.id)).length
  if (absent < known.length / 2) say(absent, 'units-absent', '本级有 # 个现有单位不在文件中，仍然有效', '# units of these levels are not in the file and stay')
  return notices
}
