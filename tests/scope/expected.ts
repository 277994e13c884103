/**
 * Who may see and write what, written down from the requirements (the words behind each table say from where) and not
 * from sql/policies.sql: the matrix compares the two. A table that is not here fails the matrix.
 */
import type { Account } from './callers.ts'
import { accountId } from './callers.ts'
import { areas, rootOf, within } from './places.ts'

/** A row as the matrix knows it. */
export interface Row {
  /** its primary key as text */
  key: string
  /** tag of the unit it belongs to, or of the county when it has no place below it */
  place: string
  /** ids of the units on both ends of a succession */
  places?: string[]
  /** id of the key area that it is, or speaks of */
  area?: number
  /** id of the account that it belongs to */
  account?: string
  /** an event about an area, a word about a unit: decides which of the two counts */
  ofUnit?: boolean
  /** what a row of the record speaks of */
  subject?: string
}

export type Rule = (caller: Account, row: Row) => boolean

const sees = (caller: Account, tag: string): boolean => caller.scope.some((over) => within(tag, over))
const seesCounty = (caller: Account, tag: string): boolean => caller.scope.includes(rootOf(tag))
const touches = (caller: Account, area: number | undefined): boolean =>
  (areas.find(({ id }) => id === area)?.touches ?? []).some((group) => sees(caller, group))

/** The row's unit is one of the caller's, or lies below one; what has no unit is the county's. */
const below: Rule = (caller, { place }) => sees(caller, place)
const eitherEnd: Rule = (caller, { places }) => (places ?? []).some((place) => sees(caller, place))
/** Work of the whole county: only for those whose scope holds it. */
const wholeCounty: Rule = (caller, { place }) => seesCounty(caller, place)
const touching: Rule = (caller, { area }) => touches(caller, area)
/** Those who draw areas see every area of their county, ended ones too. */
const drawing: Rule = (caller, row) => touching(caller, row) || wholeCounty(caller, row)
const touchingPart: Rule = (caller, row) => touching(caller, row) && below(caller, row)
/** Offices of the county are words for everybody in it; those of a unit are the unit's. */
const ofTheCounty: Rule = (caller, row) =>
  row.ofUnit ? below(caller, row) : caller.scope.some((over) => rootOf(over) === rootOf(row.place))
const event: Rule = (caller, row) =>
  row.ofUnit ? below(caller, row) : row.area === undefined ? wholeCounty(caller, row) : touching(caller, row)
/** A joint response: who has ground in its area, and the whole county; one of a sector, everybody in the county. */
const ofResponse: Rule = (caller, row) => wholeCounty(caller, row)
  || (row.area === undefined ? caller.scope.some((over) => rootOf(over) === rootOf(row.place)) : touching(caller, row))
/** What all four levels see of each other, and what is given to one's own units. */
const fourLevels: Rule = (caller, row) => below(caller, row) || ofResponse(caller, row)
const record: Rule = (caller, row) => below(caller, row) || (['response', 'task'].includes(row.subject ?? '') && ofResponse(caller, row))
/** New work in one's own units belongs to a response that one knows. */
const newWork: Rule = (caller, row) => below(caller, row) && ofResponse(caller, row)
const own: Rule = (caller, { account }) => account === accountId(caller.name)
/** Two matters: who sees both. */
const both: Rule = (caller, { places }) => (places ?? []).every((place) => sees(caller, place))
/** A confidential matter is compared by the office alone. */
const pair: Rule = (caller, row) => both(caller, row) && (caller.role === 'office' || !(row.places ?? []).includes('A2a'))
const every: Rule = () => true

export interface Rights {
  select?: Record<string, Rule>
  insert?: Record<string, Rule>
  update?: Record<string, Rule>
  delete?: Record<string, Rule>
}

const to = (roles: string, rule: Rule): Record<string, Rule> => Object.fromEntries(roles.split(' ').map((role) => [role, rule]))
const readers = 'leader office township village group planner'
const counters = `${readers} wall`
const signedIn = `${counters} sysadmin secadmin auditor`

/** Words, calendars and limits: everybody who is signed in. */
const words: Rights = { select: to(signedIn, every) }
/** Work of the program itself, or a secret: no caller at all. */
const nobody: Rights = {}

