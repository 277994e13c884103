/** The log as its auditor reads it: from the newest on, page by page, of some days, of one deed. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { openTestApp, type TestApp } from '../setup/app.ts'
import { engines } from '../setup/engines.ts'

interface Row {
  seq: number, at: string, username: string | null, role: string, action: string, subject_kind: string | null, subject_id: string | null
  detail: Record<string, unknown>, hash: string
}
interface Page { rows: Row[], next: number | null }

/** Instants beside the county's midnight, which is 16:00 UTC, and of later days; the deed's name says which. */
const instants: [string, string][] = [
  ['before', '2026-03-04T15:59:59Z'], ['first', '2026-03-04T16:00:00Z'], ['last', '2026-03-05T15:59:59Z'], ['after', '2026-03-05T16:00:00Z'], ['later', '2026-03-09T04:00:00Z'],
]

// the chain itself is walked on both engines: audit-chain.test.ts
describe.each(engines.slice(-1))('the log on $name', ({ open }) => {
  let site: TestApp
  let cookie: string
  beforeAll(async () => {
    site = await openTestApp({ open })
    cookie = await site.cookieOf('auditor')
    // nobody writes entries of earlier days: their instants are set as the owner of the database could, which verify-audit would tell
    await site.db.transaction(async (tx) => {
      for (const [deed] of instants) await tx.query(`select record_audit($1, 'matter', $2, '{"n": 1}')`, [`deed-${deed}`, deed])
      await tx.query('alter table audit disable trigger refuse_audit_change')
      for (const [deed, at] of instants) await tx.query('update audit set at = $2 where action = $1', [`deed-${deed}`, at])
      await tx.query('alter table audit enable trigger refuse_audit_change')
    })
  })
  afterAll(() => site.close())
  const read = async (query: string): Promise<Page> => {
    const answer = await site.app.inject({ url: `/api/audit${query}`, headers: { cookie } })
    if (answer.statusCode !== 200) throw new Error(answer.body)
    return answer.json<Page>()
  }
  const deeds = async (query: string): Promise<string[]> =>
    (await read(query)).rows.filter(({ action }) => action.startsWith('deed-')).map(({ subject_id: id }) => id ?? '').sort()

  test.each([
    ['?from=2026-03-05&to=2026-03-05', ['first', 'last']], ['?to=2026-03-04', ['before']], ['?from=2026-03-06&to=2026-03-08', ['after']], ['?from=2026-03-06&to=2026-03-09', ['after', 'later']],
    ['?to=2026-03-05', ['before', 'first', 'last']], ['?from=2026-03-05&to=2026-03-04', []], ['?from=2026-03-05&limit=200', ['after', 'first', 'last', 'later']],
  ])('%s has whole days of the county', async (query, expected) => {
    expect(await deeds(query)).toEqual([...expected].sort())
  })

  it('of one deed has that deed alone, written out', async () => {
    const { rows, next } = await read('?action=deed-first')
    expect(next).toBeNull()
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ at: '2026-03-05T00:00:00+08:00', username: null, action: 'deed-first', subject_kind: 'matter', subject_id: 'first', detail: { n: 1 } })
    expect(rows[0]?.hash).toMatch(/^[0-9a-f]{64}$/)
    expect((await read('?action=deed-')).rows).toEqual([])
  })

  it('comes newest first, and page by page without a gap or an entry twice', async () => {
    const whole = (await read('?limit=200')).rows.map(({ seq }) => seq)
    expect(whole).toEqual([...whole].sort((a, b) => b - a))
    const seen: number[] = []
    for (let cursor: number | null = Math.max(...whole) + 1; cursor !== null;) {
      const page: Page = await read(`?limit=2&cursor=${cursor}`)
      expect(page.rows.length).toBeLessThanOrEqual(2)
      seen.push(...page.rows.map(({ seq }) => seq))
      cursor = page.next
    }
    // each reading is an entry of its own, above where the pages began
    expect(seen).toEqual(whole)
    expect(Math.min(...whole)).toBe(1)
  })

  it('holds that it was read, with what was asked for', async () => {
    await read('?action=sign-in')
    const { rows } = await read('?action=GET%20/api/audit')
    expect(rows[0]).toMatchObject({ username: 'auditor', role: 'auditor', subject_kind: 'address', subject_id: '/api/audit', detail: { query: { action: 'GET /api/audit' } } })
    expect(rows[1]).toMatchObject({ detail: { query: { action: 'sign-in' } } })
  })

  test.each([
    ['?cursor=0', 'cursor'], ['?cursor=x', 'cursor'], ['?limit=0', 'limit'], ['?limit=1001', 'limit'], ['?from=2026-02-30', 'from'], ['?to=gestern', 'to'], ['?user=office', 'user'],
  ])('is not asked with %s', async (query, parameter) => {
    const answer = await site.app.inject({ url: `/api/audit${query}`, headers: { cookie } })
    expect([answer.statusCode, answer.json<{ parameter: string }>().parameter]).toEqual([400, parameter])
  })
})
