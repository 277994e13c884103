import type { FieldName, ParsedRow, RowBatch, Understood } from './types.ts'

/** The rows of a batch as objects. Null values are left out. */
export function* rowsOf(batch: RowBatch, fields: Understood['fields']): Generator<ParsedRow> {
  const errors = Map.groupBy(batch.errors, (error) => error.row)
  const flags = Map.groupBy(batch.flags, (flag) => flag.row)
  for (let row = 0; row < batch.lines.length; row++) {
    const values: ParsedRow['values'] = {}
    for (let f = 0; f < fields.length; f++) {
      const value = batch.values[f]?.[row] ?? null
      if (value !== null) values[fields[f] as FieldName] = value
    }
    yield {
      line: batch.lines[row] ?? 0,
      values,
      ...(batch.geometries ? { geometry: batch.geometries[row] ?? null } : {}),
      errors: errors.get(row) ?? [],
      flags: (flags.get(row) ?? []).map((flag) => flag.flag),
    }
  }
}
