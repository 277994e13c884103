import { createHash } from 'node:crypto'
import type { Geometry } from 'geojson'
import { type CheckedBoundary, stageBoundaries } from './boundaries.ts'
import { flagReason } from './flag-words.ts'
import { movePlaces } from './moved-places.ts'
import { rowsOf } from './read-file.ts'
import { rejectRow } from './reject-row.ts'
import type { Importer, ReadWork, WorkDone, WriteWork } from './run.ts'
import { runScript } from './script.ts'
import { sqlFile } from '../sql.ts'

interface KnownArea {
  id: number
  code: string
  name: string
  kind: string
  household_count: number | null
  valid_from: string
  valid_to: string | null
  geom_hash: string
}

interface AreaRow {
  line: number
  id?: number
  code: string
  name: string
  kind?: string
  households?: number
  valid_from?: string
  valid_to?: string
}

interface ReadAreas { rows: AreaRow[]; boundaries: Map<number, Geometry> }

/** Key areas by code, else by name; matters in and around them are counted to their areas anew. */
export const keyAreas: Importer<ReadAreas> = { read: readAreas, write: writeAreas }

async function writeAreas({ tx, county, run, results, progress }: WriteWork, { rows, boundaries }: ReadAreas): Promise<WorkDone> {
  progress.writing(1)
  const checked = await stageBoundaries(tx, boundaries)
  const { rows: known } = await tx.query<KnownArea>(await sqlFile('imports/key-areas/known.sql'), [county])
  const kinds = new Set((await tx.query<{ code: string }>('select code from key_area_kind')).rows.map(({ code }) => code))
  const seen = new Map<string, number>()
  const written: AreaRow[] = []
  const counts = { created: 0, updated: 0, unchanged: 0 }
  for (const row of rows) {
    const boundary = checked.get(row.line)
    const before = known.find((area) => area.code === row.code) ?? known.find((area) => area.name === row.name)
    const code = row.code || before?.code || codeOfName(row.name)
    const refused = refusalOf({ ...row, code }, boundary, before, seen, kinds)
    if (refused) {
      results.reject(row.line, [refused])
      continue
    }
    seen.set(code, row.line)
    if (!before) counts.created++
    else if (differs(before, row, boundary)) counts.updated++
    else {
      counts.unchanged++
      continue
    }
    written.push({ ...row, code, ...(before ? { id: before.id } : {}) })
  }
  await runScript(tx, 'key-areas/write', [county, run, JSON.stringify(written)])
  progress.counting()
  const { moved } = await movePlaces(tx, county, run, 'boundary')
  const notices = moved === 0 ? [] : [{ code: 'matters-moved', zh: `${moved} 件事项的重点区域有变`, en: `${moved} matters changed their key area` }]
  return { ...counts, notices }
}

/** Files often name areas without a code: the same name gets the same one. */
const codeOfName = (name: string): string => `A-${createHash('sha256').update(name.normalize('NFKC').trim()).digest('hex').slice(0, 8)}`

async function readAreas({ opened, results, progress }: ReadWork): Promise<ReadAreas> {
  let read = 0
  const rows: AreaRow[] = []
  const boundaries = new Map<number, Geometry>()
  for await (const batch of opened.reading.batches) {
    results.remember(batch, opened.understood)
    for (const row of rowsOf(batch, opened.understood.fields)) {
      if (rejectRow(row, batch, opened.understood, results)) continue
      const { code, name, kind, households, valid_from, valid_to } = row.values
      if (row.flags.length > 0) results.flag(row.line, row.flags.map((flag) => flagReason(flag)))
      rows.push({
        line: row.line, code: typeof code === 'string' ? code : '', name: String(name),
        ...(typeof kind === 'string' ? { kind } : {}), ...(typeof households === 'number' ? { households } : {}),
        ...(typeof valid_from === 'string' ? { valid_from } : {}), ...(typeof valid_to === 'string' ? { valid_to } : {}),
      })
      if (row.geometry) boundaries.set(row.line, row.geometry)
    }
    read += batch.lines.length
    progress.reading(batch.progress, read, rows.length)
  }
  return { rows, boundaries }
}

function refusalOf(
  row: AreaRow, boundary: CheckedBoundary | undefined, before: KnownArea | undefined, seen: ReadonlyMap<string, number>, kinds: ReadonlySet<string>,
) {
  const say = (code: string, column: string, message_zh: string, message_en: string) => ({ code, column, message_zh, message_en })
  const earlier = seen.get(row.code)
  if (earlier !== undefined) return say('duplicate-code', 'code', `与第 ${earlier} 行是同一区域`, `the same area as line ${earlier}`)
  if (!/^[A-Za-z0-9_-]{1,40}$/.test(row.code)) return say('code-unreadable', 'code', `代码 ${row.code} 只能含字母、数字、- 和 _`, `the code ${row.code} may hold letters, digits, - and _ only`)
  if (boundary?.problem) return say('boundary-invalid', 'geometry', `边界无效，不能修复：${boundary.problem}`, `the boundary is not valid and cannot be repaired: ${boundary.problem}`)
  if (!boundary && !before) return say('boundary-missing', 'geometry', '新区域须有边界面', 'a new area needs a polygon')
  if (row.kind !== undefined && !kinds.has(row.kind)) return say('kind-unknown', 'kind', `类型 ${row.kind} 不在类型表中`, `the kind ${row.kind} is not in the list of kinds`)
  return undefined
}

const differs = (before: KnownArea, row: AreaRow, boundary: CheckedBoundary | undefined): boolean =>
  row.name !== before.name || row.kind !== undefined && row.kind !== before.kind
  || row.households !== undefined && row.households !== before.household_count
  || row.valid_from !== undefined && row.valid_from !== before.valid_from || (row.valid_to ?? null) !== before.valid_to
  || boundary?.hash !== undefined && boundary.hash !== before.geom_hash
