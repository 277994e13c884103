import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Notices } from '../../api/contract/feeds/notices.ts'
import { makeDigests } from '../../api/notices/digests.ts'
import { engines } from '../setup/engines.ts'
import { inDays, openGround, type Ground } from './ground.ts'

/** A moment of the county's clock, some days from today. */
const at = (time: string, days: number): number => Date.parse(`${inDays(days)}T${time}:00+08:00`)

describe.each(engines)('the lists behind a digest on $name', ({ open }) => {
  let ground: Ground
  beforeAll(async () => { ground = await openGround(open) }, 240_000)
  afterAll(() => ground.close())

  const notices = async (who: string): Promise<Notices> => await ground.feed(who, 'notices') as unknown as Notices
  /** Events as if they had happened at `when`. */
  async function events(n: number, kind: string, unit: number | null, when: number): Promise<void> {
    await ground.db.query(`insert into outbox (county_code, at, kind, unit_id) select '990000', $4, $2, $3 from generate_series(1, $1::int)`,
      [n, kind, unit, new Date(when).toISOString()])
  }

  it('each line of a digest opens a list of as many as it says, whatever happened where; of somebody else’s digest none', async () => {
    for (const who of ['office', 'township', 'village', 'group']) {
      await ground.done(who, 'set-notice-preference', { enabled: true, digest_at: '08:30', kinds: ['task_changed', 'problem_changed', 'visit_changed', 'alarm'] })
    }
    let far = 2
    const burst = fc.record({ n: fc.integer({ min: 1, max: 9 }), kind: fc.constantFrom('task-changed', 'problem-changed', 'visit-changed', 'alarm'),
      unit: fc.constantFrom('county', 'township', 'village', 'group', 'sibling', null) })
    await fc.assert(fc.asyncProperty(fc.array(burst, { minLength: 1, maxLength: 6 }), async (bursts) => {
      far += 2
      for (const { n, kind, unit } of bursts) await events(n, kind, unit === null ? null : ground.units[unit], at('11:00', far))
      await makeDigests(ground.db, at('10:00', far + 1))
      const [mine] = (await notices('office')).rows
      expect(mine?.lines.length).toBeGreaterThan(0)
      for (const who of ['office', 'township', 'village', 'group']) {
        const [row] = (await notices(who)).rows
        for (const { kind, n } of row?.lines ?? []) {
          const list = await ground.feed<{ n: number }>(who, `notice-events?notice_id=${row?.notice_id}&kind=${kind}`)
          expect([who, kind, list.total, list.told, list.rows.reduce((sum, one) => sum + one.n, 0)]).toEqual([who, kind, n, n, n])
        }
      }
      expect((await ground.feed('township', `notice-events?notice_id=${mine?.notice_id}&kind=task_changed`)).total).toBe(0)
    }), { numRuns: 4 })
  })
})
