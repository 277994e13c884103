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
  readonly #parts: { at: number, head: string }[]

  /** @param fields columns of `values`, in their order */
  constructor(fields: readonly FieldName[]) {
    this.#parts = fields.map((field, at) => ({ field, at })).filter(({ field }) => !NOT_HASHED.has(field))
      .toSorted((a, b) => a.field < b.field ? -1 : 1).map(({ field, at }) => ({ at, head: `[${JSON.stringify(field)},` }))
  }

  /** @param values column after column */
  of(values: readonly (readonly Value[])[], row: number): string {
    let content = ''
    for (const { at, head } of this.#parts) content += `${content === '' ? '[' : ','}${head}${JSON.stringify(values[at]?.[row] ?? null)}]`
    return hash('sha256', `${content}]`, 'buffer').readBigInt64BE().toString()
  }
}
