import { hash } from 'node:crypto'
import type { FieldName, Value } from './types.ts'

/** Fields that say nothing of the matter itself: a change of them alone is no change. */
const NOT_HASHED = new Set<FieldName>(['updated_on', 'remark', 'lead', 'office'])

/**
 * What a row says, as one number: 64 bits of SHA-256 over `[[field, value], ...]` in the order of the fields' names, as
 * PostgreSQL's signed bigint. It is kept with the petition (`source_hash`), so that the same file changes nothing when it
 * comes again: what goes into it must stay as it is.
 *
 * Worked out in the reader's process, which has time to spare where the caller's has none: a quarter of reading a file.
 */
export class RowHash {
  readonly #columns: number[]
  /** `[[field, value], ...]` of the row at hand: filled anew for each, so that a file makes one such list and not one a row */
  readonly #content: [FieldName, Value][]

  /** @param fields columns of `values`, in their order */
  constructor(fields: readonly FieldName[]) {
    const hashed = fields.map((field, at) => ({ field, at })).filter(({ field }) => !NOT_HASHED.has(field))
      .toSorted((a, b) => a.field < b.field ? -1 : 1)
    this.#columns = hashed.map(({ at }) => at)
    this.#content = hashed.map(({ field }) => [field, null])
  }

  /** @param values column after column */
  of(values: readonly (readonly Value[])[], row: number): string {
    this.#columns.forEach((column, at) => { (this.#content[at] as [FieldName, Value])[1] = values[column]?.[row] ?? null })
    return hash('sha256', JSON.stringify(this.#content), 'buffer').readBigInt64BE().toString()
  }
}
