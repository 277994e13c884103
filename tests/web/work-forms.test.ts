import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { action as moveProblem } from '../../api/contract/actions/move-problem.ts'
import { action as planVisits } from '../../api/contract/actions/plan-visits.ts'
import { action as recordRevisit } from '../../api/contract/actions/record-revisit.ts'
import { action as setWebhook } from '../../api/contract/actions/set-webhook.ts'
import { action as reassign } from '../../api/contract/actions/reassign-task.ts'
import { useAsOf } from '../../web/composables/use-as-of.ts'
import { dayOf, daysBetween, inDays, minuteOf, untilMinute } from '../../web/lib/days.ts'
import { bodyOf, fieldAtFault, fieldsOf } from '../../web/lib/form-fields.ts'
import { callOf } from '../../web/lib/moves.ts'
import type { Move } from '../../web/lib/moves.ts'
import { entryOf, homeOf, navigationFor } from '../../web/lib/navigation.ts'

const move = (code: string, to: string, needs: string[] = []): Move => ({ code, to, name: code, name_en: code, needs })
const problem = { of: 'problem' as const, problem_no: 'R-1-2', version: 4, moves: [], kept_on: '2026-11-02' }

describe('a form made from an action’s contract', () => {
  test('knows what is a date, a list, a number, a long text, and what is required', () => {
    const kinds = fieldsOf(planVisits.body, ['unit', 'planned_count', 'starts_on']).map(({ name, kind, required }) => [name, kind, required])
    expect(kinds).toEqual([['unit', 'unit', true], ['planned_count', 'number', true], ['starts_on', 'date', true]])
    const [result, note, reopen] = fieldsOf(recordRevisit.body, ['result', 'note', 'reopen'])
    expect([result?.kind, result?.list, note?.kind, note?.required, reopen?.kind]).toEqual(['choice', 'revisit_result', 'long', false, 'flag'])
  })

  test('asks an address and a key in one line, hides the key, and takes an empty flag for an answer', () => {
    const kinds = fieldsOf(setWebhook.body, ['name', 'url', 'secret', 'enabled']).map(({ name, kind, required }) => [name, kind, required])
    expect(kinds).toEqual([['name', 'line', true], ['url', 'url', true], ['secret', 'secret', false], ['enabled', 'flag', false]])
  })

  test('requires what the move needs, though the contract leaves it open', () => {
    expect(fieldsOf(moveProblem.body, ['reply', 'route'], ['reply']).map(({ required, list }) => [required, list])).toEqual([[true, null], [false, 'route']])
  })

  test('has no field that the contract does not know', () => {
    expect(() => fieldsOf(reassign.body, ['petitioner'])).toThrow('petitioner')
  })

  test('sends numbers as numbers and leaves out what was left empty', () => {
    const fields = fieldsOf(planVisits.body, ['unit', 'planned_count', 'round_no'])
    expect(bodyOf(fields, { unit: ' 990 ', planned_count: '40', round_no: '' })).toEqual({ unit: '990', planned_count: 40 })
  })

  test('shows a refusal beside the field that it names', () => {
    const fields = fieldsOf(moveProblem.body, ['department', 'due_on'])
    expect(fieldAtFault(fields, { parameter: 'due_on' })).toBe('due_on')
    expect(fieldAtFault(fields, { hint: 'department_id is required for this move' })).toBe('department')
    expect(fieldAtFault(fields, { hint: 'legal moves: assigned' })).toBeNull()
  })
})

