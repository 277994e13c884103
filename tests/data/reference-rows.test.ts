/** The tables that ship as files: whole, of one piece, and the calendar as the State Council's notices have it. */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, it, test } from 'vitest'
import { roles } from '../../api/contract/roles.ts'

type Row = Record<string, string>
const read = (name: string): Row[] => parse(readFileSync(new URL(`../../sql/reference/${name}.csv`, import.meta.url), 'utf8'), { columns: true })
const twice = (rows: readonly Row[], ...columns: string[]): string[] => {
  const keys = rows.map((row) => columns.map((column) => row[column]).join(' '))
  return keys.filter((key, at) => keys.indexOf(key) !== at)
}
const dayMs = 86_400_000
const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay()
const days = (from: string, to: string): string[] =>
  Array.from({ length: (Date.parse(to) - Date.parse(from)) / dayMs + 1 }, (_, n) => new Date(Date.parse(from) + n * dayMs).toISOString().slice(0, 10))

describe('the calendar', () => {
  const rows = read('holidays')
  const of = (year: string, workday: string): string[] => rows.filter(({ day = '', is_workday: works }) => day.startsWith(year) && works === workday).map(({ day = '' }) => day).sort()

  test.each<[year: string, free: [from: string, to: string][], madeUp: string[]]>([
    ['2024', [['01-01', '01-01'], ['02-10', '02-17'], ['04-04', '04-06'], ['05-01', '05-05'], ['06-08', '06-10'], ['09-15', '09-17'], ['10-01', '10-07']], ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12']],
    ['2025', [['01-01', '01-01'], ['01-28', '02-04'], ['04-04', '04-06'], ['05-01', '05-05'], ['05-31', '06-02'], ['10-01', '10-08']], ['01-26', '02-08', '04-27', '09-28', '10-11']],
    ['2026', [['01-01', '01-03'], ['02-15', '02-23'], ['04-04', '04-06'], ['05-01', '05-05'], ['06-19', '06-21'], ['09-25', '09-27'], ['10-01', '10-07']], ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10']],
  ])('of %s is that of the notice: days off and days worked for them', (year, free, madeUp) => {
    expect(of(year, '0')).toEqual(free.flatMap(([from, to]) => days(`${year}-${from}`, `${year}-${to}`)))
    expect(of(year, '1')).toEqual(madeUp.map((day) => `${year}-${day}`))
  })

  it('has each day once, in order, named, and works on no weekday that it need not name', () => {
    expect(twice(rows, 'day')).toEqual([])
    expect(rows.map(({ day }) => day)).toEqual(rows.map(({ day }) => day).sort())
    for (const { day = '', is_workday: works = '', name = '', status = '' } of rows) {
      expect([day, new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)]).toEqual([day, day])
      expect([day, name]).toEqual([day, expect.stringMatching(works === '1' ? /\p{Script=Han}+(调休|补班|上班)$/u : /^\p{Script=Han}+(、\p{Script=Han}+)*$/u)])
      // only a weekend can be worked in exchange
      if (works === '1') expect([day, [0, 6].includes(weekday(day))]).toEqual([day, true])
      expect([day, ['0', '1'].includes(works), ['notice', 'provisional'].includes(status)]).toEqual([day, true, true])
    }
  })

  it('says of a year without a notice that it is provisional, and of none with one', () => {
    const years = new Map<string, Set<string>>()
    for (const { day = '', status = '' } of rows) years.set(day.slice(0, 4), (years.get(day.slice(0, 4)) ?? new Set()).add(status))
    for (const [year, found] of years) expect([year, [...found]]).toEqual([year, [year <= '2026' ? 'notice' : 'provisional']])
  })
})

describe('the categories', () => {
  const rows = read('categories')
  const byCode = new Map(rows.map((row) => [row['code'] ?? '', row]))

  it('have six digits, each once, and stand below the code that they begin with', () => {
    expect(twice(rows, 'code')).toEqual([])
    for (const { code = '', parent = '' } of rows) {
      expect(code).toMatch(/^\d{6}$/)
      const above = code.endsWith('0000') ? '' : code.endsWith('00') ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`
      expect([code, parent]).toEqual([code, above])
      if (above !== '') expect([code, byCode.has(above)]).toEqual([code, true])
    }
  })

  it('hold as long as what stands above them, from a day on and until another', () => {
    for (const { code = '', parent = '', valid_from: from = '', valid_to: to = '' } of rows) {
      if (to !== '') expect([code, from < to]).toEqual([code, true])
      const above = byCode.get(parent)
      if (above) expect([code, from >= (above['valid_from'] ?? ''), (to || '9999') <= (above['valid_to'] || '9999')]).toEqual([code, true, true])
    }
  })

  it('that ended are followed by one that began the day after, at the same depth', () => {
    const depth = (code: string): number => code.endsWith('0000') ? 1 : code.endsWith('00') ? 2 : 3
    const ended = rows.filter(({ valid_to: to }) => to !== '')
    expect(ended.length).toBeGreaterThan(80)
    for (const { code = '', valid_to: to = '', successor = '' } of ended) {
      const next = byCode.get(successor)
      const after = new Date(Date.parse(to) + dayMs).toISOString().slice(0, 10)
      expect([code, next?.['valid_from'], depth(successor)]).toEqual([code, after, depth(code)])
    }
    expect(rows.filter(({ valid_to: to, successor }) => to === '' && successor !== '').map(({ code }) => code)).toEqual([])
  })

  it('are named in both languages, and of one parent no two alike', () => {
    for (const { code, name = '', name_en: en = '' } of rows) expect([code, /\p{Script=Han}/u.test(name), /^[A-Z][ -~’]+$/.test(en)]).toEqual([code, true, true])
    expect(twice(rows, 'parent', 'name', 'valid_from')).toEqual([])
  })
})

describe('the words and moves of the joint response', () => {
  const [states, moves, words] = [read('work_states'), read('work_transitions'), read('work_words')]
  const machines = ['response', 'task', 'problem']
  const of = (rows: readonly Row[], machine: string): Row[] => rows.filter((row) => row['machine'] === machine)
  const first: Record<string, string> = { response: 'proposed', task: 'assigned', problem: 'collected' }

  it('are each there once, with a code and names in both languages', () => {
    expect([twice(states, 'machine', 'code'), twice(moves, 'machine', 'from', 'to', 'code'), twice(words, 'list', 'code')]).toEqual([[], [], []])
    for (const { code = '', name_zh: zh = '', name_en: en = '' } of [...states, ...moves, ...words]) {
      expect([code, /^[a-z][a-z0-9_]*$/.test(code), /\p{Script=Han}/u.test(zh), /^[A-Z][ -~’]*$/.test(en)]).toEqual([code, true, true, true])
    }
  })

  test.each(machines)('of a %s lead from state to state, for roles that there are, to a level that is named', (machine) => {
    const known = new Set(of(states, machine).map(({ code }) => code))
    for (const { from = '', to = '', roles: may = '', side = '' } of of(moves, machine)) {
      expect([from, to, known.has(from), known.has(to), ['any', 'own', 'above'].includes(side)]).toEqual([from, to, true, true, true])
      expect([from, to, may.split(' ').filter((role) => !(roles as readonly string[]).includes(role))]).toEqual([from, to, []])
      expect(may.split(' ').length).toBe(new Set(may.split(' ')).size)
    }
  })

  it('ask for what has a name', () => {
    const needs = new Set(words.filter(({ list }) => list === 'need').map(({ code }) => code))
    const asked = new Set(moves.flatMap(({ needs: some = '' }) => some.split(' ').filter(Boolean)))
    expect([...asked].filter((need) => !needs.has(need))).toEqual([])
  })

  test.each(machines)('of a %s reach every state from the first, and from every open one an end', (machine) => {
    const steps = of(moves, machine)
    const from = (start: string): Set<string> => {
      const seen = new Set([start])
      for (const state of seen) for (const { from: here, to = '' } of steps) if (here === state) seen.add(to)
      return seen
    }
    const all = of(states, machine)
    expect([...from(first[machine] ?? '')].sort()).toEqual(all.map(({ code = '' }) => code).sort())
    const closed = new Set(all.filter(({ open, code }) => open === '0' && code !== first[machine]).map(({ code = '' }) => code))
    for (const { code = '', open } of all) if (open === '1') expect([code, [...from(code)].some((state) => closed.has(state))]).toEqual([code, true])
  })

  it('let nobody confirm, send back or cancel a task but a level above, and nobody acknowledge or report but its own', () => {
    const side = (code: string): string[] => [...new Set(of(moves, 'task').filter((move) => move['code'] === code).map((move) => move['side'] ?? ''))]
    for (const code of ['confirm', 'send_back', 'cancel', 'reassign']) expect([code, side(code)]).toEqual([code, ['above']])
    for (const code of ['acknowledge', 'refuse', 'start', 'report']) expect([code, side(code)]).toEqual([code, ['own']])
  })

  it('ask for a reason wherever work is given back, refused, ended early or begun again', () => {
    for (const { machine, code = '', needs = '' } of moves) {
      if (/^(refuse|reassign|cancel|send_back|back_to|consult_again|resolve_again|reopen|revoke|close_ended|route|defer)/.test(code) && !(machine === 'problem' && code === 'consult_again')) {
        expect([machine, code, needs.split(' ')]).toEqual([machine, code, expect.arrayContaining(['reason'])])
      }
    }
  })
})
