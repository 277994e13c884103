import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommitmentRow } from '../../api/contract/feeds/commitments.ts'
import type { ConsultationRow } from '../../api/contract/feeds/consultations.ts'
import type { GapRow } from '../../api/contract/feeds/gaps.ts'
import type { MatrixRow } from '../../api/contract/feeds/response-matrix.ts'
import type { ProblemRow } from '../../api/contract/feeds/problems.ts'
import type { ResponseRow } from '../../api/contract/feeds/responses.ts'
import type { ResponseUnit } from '../../api/contract/feeds/response-units.ts'
import type { TaskRow } from '../../api/contract/feeds/tasks.ts'
import type { VisitRow } from '../../api/contract/feeds/visits.ts'
import type { WorkRow } from '../../api/contract/feeds/my-work.ts'
import { engines } from '../setup/engines.ts'
import { codes, inDays, openGround, type Ground } from './ground.ts'
import { letDaysPass } from './passing-days.ts'

const { response } = codes
const actors = ['office', 'township', 'village', 'group', 'leader'] as const

/** What somebody does on a day: which kind of thing, what of it, and how many days pass until the next. */
const day = fc.record({
  what: fc.constantFrom('task', 'task', 'move', 'move', 'move', 'move', 'note', 'problem', 'walk', 'walk', 'walk', 'walk', 'visits', 'visits', 'promise', 'stage', 'meeting', 'limit', 'policy', 'consult', 'consult'),
  luck: fc.nat(9_999), pass: fc.integer({ min: 1, max: 9 }),
})
type Day = typeof day extends fc.Arbitrary<infer T> ? T : never