describe('the call behind a move', () => {
  test('takes the department of a problem, and a reason where one is asked', () => {
    expect(callOf({ ...problem, revisits: [] }, move('assign', 'assigned', ['department_id']))).toMatchObject({
      action: 'move-problem', given: { problem_no: 'R-1-2', version: 4, to: 'assigned' }, needed: ['department'],
    })
  })

  test('asks for a revisit before it confirms, unless there was one since the promise was kept that left nobody discontent', () => {
    const confirm = move('confirm', 'confirmed', ['revisit'])
    const visits = fc.array(fc.record({ on_date: fc.constantFrom('2026-11-01', '2026-11-02', '2026-11-09'), result: fc.constantFrom('satisfied', 'basically', 'not') }))
    fc.assert(fc.property(visits, (revisits) => {
      const content = revisits.some(({ on_date, result }) => on_date >= '2026-11-02' && result !== 'not')
      expect(callOf({ ...problem, revisits }, confirm).action).toBe(content ? 'move-problem' : 'record-revisit')
    }))
    expect(callOf({ ...problem, revisits: [] }, confirm).then?.({})).toEqual({ action: 'move-problem', given: { problem_no: 'R-1-2', version: 4, to: 'confirmed' } })
  })

  test('fills the empty slots of the five ones first, and goes on with the version that they made', () => {
    const row = { of: 'response' as const, response: 'R-1', version: 2, moves: [], five_ones: { lead_unit: true, resolution_plan: false, service_plan: null } }
    const call = callOf(row, move('start_resolving', 'resolving', ['lead_department_id', 'resolution_plan', 'service_plan']))
    expect(call).toMatchObject({ action: 'plan-response', fields: ['resolution_plan', 'service_plan'] })
    expect(call.then?.({ version: 3 })).toEqual({ action: 'move-response', given: { response: 'R-1', version: 3, to: 'resolving' } })
  })

  test('gives a task to another unit by its own action', () => {
    expect(callOf({ of: 'task', task_id: 7, version: 1, moves: [] }, move('reassign', 'assigned', ['reason']))).toMatchObject({ action: 'reassign-task', given: { task_id: 7, version: 1 } })
  })
})

describe('days of the county', () => {
  test('are those of Beijing, whatever the machine’s clock says', () => {
    expect([dayOf('2026-11-26T16:30:00Z'), minuteOf('2026-11-26T16:30:00Z')]).toEqual(['2026-11-27', '2026-11-27 00:30'])
  })

  test('a limit that ends at midnight ends at 24:00 of its last day', () => {
    expect([untilMinute('2026-11-30T16:00:00Z'), untilMinute('2026-11-30T15:59:00Z')]).toEqual(['2026-11-30 24:00', '2026-11-30 23:59'])
  })

  test('are counted alike in both directions', () => {
    const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((at) => at.toISOString().slice(0, 10))
    fc.assert(fc.property(day, day, (a, b) => { expect(daysBetween(a, b) + daysBetween(b, a)).toBe(0) }))
  })
})

test('those on the ground begin with their work on a phone; nobody is offered a page that is not theirs', () => {
  expect([homeOf('village', true), homeOf('village', false), homeOf('leader', true), homeOf(undefined, true)]).toEqual(['/work', '/map', '/map', '/map'])
  expect(navigationFor('wall').map(({ name }) => name)).toEqual(['map', 'hotspots'])
  expect(navigationFor('planner').map(({ name }) => name)).not.toContain('work')
})

describe('the page that the top bar marks', () => {
  test.each([['/response', 'response'], ['/response/990128-K01', 'response'], ['/areas/990128-K01', 'areas'], ['/areas/edit', 'area-edit'],
    ['/units/990128', 'areas'], ['/hotspots/unit/rate', 'hotspots'], ['/matters/1', undefined], ['/responses', undefined]])('at %s is %s', (path, name) => {
    expect(entryOf(path, navigationFor('office'))?.name).toBe(name)
  })

  test('is none that the account does not have', () => {
    expect(entryOf('/areas/edit', navigationFor('village'))?.name).toBe('areas')
    expect(entryOf('/imports', navigationFor('village'))).toBeNull()
  })
})

describe('a day that somebody asks at', () => {
  test('is said on screen when it lies before today, because states are those of today', () => {
    expect(useAsOf(() => '2020-01-01').value).toBe('2020-01-01')
    for (const day of [undefined, inDays(0), inDays(3)]) expect(useAsOf(() => day).value).toBeNull()
  })
})
