/** What the petition generator yields. Dates are ISO days (`2026-03-05`), places longitude and latitude. */

export type Purpose = 'suggestion' | 'request'
export type Route = 'litigation' | 'arbitration' | 'party' | 'administrative' | 'duty' | 'petition'
export type Channel = 'letter' | 'visit' | 'online' | 'mobile' | 'wechat' | 'phone' | 'mailbox' | 'hotline_12345'
export type LodgedLevel = 'state' | 'province' | 'prefecture' | 'county' | 'township'
export type State =
  'registered' | 'transferred' | 'accepted' | 'handling' | 'opinion_issued' | 'review' | 'recheck' |
  'settled' | 'closed' | 'not_accepted' | 'withdrawn' | 'routed'

export interface Matter {
  /** 1, 2, 3 ... in order of receipt */
  no: number
  /** six digits of data/categories.csv */
  category: string
  purpose: Purpose
  /** null for suggestions: only requests are routed */
  route: Route | null
  /** place of the matter; both null when nobody wrote it down */
  lon: number | null
  lat: number | null
  /** what the file says about the place; null when empty */
  place_text: string | null
  received_on: string
  registered_on: string
  accepted_on: string | null
  /** a date set by the sender (C9); null when only the statutory clocks run */
  due_on: string | null
  /** the 60 days were extended by at most 30 */
  extended: boolean
  opinion_on: string | null
  /** set for every matter that has ended, whichever way; null = open */
  closed_on: string | null
  settled_on: string | null
  /** a first-time matter settled at the first attempt, without a repeat */
  settled_first: boolean
  state: State
  /** code of data/departments.csv */
  department: string
  hardship_yuan: number | null
  /** the demand in one sentence, at most 50 characters */
  title: string
  text: string
  /** code of the sector task force, null for most */
  sector: string | null
  confidential: boolean
}

export interface Petition {
  /** 1, 2, 3 ... over the whole stream */
  no: number
  matter_no: number
  received_on: string
  registered_on: string
  channel: Channel
  people_count: number
  level_lodged: LodgedLevel
  is_first: boolean
}

/** A matter with its petitions (first one first), or a day's count of misconduct reports, which have nothing else. */
export type Yielded =
  | { kind: 'matter', matter: Matter, petitions: Petition[] }
  | { kind: 'misconduct', received_on: string, count: number }

export interface MatterOptions {
  /** petitions in all, 3,400 for the county's real scale */
  petitions?: number
  seed?: number
  /** first day */
  from?: string
  /** last day: nothing happens after it */
  until: string
}