describe.each(engines)('a past day of the joint response on $name', ({ name, open }) => {
  let ground: Ground
  let category = ''
  beforeAll(async () => {
    ground = await openGround(open)
    category = (await ground.db.query<{ code: string }>(`select lpad(min(code)::text, 6, '0') as code from category where level = 3`)).rows[0]?.code ?? ''
    await ground.done('office', 'open-response', { code: response, title: '新城片区联动处置', area: codes.area })
    // dues at the end of a day: the moment at which somebody asks does not matter
    await ground.done('office', 'set-limit', { response, level: 'county', ack_workdays: 1 })
    await ground.done('office', 'move-response', { response, to: 'surveying', version: 1 })
  }, 240_000)
  afterAll(() => ground.close())

  const list = async <Row>(feed: string, asOf?: string, who = 'office'): Promise<Row[]> =>
    (await ground.feed<Row>(who, `${feed}${feed.includes('?') ? '&' : '?'}${asOf === undefined ? '' : `as_of=${asOf}`}`)).rows
  /** days from the day asked for, so that the same thing looks the same later */
  const from = (asOf: string) => (at: string | null): number | null => at === null ? null
    : Math.round((Date.parse(at.length > 10 ? inCounty(at) : at) - Date.parse(asOf)) / 86_400_000)
  const inCounty = (at: string): string => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10)

  /** All that the pages of a day say, but for how much of a clock is gone and for texts. */
  async function stand(asOf = inDays(0), asked?: string): Promise<unknown> {
    const rel = from(asOf)
    return {
      matrix: (await list<MatrixRow>('response-matrix', asked)).map(({ state, gaps, cells }) => [state, gaps, cells.map((cell) =>
        [cell.level, cell.state, cell.tasks, cell.open, cell.units, cell.responsible, rel(cell.acted_at), rel(cell.due_on), cell.gaps])]),
      gaps: (await list<GapRow>('gaps?limit=1000', asked)).map(({ kind, level, unit_code, subject, subject_id, days }) => [kind, level, unit_code, subject, subject_id, days]),
      tasks: (await list<TaskRow>('tasks?limit=1000', asked)).map((row) =>
        [row.task_id, row.state, row.unit_code, row.open, row.overdue, rel(row.assigned_at), rel(row.ack_due_at), rel(row.due_on), rel(row.acted_at)]),
      problems: (await list<ProblemRow>('problems?limit=1000', asked)).map((row) => [row.problem_no, row.state, row.department, row.category, row.overdue, row.reopened_count,
        rel(row.due_on), rel(row.recheck_on), rel(row.collected_on), rel(row.kept_on), rel(row.closed_on), row.revisits.length]),
      visits: (await list<VisitRow>('visits', asked)).map((row) => [row.round_no, row.planned_count, row.done_count]),
      promises: (await list<CommitmentRow>('commitments', asked)).map((row) => [row.commitment_id, row.state, rel(row.due_on), rel(row.kept_on)]),
      area: (await list<ResponseRow>('responses', asked)).map((row) => [row.state, row.joint_state, row.gaps, row.visits, row.problems, row.commitments,
        row.five_ones, row.force.map(({ member_count }) => member_count), row.policies.map(({ title, valid_from }) => [title, rel(valid_from)])]),
      units: (await list<ResponseUnit>(`response-units?response=${response}`, asked)).map(({ code, planned, done, rounds }) => [code, planned, done, rounds]),
      decisions: (await list<ConsultationRow>('consultations', asked)).map(({ held_on, items }) => [rel(held_on), items.map((item) =>
        [item.decision, item.department_name, item.owner_code, rel(item.due_on), rel(item.decided_on), item.task_state,
          item.earlier.map((was) => [was.decision, was.owner_name, rel(was.due_on), rel(was.decided_on)])])]),
      work: await Promise.all(actors.map(async (who) => (await list<WorkRow>('my-work?all=1&limit=1000', asked, who)).map(({ kind, id, bucket, again, days_left }) => [kind, id, bucket, again, days_left]))),
    }
  }

  const pick = <T>(from_: readonly T[], luck: number): T | undefined => from_.length === 0 ? undefined : from_[luck % from_.length]
  /** One act, as whoever may do it; some are refused, and that is no harm. */
  async function act({ what, luck }: Day): Promise<void> {
    const who = actors[luck % actors.length] as string
    const level = pick(['county', 'township', 'village', 'group'] as const, luck) ?? 'county'
    const texts = { reason: '理由', report: '结果', plan: '方案', reply: '答复' }
    if (what === 'task') await ground.act('office', 'assign-task', { response, unit: codes[level], title: `任务${luck}`, due_on: inDays(luck % 20) })
    if (what === 'limit') await ground.act('office', 'set-limit', { response, level, ack_workdays: 1 + luck % 5 })
    if (what === 'meeting') await ground.act('village', 'record-meeting', { response, unit: codes.group, held_on: inDays(-(luck % 3)), attendance_count: 20 })
    if (what === 'move' || what === 'note') {
      const task = pick((await list<TaskRow>('tasks?limit=1000', undefined, who)).filter(({ moves }) => what === 'note' || moves.length > 0), luck)
      if (!task) return
      if (what === 'note') return void await ground.act(who, 'note-task', { task_id: task.task_id, version: task.version, note: '已走访' })
      const to = pick(task.moves, luck >> 3)?.to
      const given = { task_id: task.task_id, version: task.version }
      await (to === 'assigned' ? ground.act(who, 'reassign-task', { ...given, unit: task.level === 'township' && luck % 2 ? codes.sibling : codes[task.level], reason: '改派', due_on: inDays(3 + luck % 9) })
        : ground.act(who, 'move-task', { ...given, to, reason: texts.reason, ...to === 'reported' ? { report: texts.report } : {} }))
    }
    if (what === 'policy') await ground.act('office', 'set-policy', { response, kind: 'policy', title: `政策${luck}`, body: '标准' })
    if (what === 'consult') {
      const [last] = await list<ConsultationRow>('consultations')
      // a point that was decided may be decided anew
      const item = last?.items.find(({ decision }) => luck % 3 === 0 || decision === null)
      await (last && item ? ground.act('office', 'decide-consultation', { item_id: item.item_id, version: last.version, decision: pick(['限期答复', '先行垫付'], luck >> 2), due_on: inDays(luck % 9), ...luck % 2 ? { department: 'D02' } : { owner_unit: codes.village } })
        : ground.act('office', 'open-consultation', { response, unit: codes.county, title: '会商', held_on: inDays(0), agenda: [{ agenda: '补偿' }, { agenda: '权属' }] }))
    }
    if (what === 'problem') await ground.act('group', 'add-problem', { response, unit: codes.group, title: `问题${luck}`, source: 'visit' })
    if (what === 'walk') {
      const problem = pick(await list<ProblemRow>('problems?limit=1000'), luck)
      const to = pick(problem?.moves ?? [], luck >> 3)?.to
      if (!problem || to === undefined) return
      if (to === 'confirmed') await ground.act('village', 'record-revisit', { problem_no: problem.problem_no, result: 'satisfied' })
      await ground.act(luck % 2 ? 'office' : 'township', 'move-problem', { problem_no: problem.problem_no, to, version: problem.version, ...texts, category, department: 'D02', route: 'litigation',
        due_on: inDays(luck % 12), ...to === 'deferred' ? { recheck_on: inDays(1 + luck % 20) } : {} })
    }
    if (what === 'visits') {
      const [round] = await list<VisitRow>('visits')
      await (round ? ground.act('group', 'record-visits', { round_id: round.round_id, version: round.version, done_count: luck % 61 })
        : ground.act('village', 'plan-visits', { response, unit: codes.group, planned_count: 60, starts_on: inDays(-1), ends_on: inDays(20) }))
    }
    if (what === 'promise') {
      const open_ = pick((await list<CommitmentRow>('commitments')).filter(({ may_fulfil }) => may_fulfil), luck)
      await (open_ && luck % 2 ? ground.act('village', 'fulfil-commitment', { commitment_id: open_.commitment_id, version: open_.version })
        : ground.act('township', 'add-commitment', { response, unit: codes.village, title: '到账', due_on: inDays(luck % 9) }))
    }
    if (what === 'stage') {
      const row = pick(await list<ResponseRow>('responses'), 0)
      const move = pick(row?.moves.filter(({ to }) => to !== 'revoked') ?? [], luck)
      if (!row || !move) return
      await ground.act('office', 'plan-response', { response, version: row.version, lead_unit: 'D02', resolution_plan: '方案', service_plan: '服务' })
      await ground.act('office', 'move-response', { response, to: move.to, version: row.version + 1, reason: '理由' })
    }
  }

  const [numRuns, length] = name === 'server' ? [3, 13] : [1, 8]
  it(`is told as it was on that day, whatever was done since: ${numRuns * length} random days, each looked back at`, async () => {
    const today = inDays(0)
    await fc.assert(fc.asyncProperty(fc.array(day, { minLength: length, maxLength: length }), async (days) => {
      const seen: { back: number, was: unknown }[] = []
      for (const one of days) {
        await act(one)
        // something is always written, or an answer kept from the day before would still hold
        await ground.done('office', 'set-task-force', { response, members: [{ level: 'county', role: 'member', member_count: 1 + one.luck % 9 }] })
        seen.push({ back: 0, was: await stand() })
        await letDaysPass(ground.db, one.pass)
        for (const earlier of seen) earlier.back += one.pass
      }
      // the county's midnight would move every day of the walk
      if (inDays(0) !== today) return
      for (const { back, was } of seen) expect([back, await stand(inDays(-back), inDays(-back))]).toEqual([back, was])
    }), { numRuns, endOnFailure: true })
  }, 300_000)

  it('offers no moves, and says nothing of what was not begun yet', async () => {
    const asOf = inDays(-4_000)
    const { tasks, problems, visits, matrix } = await stand(asOf, asOf) as Record<string, unknown[]>
    expect([tasks, problems, visits, matrix]).toEqual([[], [], [], []])
    expect((await list<TaskRow>('tasks?limit=1000', inDays(-1))).every(({ moves }) => moves.length === 0)).toBe(true)
    expect((await list<ProblemRow>('problems?limit=1000', inDays(-1))).every(({ moves }) => moves.length === 0)).toBe(true)
  })
})
