import { describe, expect, test } from 'vitest'
import { adapters, countsMatters, noticePath } from '../../api/contract/notices.ts'
import { notifierOf } from '../../api/notices/notifier.ts'
import { isQuiet } from '../../web/lib/quiet.ts'

describe('quiet hours in the settings form', () => {
  test.each([['20:00', '20:00', '08:00', true], ['07:59', '20:00', '08:00', true], ['08:00', '20:00', '08:00', false], ['12:00', '12:00', '14:00', true],
    ['14:00', '12:00', '14:00', false], ['03:00', '09:00', '09:00', false]])('at %s, quiet from %s until %s: %s', (at, from, until, quiet) => {
    expect(isQuiet(at, from, until)).toBe(quiet)
  })
})

describe('the lines of a digest', () => {
  test('lead to a page of the program, a kind of the county’s own to the page of notices', () => {
    for (const kind of ['overdue', 'gaps', 'problem_changed', 'petition_registered']) expect(noticePath(kind)).toMatch(/^\/(work|response|problems|map)/)
    expect(noticePath('our_own')).toBe('/notices')
  })

  test('about petitions are known, so that few of them are not told outside', () => {
    expect(['petition_registered', 'matter_moved', 'task_changed', 'overdue'].map(countsMatters)).toEqual([true, true, false, false])
  })

  test('have one adapter for each name of the contract', async () => {
    for (const name of adapters) expect((await notifierOf(name)).request).toBeTypeOf('function')
  })
})
