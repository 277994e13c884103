import type { Value } from '../types.ts'
import type { ReferenceWords } from './words.ts'

export interface RowState {
  id: number
  closedOn: string | null
  /** a closing date beside an issued opinion is the opinion's date: upstream systems close an item by its opinion */
  opinionOn: string | null
}

/** State and closing date of a row from its three columns; what does not fit together is added to `flags`. */
export function stateOfRow(
  words: Pick<ReferenceWords, 'state' | 'isOpen' | 'stateOf'>,
  row: { word: string | null; closed: Value; closedOn: string | null },
  flags: string[],
): RowState {
  const { closed, registered, opinionIssued } = words.stateOf
  const written = row.word === null ? undefined : words.state(row.word)
  if (row.word !== null && written === undefined) flags.push('unknown-state')
  const id = written ?? (row.closed === true || (row.closed === null && row.closedOn !== null) ? closed : registered)
  if (id === opinionIssued) return { id, closedOn: null, opinionOn: row.closedOn }
  const open = words.isOpen(id)
  if (written !== undefined && row.closed !== null && (row.closed === true) === open) flags.push('state-conflict')
  if (open && row.closedOn !== null) flags.push('closed-date-on-open')
  if (id === closed && row.closedOn === null) flags.push('closed-without-date')
  return { id, closedOn: open ? null : row.closedOn, opinionOn: null }
}
