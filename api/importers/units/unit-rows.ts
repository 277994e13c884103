import type { Geometry } from 'geojson'
import { flagReason } from '../flag-words.ts'
import type { UnitLevel } from '../gazetteer/types.ts'
import { rowsOf } from '../read-file.ts'
import { rejectRow } from '../reject-row.ts'
import type { ReadWork } from '../run.ts'
import type { ParsedRow } from '../types.ts'
import type { UnitRow } from './plan.ts'

export interface ReadUnits { rows: UnitRow[]; boundaries: Map<number, Geometry>; read: number }

/** Rows of a unit file that the reader found right; the others are refused in `results`. */
export async function readUnits({ opened, results, progress }: ReadWork): Promise<ReadUnits> {
  const read: ReadUnits = { rows: [], boundaries: new Map(), read: 0 }
  for await (const batch of opened.reading.batches) {
    read.read += batch.lines.length
    results.remember(batch, opened.understood)
    for (const row of rowsOf(batch, opened.understood.fields)) {
      if (rejectRow(row, batch, opened.understood, results)) continue
      const unit = unitOf(row)
      if (!unit) {
        results.reject(row.line, [{
          code: 'level-unknown', column: 'level', message_zh: '从代码看不出级别，请加“级别”列', message_en: 'the code does not tell the level; add a column level',
        }])
        continue
      }
      if (row.flags.length > 0) results.flag(row.line, row.flags.map((flag) => flagReason(flag)))
      read.rows.push(unit)
      if (row.geometry) read.boundaries.set(row.line, row.geometry)
    }
    progress.reading(batch.progress, read.read, read.rows.length)
  }
  return read
}

const levels: readonly string[] = ['county', 'township', 'village', 'group'] satisfies UnitLevel[]

function unitOf({ line, values }: ParsedRow): UnitRow | undefined {
  const text = (value: unknown): string | undefined => typeof value === 'string' ? value : undefined
  const number = (value: unknown): number | undefined => typeof value === 'number' ? value : undefined
  const level = text(values.level)
  if (level === undefined || !levels.includes(level)) return undefined
  return {
    line, code: String(values.code), name: String(values.name), level: level as UnitLevel,
    parentCode: text(values.parent_code), kind: text(values.kind), householdCount: number(values.household_count),
    official: typeof values.official === 'boolean' ? values.official : undefined,
    validFrom: text(values.valid_from), validTo: text(values.valid_to), successorCode: text(values.successor_code),
    predecessorCode: text(values.predecessor_code), aliases: Array.isArray(values.aliases) ? values.aliases : [],
    lon: number(values.lon), lat: number(values.lat),
  }
}
