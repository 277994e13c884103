/** The joint responses of the demo county as rows, before any database has seen them: its record must tell what its rows say. */
import { describe, expect, it, test } from 'vitest'
import { DEMO_SEED } from '../../data/county/county.ts'
import type { Ground, GroundUnit } from '../../data/responses/ground.ts'
import { PLANS } from '../../data/responses/plans.ts'
import { responses } from '../../data/responses/responses.ts'
import type { Happened, Row } from '../../data/responses/rows.ts'
import { table } from '../../data/tables.ts'
import { county } from './demo-county.ts'

const until = '2026-11-22'

/** Ids as a database would have given them. */
function groundOf(): Ground {
  const ids = new Map(county.units.map(({ code }, at) => [code, at + 1]))
  const id = (code: string, length: number): number | null => code.length >= length ? ids.get(code.slice(0, length)) ?? null : null
  const units = new Map(county.units.map(({ code, name, level }): [string, GroundUnit] => [code, {
    code, name, level, unit_id: ids.get(code) ?? 0, township_id: id(code, 9), village_id: id(code, 12), group_id: id(code, 15),
  }]))
  const numbered = (codes: readonly string[]): Map<string, number> => new Map(codes.map((code, at) => [code, at + 1]))
  return {
    county: units.get(county.code) as GroundUnit, units, areas: numbered(county.key_areas.map(({ code }) => code)),
    departments: numbered([...new Set([...table('topics').map(({ department }) => department ?? ''), ...PLANS.flatMap(({ leadUnit }) => leadUnit ?? [])])]),
    sectors: numbered(['migrant_wages']), routes: numbered(['litigation', 'arbitration', 'administrative', 'duty']),
  }
}
const ground = groundOf()
const rows = responses(county, ground, until, DEMO_SEED)
const of = (name: string): Row[] => rows.get(name) ?? []
const events = of('response_event') as unknown as Happened[]
const dayOf = (at: unknown): string => new Date(Date.parse(String(at)) + 8 * 3_600_000).toISOString().slice(0, 10)
const daysBefore = (n: number): string => new Date(Date.parse(until) - n * 86_400_000).toISOString().slice(0, 10)
const sums = (counts: Partial<Record<string, number>>): number => Object.values(counts).reduce<number>((sum, n) => sum + (n ?? 0), 0)

describe('rows of the demo’s joint responses', () => {
  it('are the same for the same county, day and seed, and others for another seed', () => {
    const text = (all: ReadonlyMap<string, Row[]>): string => JSON.stringify([...all])
    expect(text(responses(county, ground, until, DEMO_SEED))).toBe(text(rows))
    expect(text(responses(county, ground, until, DEMO_SEED + 1))).not.toBe(text(rows))
  })

  it('are numbered without a gap in every table, and belong to the county', () => {
    for (const [name, list] of rows) {
      expect([name, list.map(({ id }) => id)]).toEqual([name, list.map((_, at) => at + 1)])
      expect([name, new Set(list.map((row) => row['county_code']))]).toEqual([name, new Set([county.code])])
    }
  })

  test.each(PLANS.map((plan) => [plan.title, plan] as const))('%s: as many problems, promises, consultations and people as its plan says', (title, plan) => {
    const response = of('joint_response').find((row) => row['title'] === title)
    const mine = (name: string): Row[] => of(name).filter((row) => row['response_id'] === response?.['id'])
    expect(response).toMatchObject({ state: plan.stage, opened_on: daysBefore(plan.opened) })
    expect(Object.fromEntries([...Map.groupBy(mine('problem'), (row) => row['state'])].map(([state, list]) => [state, list.length]))).toEqual(plan.problems)
    const { kept, running } = plan.commitments
    expect(mine('commitment')).toHaveLength(kept + running + (plan.seeded.commitment_late ?? 0))
    expect(mine('commitment').filter((row) => row['kept_on'] !== null)).toHaveLength(kept)
    expect([mine('consultation').length, mine('meeting').length, mine('field_activity').length]).toEqual([plan.consultations, plan.meetings, plan.activities.n])
    expect(mine('task_force').reduce((sum, row) => sum + Number(row['member_count']), 0)).toBe(plan.members)
    expect(new Set(mine('field_activity').map((row) => row['kind'])).size).toBe(plan.activities.kinds)
  })

  it('have the example of the source: 835 problems, and all of its 526 households visited', () => {
    expect(sums(PLANS[0]?.problems ?? {})).toBe(835)
    const visits = of('household_visit_round').filter((row) => row['response_id'] === 1)
    const total = (name: string): number => visits.reduce((sum, row) => sum + Number(row[name]), 0)
    expect([total('planned_count'), total('done_count')]).toEqual([526, 526])
  })
})

