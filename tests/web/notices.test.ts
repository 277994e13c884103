import { describe, expect, test } from 'vitest'
import { adapters, countsMatters, noticePath, workPath } from '../../api/contract/notices.ts'
import { notifierOf } from '../../api/notices/notifier.ts'
import { isQuiet } from '../../web/lib/quiet.ts'

describe('quiet hours in the settings form', () => {
  test.each([['20:00', '20:00', '08:00', true], ['07:59', '20:00', '08:00', true], ['08:00', '20:00', '08:00', false], ['12:00', '12:00', '14:00', true],
    ['14:00', '12:00', '14:00', false], ['03:00', '09:00', '09:00', false]])('at %s, quiet from %s until %s: %s', (at, from, until, quiet) => {
    expect(isQuiet(at, from, until)).toBe(quiet)
  })
})

describe('the lines of a digest', () => {
  test('lead to the list that they count: what waits on its page, what happened as the events of that very digest', () => {
    expect(['overdue', 'week', 'repeat', 'gaps'].map((kind) => noticePath(kind, 7))).toEqual(['/work', '/work', '/work', '/response'])
    for (const kind of ['problem_changed', 'petition_registered', 'our_own']) expect(noticePath(kind, 7)).toBe(`/notices?notice=7&kind=${kind}`)
  })

  test('name the page where the change is worked on, and none for a kind of the county’s own', () => {
    expect(['problem_changed', 'consultation_changed', 'our_own'].map(workPath)).toEqual(['/problems', '/consultations', null])
  })

  test('about petitions are known, so that few of them are not told outside', () => {
    expect(['petition_registered', 'matter_moved', 'task_changed', 'overdue'].map(countsMatters)).toEqual([true, true, false, false])
  })

  test('have one adapter for each name of the contract', async () => {
    for (const name of adapters) expect((await notifierOf(name)).request).toBeTypeOf('function')
  })
})
