/** Feeds that a map draws whole can be taken page by page too, as every feed. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sliced } from '../../api/contract/slice.ts'
import { feedContracts } from '../../api/routes/feeds.ts'
import { openDemoApp, type DemoApp } from '../setup/demo-app.ts'
import { engines } from '../setup/engines.ts'

interface Page { total?: number, next?: string | null, rows?: unknown[], features?: unknown[] }

describe('a page of a whole answer', () => {
  it('is that answer itself where nobody asked for a page', () => {
    expect(sliced('{"rows":[1]}', {})).toBe('{"rows":[1]}')
  })

  it('holds a hundred rows unless said otherwise', () => {
    const body = JSON.stringify({ rows: Array.from({ length: 230 }, (_, i) => i) })
    expect((JSON.parse(sliced(body, { cursor: '100' })) as Page).rows).toHaveLength(100)
  })

  it('put one behind the other, pages of any size are the whole, each row once', () => {
    fc.assert(fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 12 }), fc.constantFrom('rows', 'features'), (all, limit, member) => {
      const body = JSON.stringify({ as_of: '2026-11-22', [member]: all })
      const seen: unknown[] = []
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = JSON.parse(sliced(body, { limit, cursor })) as Page & { as_of: string }
        expect([page.total, page.as_of]).toEqual([all.length, '2026-11-22'])
        seen.push(...page[member as 'rows'] ?? [])
        cursor = page.next ?? null
      }
      expect(seen).toEqual(all)
    }))
  })
})

describe.each(engines)('every feed of the contract on $name', ({ openDemo }) => {
  let demo: DemoApp
  beforeAll(async () => { demo = await openDemoApp(openDemo) })
  afterAll(() => demo.close())

  const named = ['units', 'key-areas', 'matters', 'petitions', 'responses', 'tasks', 'problems', 'visits', 'consultations', 'commitments', 'hotspots', 'reference']

  it.each(named)('%s takes limit and cursor, and a cursor goes on where the page before ended', async (name) => {
    const first = await demo.ask<Page>('office', `/api/feeds/${name}?limit=2`)
    const rows = first.features ?? first.rows ?? []
    expect(rows).toHaveLength(2)
    expect(first.total).toBeGreaterThan(2)
    const second = await demo.ask<Page>('office', `/api/feeds/${name}?limit=1&cursor=${first.next ?? ''}`)
    const both = await demo.ask<Page>('office', `/api/feeds/${name}?limit=3`)
    expect(both.features ?? both.rows).toEqual([...rows, ...second.features ?? second.rows ?? []])
  })

  it.each(['limit=0', 'limit=10001', 'limit=many', 'cursor=0', 'cursor=-1', 'cursor=x'])('refuses %s by the name of the parameter', async (query) => {
    const answer = await demo.get('office', `/api/feeds/key-areas?${query}`)
    expect([answer.statusCode, answer.json<{ parameter: string }>().parameter]).toEqual([400, query.split('=')[0]])
  })

  it('a feed that is no list of rows keeps refusing pages', async () => {
    const unlisted = [...await feedContracts()].filter(([, feed]) => !feed.sliced && !('limit' in feed.own) && !feed.ownRows)
    for (const [name, feed] of unlisted) {
      expect([name, (await demo.get(feed.roles.includes('office') ? 'office' : String(feed.roles[0]), `/api/feeds/${name}?limit=1`)).statusCode]).toEqual([name, 400])
    }
  })
})