describe('the record', () => {
  const walks = [...Map.groupBy(events, ({ subject, subject_id: id }) => `${subject} ${id}`)]

  it('is in the order of time, and nothing in it lies after the last day', () => {
    const times = events.map(({ at }) => at)
    expect(times).toEqual([...times].sort())
    expect(events.filter(({ at }) => dayOf(at) > until)).toEqual([])
  })

  it('begins each walk at nothing, goes on from where it stood, and ends where its row stands', () => {
    const tables: Record<string, string> = { problem: 'problem', task: 'response_task', response: 'joint_response' }
    for (const [walk, steps] of walks) {
      expect([walk, steps[0]?.from_state]).toEqual([walk, null])
      for (const [at, step] of steps.entries()) if (at > 0) expect([walk, step.from_state]).toEqual([walk, steps[at - 1]?.to_state])
      const [subject = '', id] = walk.split(' ')
      const row = of(tables[subject] ?? '')[Number(id) - 1]
      if (row) expect([walk, row['state'], row['version']]).toEqual([walk, steps.at(-1)?.to_state, steps.length])
    }
  })

  it('keeps with each step what the row had then: at the last one that is what it has now', () => {
    const last = new Map(walks.map(([walk, steps]) => [walk, JSON.parse(steps.at(-1)?.facts ?? '{}') as Row]))
    for (const row of of('problem')) {
      const facts = last.get(`problem ${String(row['id'])}`) ?? {}
      for (const name of ['state', 'department_id', 'due_on', 'assigned_on', 'kept_on', 'closed_on', 'reopened_count', 'recheck_on', 'route']) expect([row['problem_no'], name, facts[name]]).toEqual([row['problem_no'], name, row[name]])
    }
    for (const row of of('response_task')) expect(last.get(`task ${String(row['id'])}`)).toMatchObject({ state: row['state'], due_on: row['due_on'], confirmed_at: row['confirmed_at'] })
    for (const row of of('household_visit_round')) expect(last.get(`visit ${String(row['id'])}`)).toMatchObject({ done_count: row['done_count'], planned_count: row['planned_count'] })
  })

  it('has nobody acting above or below his place: what a group reports is confirmed by its village', () => {
    const confirmers = Map.groupBy(events.filter(({ subject, to_state: to }) => subject === 'task' && to === 'confirmed'), ({ level }) => level)
    expect(Object.fromEntries([...confirmers].map(([level, all]) => [level, [...new Set(all.map(({ role }) => role))]])))
      .toEqual({ county: ['leader'], township: ['office'], village: ['township'], group: ['village'] })
  })
})

describe('days of a problem', () => {
  it('follow one another: collected, assigned, kept, closed; and a revisit that was not content comes before it is opened again', () => {
    for (const row of of('problem')) {
      const days = ['collected_on', 'assigned_on', 'kept_on'].map((name) => row[name]).filter((day) => day !== null)
      expect([row['problem_no'], days]).toEqual([row['problem_no'], [...days].sort()])
      if (row['closed_on'] !== null) expect(String(row['closed_on']) >= String(row['collected_on'])).toBe(true)
      expect([row['problem_no'], row['closed_on'] !== null]).toEqual([row['problem_no'], ['struck', 'routed', 'explained'].includes(String(row['state']))])
    }
    const unhappy = new Set(of('revisit').filter((row) => row['result'] === 'not').map((row) => row['problem_id']))
    expect(new Set(of('problem').filter((row) => Number(row['reopened_count']) > 0).map((row) => row['id']))).toEqual(unhappy)
  })

  it('are struck off only after a revisit that was content', () => {
    const content = new Set(of('revisit').filter((row) => row['result'] !== 'not').map((row) => row['problem_id']))
    expect(of('problem').filter((row) => row['state'] === 'struck' && !content.has(row['id']))).toEqual([])
  })

  it('are told with words of its place and never with a person', () => {
    const texts = of('problem').map((row) => String(row['title']))
    expect(texts.filter((text) => text.length === 0 || text.length > 60 || /\{\w\}|undefined|[某]?先生|女士/.test(text))).toEqual([])
    expect(new Set(texts).size).toBeGreaterThan(200)
  })
})
