import type { FieldName, Notice, Understood } from './types.ts'

/** Columns of petitions whose single values tell nothing of any matter. */
const HARMLESS = new Set<FieldName | undefined>([
  'received_on', 'registered_on', 'due_on', 'accepted_on', 'closed_on', 'updated_on', 'channel', 'category', 'category_2', 'category_3',
  'state', 'people_count', 'is_closed', 'is_first', 'is_collective', 'lodged_level', 'confidential',
])

/**
 * What is kept of how a file was understood. A sample of a text, place or number could be that of a report of misconduct,
 * which must leave nothing behind, and a column that is not imported may be about somebody; samples of such columns are for the person
 * with the file at hand only.
 */
export function keptUnderstanding(understood: Understood, notices: readonly Notice[]): Understood {
  return {
    ...understood, notices: [...notices],
    columns: understood.columns.map((column) =>
      (understood.kind === 'petitions' ? HARMLESS.has(column.field) : column.field !== undefined) ? column : { ...column, samples: [] }),
  }
}
