/** What a state's colour says, on pages and on the map: red what is late, amber what waits, blue what is in hand, grey what is over. */
export const tones = ['late', 'wait', 'hand', 'over'] as const
export type StateTone = typeof tones[number]

const byState: Record<string, StateTone> = {
  overdue: 'late', late: 'late', unassigned: 'wait', waiting: 'wait', assigned: 'wait', returned: 'wait', refused: 'wait', reopened: 'wait',
  collected: 'wait', reported: 'wait', idle: 'over', done: 'over', confirmed: 'over', cancelled: 'over', struck: 'over', routed: 'over',
  explained: 'over', revoked: 'over', routine: 'over', kept: 'hand', deferred: 'wait', met_late: 'wait', stopped: 'over', over: 'over',
}

export const toneOf = (state: string): StateTone => byState[state] ?? 'hand'
