/** Words that notices share: adapters, and where each line of a digest leads. */
import * as Type from 'typebox'

/** Files of `api/notifiers`: JSON signed with HMAC, and the robots of two office programs. */
export const adapters = ['json', 'wecom', 'dingtalk'] as const
export type Adapter = typeof adapters[number]

export const timeOfDay = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: '县内时间，例如 08:30 / county time' })
export const noticeKind = Type.String({ pattern: '^[a-z_]{2,30}$', description: '代码表 notice / code of reference list notice' })

/** Lines that count what waits: their list is a page, and its number the line's. All other lines count events. */
const waiting: Record<string, string> = { overdue: '/work', week: '/work', repeat: '/work', gaps: '/response' }
/** Where what has changed is worked on. */
const pages: Record<string, string> = {
  ...waiting, response_changed: '/response', task_changed: '/response',
  visit_changed: '/response', meeting_changed: '/response', activity_changed: '/response', commitment_changed: '/response',
  problem_changed: '/problems', revisit_changed: '/problems', consultation_changed: '/consultations', matter_placed: '/places',
  petition_registered: '/map?v=2&period=7d&v.list=petitions', matter_moved: '/map?v=2&v.list=matters', matter_changed: '/map?v=2&v.list=matters',
  alarm: '/hotspots', imported: '/imports',
}
/** The list behind a line of a digest: as many rows as the line says. */
export const noticePath = (kind: string, notice: number): string => waiting[kind] ?? `/notices?notice=${notice}&kind=${kind}`
/** The page on which a kind of change is worked on; null for a kind that a county added. */
export const workPath = (kind: string): string | null => pages[kind] ?? null

/** Kinds that count petitions or matters: outside the program they are told as `<5` below five (domain section 2.4). */
export const countsMatters = (kind: string): boolean => kind.startsWith('matter_') || kind.startsWith('petition_')
