/** What a move of a row asks for: the action behind it, its fixed members and the fields to fill in. */

export interface Move { to: string, code: string, name: string, name_en: string, needs: string[] }
export type Row =
  | { of: 'task', task_id: number, version: number, moves: Move[] }
  | { of: 'problem', problem_no: string, version: number, moves: Move[], kept_on: string | null, revisits: readonly { on_date: string, result: string }[] }
  | { of: 'matter', matter_no: string, version: number, moves: Move[] }
  | { of: 'response', response: string, version: number, moves: Move[], five_ones: Record<'lead_unit' | 'resolution_plan' | 'service_plan', boolean | null> }

export interface Call {
  action: string
  given: Record<string, unknown>
  fields: string[]
  needed: string[]
  /** the move itself cannot be made yet: this comes first, and then the move with what the answer says */
  then?: (answer: Record<string, unknown>) => { action: string, given: Record<string, unknown> }
}

const memberOf = (need: string): string => need === 'department_id' ? 'department' : need
/** What may be said besides what must be. */
const extras: Record<string, string[]> = { assign: ['due_on', 'reason'], consult: ['reason'], send_back: [], confirm: [] }

const slots = { lead_department_id: 'lead_unit', resolution_plan: 'resolution_plan', service_plan: 'service_plan' } as const

/** A revisit counts from the day on which the promise was kept, and only when people were content. */
export const revisited = (row: { kept_on: string | null, revisits: readonly { on_date: string, result: string }[] }): boolean =>
  row.revisits.some(({ on_date, result }) => result !== 'not' && on_date >= (row.kept_on ?? ''))

export function callOf(row: Row, move: Move): Call {
  switch (row.of) {
    case 'task': return move.code === 'reassign'
      ? { action: 'reassign-task', given: { task_id: row.task_id, version: row.version }, fields: ['unit', 'reason', 'due_on', 'responsible_title'], needed: [] }
      : { action: 'move-task', given: { task_id: row.task_id, version: row.version, to: move.to }, fields: move.needs, needed: move.needs }
    case 'problem': {
      const given = { problem_no: row.problem_no, version: row.version, to: move.to }
      if (move.needs.includes('revisit') && !revisited(row)) {
        return {
          action: 'record-revisit', given: { problem_no: row.problem_no }, fields: ['result', 'on_date', 'note'], needed: [],
          then: () => ({ action: 'move-problem', given }),
        }
      }
      const needed = move.needs.filter((need) => need !== 'revisit').map(memberOf)
      const more = (extras[move.code] ?? []).filter((name) => !needed.includes(name))
      return { action: 'move-problem', given, fields: [...needed, ...more], needed }
    }
    case 'matter': {
      const routed = move.to === 'routed' ? ['route'] : []
      return { action: 'move-matter', given: { matter_no: row.matter_no, version: row.version, to: move.to }, fields: [...routed, 'on'], needed: routed }
    }
    case 'response': {
      const missing = Object.entries(slots).filter(([need, slot]) => move.needs.includes(need) && !row.five_ones[slot]).map(([, slot]) => slot)
      if (missing.length) {
        return {
          action: 'plan-response', given: { response: row.response, version: row.version }, fields: missing, needed: missing,
          then: ({ version }) => ({ action: 'move-response', given: { response: row.response, version, to: move.to } }),
        }
      }
      const needed = move.needs.filter((need) => need === 'reason')
      return { action: 'move-response', given: { response: row.response, version: row.version, to: move.to }, fields: needed, needed }
    }
  }
}
