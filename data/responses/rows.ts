/** The rows of a response under construction: tables by name, ids counted, events put into order at the end. */
import type { Cell } from '../../api/db/copy-line.ts'

export type Row = Record<string, Cell>

export interface Happened {
  at: string, response_id: number, area_id: number | null, subject: string, subject_id: number, level: string | null
  township_id: number | null, village_id: number | null, group_id: number | null
  from_state: string | null, to_state: string, note: string | null, role: string
  /** what the row had after the step (rules/335_work_history.sql), as JSON */
  facts: string
}

export class Rows {
  readonly tables = new Map<string, Row[]>()
  readonly events: Happened[] = []
  readonly #county: string

  constructor(county: string) {
    this.#county = county
  }

  /** Adds a row under the table's next id and returns that id. */
  add(table: string, row: Row): number {
    const rows = this.tables.get(table) ?? []
    this.tables.set(table, rows)
    const id = rows.length + 1
    rows.push({ county_code: this.#county, id, ...row })
    return id
  }

  /** All tables, the record last: its ids rise with the time, as they would have. */
  finished(): ReadonlyMap<string, Row[]> {
    const inOrder = this.events.map((event, at) => ({ event, at })).sort((a, b) => a.event.at < b.event.at ? -1 : a.event.at > b.event.at ? 1 : a.at - b.at)
    for (const { event } of inOrder) this.add('response_event', { ...event })
    return this.tables
  }
}
