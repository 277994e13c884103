/** The clocks' indicators (domain section 5) counted again matter by matter: in the period in which a clock fell due, and not before it has. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Filter } from '../../api/contract/filter.ts'
import type { Figures, Summary } from '../../api/contract/summary.ts'
import { openDemoApp, type DemoApp } from '../setup/demo-app.ts'
import { engines } from '../setup/engines.ts'
import { textOf } from './random-filter.ts'
import { rawRows, rowsOf, type Raw } from './raw-rows.ts'
import { daysAfter } from './told-filter.ts'

interface Matter {
  received: string, registered: string | null, accepted: string | null, opinion: string | null, closed: string | null, returned: string | null
  registerDue: string | null, acceptDue: string | null, opinionDue: string | null, atOnce: boolean | null
  purpose: string | null, route: string | null, channel: string | null, state: string, open: boolean, unit: number | null, area: number | null, again: boolean
  sector: string | null, due: string | null
}
type Clock = (matter: Matter) => { on: string | null, met: boolean }
const before = (day: string | null, due: string | null): boolean => day !== null && due !== null && day <= due

const clocks: Record<string, Clock> = {
  timely_registration: (m) => ({ on: m.registerDue, met: before(m.registered, m.registerDue) }),
  timely_acceptance: (m) => ({ on: m.acceptDue, met: before(m.accepted, m.acceptDue) }),
  // what was settled or withdrawn needs no opinion: its end is what counts
  on_time_closing: (m) => ({ on: m.opinionDue, met: before(m.opinion ?? m.closed, m.opinionDue) }),
  // only of those of which somebody has said it
  settled_first_attempt: (m) => ({ on: m.atOnce === null ? null : m.closed, met: m.atOnce === true }),
  repeat_after_closing: (m) => ({ on: m.opinion, met: m.opinion !== null && before(m.returned, daysAfter(m.opinion, 30)) }),
  // of requests alone it is asked by which way they are answered; the petition way is the one that is no route of law
  routed_share: (m) => ({ on: m.purpose === 'request' && m.route !== null ? m.received : null, met: m.route !== 'petition' }),
}
const asOf = '2026-11-22'

describe.each(engines)('an indicator counted again on $name', ({ openDemo }) => {
  let demo: DemoApp
  let raw: Raw
  let matters: Matter[]
  beforeAll(async () => {
    demo = await openDemoApp(openDemo)
    raw = await rawRows(demo.db)
    matters = await rowsOf<Matter>(demo.db, `
      select m.received_on::text as received, m.registered_on::text as registered, m.accepted_on::text as accepted, m.opinion_on::text as opinion,
        m.closed_on::text as closed, m.returned_on::text as returned, m.register_due_on::text as "registerDue", m.accept_due_on::text as "acceptDue",
        m.opinion_due_on::text as "opinionDue", m.settled_first as "atOnce", u.code as purpose, r.code as route, c.code as channel, s.code as state, s.open, x.code as sector, coalesce(m.file_due_on, m.opinion_due_on)::text as due,
        coalesce(m.group_id, m.village_id, m.township_id) as unit, m.area_id as area,
        exists (select from petition p where p.matter_id = m.id and not p.is_first) as again
      from matter m join state s on s.id = m.state left join purpose u on u.id = m.purpose left join route r on r.id = m.route
      left join channel c on c.id = m.first_channel left join sector x on x.id = m.sector
      where exists (select from petition p where p.matter_id = m.id)`)
  })
  afterAll(() => demo.close())

  /** Each clock over the matters of `which` that fell due from one day to another, never after the day of asking. */
  const again = (which: (matter: Matter) => boolean, from = '', to = asOf): Record<string, { numerator: number, denominator: number }> =>
    Object.fromEntries(Object.entries(clocks).map(([name, clock]) => {
      const due = matters.filter(which).map(clock).filter(({ on }) => on !== null && on >= from && on <= to && on <= asOf)
      return [name, { numerator: due.filter(({ met }) => met).length, denominator: due.length }]
    }))
  const told = ({ indicators }: Pick<Figures, 'indicators'>): Record<string, unknown> => Object.fromEntries(Object.keys(clocks).map((name) => {
    const { numerator, denominator } = indicators[name] ?? { numerator: 0, denominator: 0 }
    return [name, { numerator, denominator }]
  }))
  const summary = (filter: Filter): Promise<Summary> => demo.ask<Summary>('office', `/api/summary?${textOf({ as_of: asOf, ...filter })}`)
  const all = (): boolean => true

  test.each<[string, Filter, (matter: Matter, of: Raw) => boolean, string?, string?]>([
    ['of everything', {}, all], ['of a period', { from: '2026-02-11', to: '2026-08-03' }, all, '2026-02-11', '2026-08-03'], ['of a running quarter', { period: 'quarter' }, all, '2026-10-01'],
    ['by the way in which the matter came in', { channel: ['visit'], period: 'year' }, ({ channel }) => channel === 'visit', '2026-01-01'],
    ['of two ways, closed', { channel: ['letter', 'phone'], state: ['closed'] }, ({ channel, open }) => !open && (channel === 'letter' || channel === 'phone')],
    ['of a way and a sector', { channel: ['visit'], sector: ['migrant_wages'] }, ({ channel, sector }) => channel === 'visit' && sector === 'migrant_wages'],
    ['of matters that came back', { kind: 'repeat', from: '2025-06-01' }, (one) => one.again, '2025-06-01'], ['of what is still open', { state: ['open'] }, ({ open }) => open],
    ['of what is late', { overdue: '1' }, ({ open, due }) => open && due !== null && due < asOf],
    ['of requests', { purpose: ['request'], period: '365d' }, ({ purpose }) => purpose === 'request', '2025-11-23'],
    ['of a key area', { area: ['990128-K01'] }, ({ area }, { areas }) => areas.get(area ?? -1)?.code === '990128-K01'],
    ['of a township', { unit: '990128002', period: 'year' }, ({ unit }, { above }) => above(unit, 'township')?.code === '990128002', '2026-01-01'],
  ])('%s', async (_what, filter, which, from, to) => {
    const expected = again((matter) => which(matter, raw), from, to)
    expect(Object.values(expected).some(({ denominator }) => denominator > 0)).toBe(true)
    expect(told(await summary(filter))).toEqual(expected)
  })

  it('of the period before and of last year is that of their own days', async () => {
    const { previous, last_year: lastYear } = await summary({ from: '2026-04-01', to: '2026-04-30' })
    expect([previous?.from, previous?.to, lastYear?.from, lastYear?.to]).toEqual(['2026-03-01', '2026-03-31', '2025-04-01', '2025-04-30'])
    expect(previous && told(previous)).toEqual(again(all, '2026-03-01', '2026-03-31'))
    expect(lastYear && told(lastYear)).toEqual(again(all, '2025-04-01', '2025-04-30'))
  })

  it('has a value from a whole of five on, and none below', async () => {
    for (const filter of [{}, { from: '2026-11-20' }, { unit: '990128001001001' }, { area: ['990128-K03'], period: '7d' as const }]) {
      for (const [name, { value, numerator, denominator }] of Object.entries((await summary(filter)).indicators)) {
        expect([name, value]).toEqual([name, denominator < 5 ? null : Math.round(numerator / denominator * 1e4) / 1e4])
      }
    }
  })
})