export const expected: Record<string, Rights> = {
  ...Object.fromEntries(['category', 'reference_alias', 'purpose', 'route', 'channel', 'lodged_level', 'sector', 'state',
    'transition', 'time_limit', 'calendar_day', 'key_area_kind', 'work_state', 'work_move', 'work_word', 'work_limit', 'work_rung'].map((table) => [table, words])),
  // the security administrator grants units and so must read their names; places are not matters
  admin_unit: { select: { ...to(counters, below), ...to('secadmin', every) } },
  unit_name: { select: to(readers, below) },
  unit_succession: { select: to(readers, eitherEnd) },
  key_area: {
    select: { ...to(counters, touching), ...to('office planner', drawing) },
    insert: to('office planner', wholeCounty), update: to('office planner', wholeCounty),
  },
  key_area_version: { select: { ...to(readers, touching), ...to('office planner', drawing) }, insert: to('office planner', wholeCounty) },
  area_succession: { select: { ...to(readers, touching), ...to('office planner', drawing) }, insert: to('office planner', wholeCounty) },
  // documents go with their area; its keepers bring them and take them off the page, never out of the table
  area_document: {
    select: { ...to(readers, touching), ...to('office planner', drawing) }, insert: { ...to('township', touching), ...to('office planner', drawing) },
    update: { ...to('township', touching), ...to('office planner', drawing) },
  },
  area_document_part: {
    select: { ...to(readers, touching), ...to('office planner', drawing) }, insert: { ...to('township', touching), ...to('office planner', drawing) },
  },
  key_area_unit: { select: to(counters, touchingPart) },
  department: { select: to(readers, ofTheCounty) },
  // domain section 2: by the place of the matter; the kiosk counts
  matter: {
    select: to(counters, below), insert: to('office township', below), update: to('office township village planner', below),
  },
  petition: { select: to(counters, below), insert: to('office township', below) },
  petition_tally: { select: to(counters, below) },
  clock_tally: { select: to(counters, wholeCounty) },
  tile_cell: { select: to(counters, below) },
  place_history: { select: to('office township village planner', below), insert: to('office township planner', below) },
  // beside a matter, with it; the kiosk counts backlog
  matter_care: { select: to(counters, below), insert: to('office township', below), update: to('office township', below) },
  matter_stage: { select: to(readers, below), insert: to('office', below), update: to('office', below) },
  clock_pause: { select: to(readers, below), insert: to('office township', below), update: to('office township', below) },
  matter_event: { select: to(readers, below) },
  // two matters that may be one: for those who decide and see both; what was merged is the matter's record
  same_pair: { select: to('office township', pair), update: to('office township', pair) },
  matter_merge: { select: to(readers, both) },
  same_look: nobody,
  same_gram: nobody,
  // the joint response: all four levels of an area see who owes what; problems, visits and promises stay with their place
  joint_response: { select: to(counters, ofResponse), insert: to('office', wholeCounty), update: to('office', wholeCounty) },
  area_lead: {
    select: to(counters, ofResponse), insert: to('office', wholeCounty), update: to('office', wholeCounty),
  },
  task_force: { select: to(counters, ofResponse), insert: to('office', wholeCounty), update: to('office', wholeCounty) },
  policy_pack: {
    select: to(readers, ofResponse), insert: to('office', wholeCounty), update: to('office', wholeCounty),
  },
  response_limit: { select: to(readers, ofResponse), insert: to('office', wholeCounty), delete: to('office', wholeCounty) },
  response_task: {
    select: to(counters, fourLevels), insert: to('office township village', newWork), update: to('leader office township village group', below),
  },
  response_event: { select: to(readers, record) },
  household_visit_round: {
    select: to(counters, below), insert: to('office township village', newWork), update: to('office township village group', below),
  },
  consultation: { select: to(readers, fourLevels), insert: to('office township', newWork), update: to('office township', below) },
  consultation_item: { select: to(readers, fourLevels), insert: to('office township', below), update: to('office township', below) },
  problem: {
    select: to(counters, below), insert: to('office township village group', newWork), update: to('office township village', below),
  },
  commitment: { select: to(counters, below), insert: to('office township', newWork), update: to('office township village', below) },
  revisit: { select: to(counters, below), insert: to('office township village', newWork) },
  meeting: { select: to(readers, below), insert: to('office township village group', newWork) },
  field_activity: { select: to(readers, below), insert: to('office township village group', newWork) },
  // persons: the office alone; reports of misconduct: a count for the office alone
  petitioner: { select: to('office', wholeCounty), insert: to('office township', below) },
  misconduct_count: { select: to('office', wholeCounty) },
  misconduct_seen: nobody,
  // who imported the first units reads that run before anybody gave him a scope
  import_run: { select: to('office planner', (caller, row) => wholeCounty(caller, row) || own(caller, row)) },
  import_row: { select: to('office planner', (caller, row) => wholeCounty(caller, row) || caller.name === 'nowhere' && row.place === 'K') },
  import_mapping: { select: to('office planner', wholeCounty) },
  placeholder_point: { select: to('office planner', wholeCounty), update: to('office planner', wholeCounty) },
  import_before: nobody,
  unit_part: nobody,
  key_area_part: nobody,
  // three administrators (domain section 11): accounts and settings; grants; the log
  role: { select: to(`${signedIn} anonymous`, every) },
  account: {
    select: to('sysadmin secadmin', every), insert: to('sysadmin', every), update: to('sysadmin secadmin', every),
  },
  account_scope: { select: to('secadmin', every), insert: to('secadmin', every), delete: to('secadmin', every) },
  setting: { select: to('sysadmin', every), insert: to('sysadmin', every), update: to('sysadmin', every) },
  api_token: {
    select: to(`${readers} auditor`, own), insert: to(`${readers} auditor`, own), delete: to(`${readers} auditor`, own),
  },
  // the map's named views: each account's own
  saved_view: Object.fromEntries(['select', 'insert', 'update', 'delete'].map((way) => [way, to(readers, own)])),
  // notices are for the one person; what became of them outside is the system administrator's to look after
  notice: { select: to(readers, own), update: to(readers, own) },
  notice_preference: Object.fromEntries(['select', 'insert', 'update'].map((way) => [way, to(readers, own)])),
  notice_delivery: { select: to('sysadmin', every) },
  hotspot_run: nobody,
  // the alarm looks at the whole county
  alarm_run: { select: to('leader office planner', wholeCounty) },
  alarm_signal: { select: to('leader office planner', wholeCounty) },
  alarm_answer: { select: to('leader office planner', wholeCounty), insert: to('leader office', wholeCounty) },
  session: nobody,
  idempotency_key: nobody,
  audit: { select: to('auditor', every) },
  audit_head: { select: to('auditor', every) },
  // a number that says that something changed, not what
  data_version: { select: to(`${counters} auditor`, every) },
  outbox: { select: to(counters, event) },
  schema_migration: nobody,
}

/** Columns that the named roles must never read, whatever rows they see; `*` is every role. */
export const hiddenColumns: Record<string, Record<string, readonly string[]>> = {
  account: { '*': ['password_hash', 'password_history', 'totp_secret', 'totp_pending', 'recovery_marks'] },
  api_token: { '*': ['token_hash'] },
  outbox: { wall: ['unit_id', 'area_id', 'counts'] },
  // nor a word of the joint response
  joint_response: { wall: ['title', 'resolution_plan', 'service_plan', 'reason'] },
  area_lead: { wall: ['office_title', 'handover'] },
  response_task: { wall: ['title', 'responsible_title', 'report', 'reason'] },
  problem: { wall: ['problem_no', 'title', 'plan', 'reply', 'reason', 'matter_no'] },
  commitment: { wall: ['title', 'amount_yuan'] },
  revisit: { wall: ['note'] },
  matter_care: { wall: ['counselling_on', 'hardship_by'] },
  // the kiosk knows no number, word or point of a matter, and nothing of an event but that it happened
  matter: {
    wall: ['matter_no', 'title', 'text', 'place_text', 'place_key', 'geom', 'flags', 'matter_key', 'department_id'],
  },
}
