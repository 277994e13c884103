/** Joint responses of the world: one for each area and each county's sector, with work of every kind in every unit. */
import type { Tx } from '../../api/db/db.ts'
import { canary } from './canaries.ts'
import { areas, countyCode, rootOf, units, within } from './places.ts'

interface Response { id: number, tag: string, root: 'K' | 'X', area: number | undefined }

const responses: readonly Response[] = [
  ...areas.map(({ id, tag, root }): Response => ({ id: id + 6_000, tag, root, area: id })),
  ...(['K', 'X'] as const).map((root, at): Response => ({ id: 9_100 + at, tag: `sector${root}`, root, area: undefined })),
]
const standing = units.filter(({ ended }) => !ended)

export const areaOfResponse = (id: number | undefined): number | undefined => responses.find((one) => one.id === id)?.area
/** Work has the number of its unit in this list: what is written about a unit says where it stands. */
export const workId = (tag: string): number => 9_500 + standing.findIndex((unit) => unit.tag === tag)
export const tagOfWork = (id: number): string => standing[id - 9_500]?.tag ?? '?'

/** The area on the unit's ground; elsewhere one that some of those who see the unit do not know: P3 in township A, P2 in others. */
const responseAt = (tag: string): Response => {
  const elsewhere = tag === 'A' ? 'P3' : rootOf(tag) === 'K' ? 'P2' : 'XP'
  const area = areas.find(({ touches }) => touches.includes(tag)) ?? areas.find((one) => one.tag === elsewhere)
  const found = responses.find(({ area: id }) => id === area?.id)
  if (!found) throw new Error(`no response at ${tag}`)
  return found
}

async function insertResponse(tx: Tx, { id, tag, root, area }: Response): Promise<void> {
  const [county, word] = [countyCode[root], canary(tag)]
  await tx.query(`insert into joint_response (county_code, id, code, title, area_id, sector, state, lead_department_id, resolution_plan, reason)
    values ($1, $2, $3, $3, $4, $5, 'resolving', $6, $3, $3)`, [county, id, word, area, area === undefined ? 1 : null, root === 'K' ? 4_001 : 4_004])
  await tx.query(`insert into area_lead (county_code, id, response_id, level, office_title, valid_from) values ($1, $2, $2, 'county', $3, '2026-01-01')`,
    [county, id, word])
  await tx.query(`insert into task_force (county_code, id, response_id, level, force_role, member_count) values ($1, $2, $2, 'county', 'head', 7)`, [county, id])
  await tx.query(`insert into policy_pack (county_code, id, response_id, kind, title, body, valid_from) values ($1, $2, $2, 'policy', $3, $3, '2026-01-01')`,
    [county, id, word])
  await tx.query(`insert into response_limit (county_code, response_id, level, ack_workdays) values ($1, $2, 'village', 2)`, [county, id])
}

async function insertWork(tx: Tx, tag: string, unit: number, level: string): Promise<void> {
  const [id, root, word] = [workId(tag), rootOf(tag), canary(tag)]
  const common = [countyCode[root], id, responseAt(tag).id, unit]
  await tx.query(`insert into response_task (county_code, id, response_id, unit_id, level, title, responsible_title, due_on)
    values ($1, $2, $3, $4, $6, $5, $5, '2026-12-01')`, [...common, word, level])
  await tx.query(`insert into household_visit_round (county_code, id, response_id, unit_id, planned_count, done_count, starts_on, ends_on)
    values ($1, $2, $3, $4, 20, 9, '2026-10-01', '2026-12-01')`, common)
  await tx.query(`insert into consultation (county_code, id, response_id, unit_id, title, attending, held_on) values ($1, $2, $3, $4, $5, $5, '2026-10-01')`,
    [...common, word])
  await tx.query(`insert into problem (county_code, id, response_id, unit_id, problem_no, title, source, collected_on, plan)
    values ($1, $2, $3, $4, $5, $5, 'visit', '2026-10-01', $5)`, [...common, word])
  await tx.query(`insert into consultation_item (county_code, id, consultation_id, response_id, agenda) values ($1, $2, $2, $3, $4)`,
    [countyCode[root], id, responseAt(tag).id, word])
  await tx.query(`insert into commitment (county_code, id, response_id, unit_id, title, made_on, due_on)
    values ($1, $2, $3, $4, $5, '2026-10-01', '2026-11-01')`, [...common, word])
  await tx.query(`insert into revisit (county_code, id, response_id, unit_id, problem_id, on_date, result, note)
    values ($1, $2, $3, $4, $2, '2026-10-20', 'satisfied', $5)`, [...common, word])
  await tx.query(`insert into meeting (county_code, id, response_id, unit_id, held_on, attendance_count, note) values ($1, $2, $3, $4, '2026-10-20', 9, $5)`,
    [...common, word])
  await tx.query(`insert into field_activity (county_code, id, response_id, unit_id, level, kind, on_date, result)
    values ($1, $2, $3, $4, $6, 'fulfil', '2026-10-20', $5)`, [...common, word, level])
}

/** Rows of every kind of work in every standing unit; the record of events follows by trigger. */
export async function insertResponses(tx: Tx): Promise<void> {
  for (const response of responses) await insertResponse(tx, response)
  for (const { tag, id, level } of standing) await insertWork(tx, tag, id, level)
}

/** A caller knows a response by ground in its area or by its whole county; a sector's, by being in the county. */
const known = ({ root, area, tag }: Response, scope: readonly string[]): boolean => scope.includes(root) || (area === undefined
  ? scope.some((over) => rootOf(over) === root)
  : (areas.find((one) => one.tag === tag)?.touches ?? []).some((group) => scope.some((over) => within(group, over))))

/** Tags that somebody with these units finds in the responses he knows: their own, and the units to which they give tasks. */
export function responseTags(scope: readonly string[]): string[] {
  const mine = responses.filter((response) => known(response, scope))
  return [...mine.map(({ tag }) => tag), ...standing.filter(({ tag }) => mine.includes(responseAt(tag))).map(({ tag }) => tag)]
}
