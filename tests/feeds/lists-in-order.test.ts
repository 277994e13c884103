/** A page is read in the order of an index where one has it: that must never be seen, neither in the order nor in what is listed. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { onDemo } from './demo-codes.ts'
import { filters, textOf } from './random-filter.ts'
import { rawRows } from './raw-rows.ts'

interface Row { matter_no: string, petition_no?: string, received_on: string, due_on: string | null, state: string }
interface Page { rows: Row[], total: number, next: string | null }

const never = '9999-12-31'

describe.each(engines)('the order of a list on $name', ({ name, openDemo }) => {
  const at = onDemo(openDemo)

  const listed = (feed: string, query: string, more: string): Promise<Page> =>
    at.demo.ask<Page>('office', `/api/feeds/${feed}?${query}&${more}`)

  /** All rows, in pages of so many. */
  async function inPages(feed: string, query: string, sort: string, limit: number): Promise<Row[]> {
    const rows: Row[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Page = await listed(feed, query, `sort=${sort}&limit=${limit}${cursor && `&cursor=${cursor}`}`)
      rows.push(...page.rows)
      cursor = page.next
    }
    return rows
  }

  const numRuns = name === 'server' ? 30 : 12
  test.each([['matters', 'received'], ['matters', 'due'], ['petitions', 'received'], ['petitions', 'due']] as const)(
    `of %s by %s is that of its own days, and leaves nothing out, for ${numRuns} random filters`, async (feed, sort) => {
      const open = new Map((await at.demo.db.query<{ code: string, open: boolean }>('select code, open from state')).rows.map((state) => [state.code, state.open]))
      const ids = new Map((await rawRows(at.demo.db)).contacts.flatMap((one) => one.no === null ? [] : [[one.no, one.matterNo]]))
      const before = (a: Row, b: Row): boolean => {
        if (sort === 'received') return a.received_on >= b.received_on
        const [late, later] = [a, b].map(({ state }) => open.get(state) === true ? 0 : 1) as [number, number]
        return late < later || late === later && (a.due_on ?? never) <= (b.due_on ?? never)
      }
      await fc.assert(fc.asyncProperty(filters(at.codes), fc.integer({ min: 2, max: 5 }), async (filter, parts) => {
        const query = textOf(filter)
        const { rows, total } = await listed(feed, query, `sort=${sort}&limit=10000`)
        fc.pre(total <= 10_000)
        expect(rows.length).toBe(total)
        for (const [n, row] of rows.slice(1).entries()) expect(before(rows[n] as Row, row), `${query} row ${n + 1}`).toBe(true)
        expect(await inPages(feed, query, sort, Math.max(1, Math.ceil(total / parts)))).toEqual(rows)
        if (feed === 'petitions') return
        // the matters are those of the filter's petitions, each of them once
        const petitions = await listed('petitions', query, 'limit=10000')
        fc.pre(petitions.total <= 10_000)
        expect(rows.map(({ matter_no: no }) => no).toSorted())
          .toEqual([...new Set(petitions.rows.map(({ petition_no: no, matter_no: matter }) => ids.get(no ?? '') ?? matter))].toSorted())
      }), { numRuns, seed: 20261128 })
    }, 300_000)

  it('of matters that came again holds those too whose first petition is older than the period', async () => {
    const query = 'from=2026-01-01&as_of=2026-11-22'
    const { contacts } = await rawRows(at.demo.db)
    const again = new Set(contacts.filter(({ on }) => on >= '2026-01-01').map(({ matterNo }) => matterNo))
    const began = new Set(contacts.filter(({ on }) => on < '2026-01-01').map(({ matterNo }) => matterNo))
    const older = [...again].filter((no) => began.has(no))
    expect(older.length).toBeGreaterThan(0)
    const rows = await inPages('matters', query, 'received', 500)
    expect(rows.length).toBe(again.size)
    // by the day on which a matter began, they come last
    expect(rows.slice(-older.length).map(({ matter_no: no }) => no).toSorted()).toEqual(older.toSorted())
  })
})
