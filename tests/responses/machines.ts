/** The machines of the joint response, written down once more from the requirements: who may take which step from where. */
export const roles = ['leader', 'office', 'township', 'village', 'group', 'planner'] as const
export const levels = ['county', 'township', 'village', 'group'] as const
const rank = { leader: 0, office: 1, township: 2, village: 3, group: 4, planner: 9 } as const
export type Role = (typeof roles)[number]
export type Level = (typeof levels)[number]

/** The machine of tasks, written down once more from the requirements: who may take which step (own level, or above). */
export const own = { assigned: ['acknowledged', 'refused'], acknowledged: ['acting'], acting: ['reported'], returned: ['acting'] } as Record<string, string[]>
export const above = { assigned: ['cancelled'], acknowledged: ['cancelled'], acting: ['cancelled'], reported: ['confirmed', 'returned'], refused: ['cancelled'] } as Record<string, string[]>
export const states = ['assigned', 'acknowledged', 'acting', 'reported', 'confirmed', 'returned', 'refused', 'cancelled']

const isOwn = (role: Role, level: Level): boolean => role !== 'leader' && role !== 'planner' && rank[role] === levels.indexOf(level) + 1
export const isAbove = (role: Role, level: Level): boolean => rank[role] < levels.indexOf(level) + 1 || (level === 'county' && rank[role] <= 1)
/** `reporter`: whoever reported last does not confirm. */
export function taskStepIsLegal(role: Role, level: Level, from: string, to: string, reporter: Role | null): boolean {
  if (to === 'confirmed' && role === reporter) return false
  if (own[from]?.includes(to) && isOwn(role, level)) return true
  return (above[from]?.includes(to) ?? false) && isAbove(role, level) && (to !== 'cancelled' || role === 'office')
}

/** The path of a problem: state, where it may go, who may take it there (o office, t township, v village). */
export const path: Record<string, Record<string, string>> = {
  collected: { classified: 'otv' }, classified: { assigned: 'ot', routed: 'ot' },
  assigned: { consulting: 'ot', planned: 'ot', routed: 'ot', explained: 'ot', deferred: 'ot' },
  consulting: { planned: 'ot', routed: 'ot', explained: 'ot', deferred: 'ot' },
  planned: { handling: 'otv', routed: 'ot', explained: 'ot', deferred: 'ot' },
  handling: { kept: 'otv', routed: 'ot', explained: 'ot', deferred: 'ot' },
  kept: { confirmed: 'otv', reopened: 'otv' }, confirmed: { struck: 'ot', reopened: 'otv' }, struck: { reopened: 'ot' },
  routed: { reopened: 'ot' }, explained: { reopened: 'ot' }, deferred: { deferred: 'ot', consulting: 'ot', handling: 'otv', explained: 'ot' },
  reopened: { assigned: 'ot', consulting: 'ot', handling: 'otv' },
}
export const letter: Partial<Record<Role, string>> = { office: 'o', township: 't', village: 'v' }

export const problemStepIsLegal = (role: Role, from: string, to: string): boolean => path[from]?.[to]?.includes(letter[role] ?? '-') ?? false
/** Whether a unit of this level lies in the scope of the role's unit. */
export const inScopeOf = (role: Role, level: Level): boolean => levels.indexOf(level) >= rank[role] - 1
/** Given to another unit: by any level above, as long as nothing is reported. */
export const mayReassign = (role: Role, level: Level, from: string): boolean => ['acknowledged', 'acting', 'returned', 'refused'].includes(from) && isAbove(role, level)

/** The stages of an area: the office's alone. Closing an area that has ended is not among them (hand-over.test.ts). */
export const stages: Record<string, readonly string[]> = {
  proposed: ['surveying', 'revoked'], surveying: ['listed', 'revoked'], listed: ['consulting', 'revoked'], consulting: ['resolving', 'listed'],
  resolving: ['consolidating', 'consulting'], consolidating: ['routine', 'resolving'], routine: ['resolving', 'revoked'], revoked: [],
}
