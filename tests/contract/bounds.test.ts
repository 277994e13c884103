/** What may be sent: every text and list of every action and every address has an end, and nothing unknown goes through. */
import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { allActions, type Action } from '../../api/actions.ts'
import type { FeedContract } from '../../api/contract/feed.ts'
import { Filter, filterProperties, filterQuery, pickFilter, repeatable } from '../../api/contract/filter.ts'
import { roles } from '../../api/contract/roles.ts'
import { feedContracts } from '../../api/routes/feeds.ts'
import { filters, type Codes } from '../feeds/random-filter.ts'
import { readFilter } from '../../web/lib/url-state.ts'
import { endless, type Schema } from './endless.ts'

describe('an endless member', () => {
  test.each<[string, Schema, boolean]>([
    ['a text', { type: 'string' }, true], ['a short text', { type: 'string', maxLength: 9 }, false], ['a code', { type: 'string', pattern: '^[a-z+*]{1,9}$' }, false],
    ['an open code', { type: 'string', pattern: '^[a-z]+$' }, true], ['a code with an open end', { type: 'string', pattern: '^a{2,}$' }, true], ['a code somewhere in a text', { type: 'string', pattern: 'a' }, true],
    ['a day', { type: 'string', format: 'date' }, false], ['a list', { type: 'array', items: { type: 'number' } }, true], ['a short list', { type: 'array', maxItems: 3, items: { const: 1 } }, false],
    ['a list of texts', { type: 'array', maxItems: 3, items: { type: 'string' } }, true], ['an open object', { type: 'object', properties: {} }, true],
  ])('%s', (_what, schema, found) => {
    expect(endless(schema, 'x').length > 0).toBe(found)
  })
})

describe('every action', () => {
  let actions: Map<string, Action>
  beforeAll(async () => { actions = await allActions() })

  it('takes texts, lists and objects that have an end', () => {
    expect(actions.size).toBeGreaterThan(50)
    expect([...actions].flatMap(([name, { body }]) => endless(body as unknown as Schema, name))).toEqual([])
  })

  it('has a title in both languages and somebody who may do it, never the kiosk or the auditor', () => {
    for (const [name, { title, roles: may }] of actions) {
      expect([name, /\p{Script=Han}/u.test(title.zh), /^[ -~’]+$/.test(title.en), may.length > 0]).toEqual([name, true, true, true])
      expect([name, may.filter((role) => !roles.includes(role) || role === 'wall')]).toEqual([name, []])
    }
    expect([...actions].filter(([, { roles: may }]) => may.includes('auditor')).map(([name]) => name)).toEqual([])
  })

  it('keeps those who tend accounts from petitions, and those who tend petitions from accounts', () => {
    const tenders: string[] = ['sysadmin', 'secadmin']
    for (const [name, { roles: may, changes }] of actions) {
      const mixed = may.some((role) => tenders.includes(role)) && may.some((role) => !tenders.includes(role))
      expect([name, mixed]).toEqual([name, false])
      if (changes === 'accounts' && !/view|notice/.test(name)) expect([name, may.every((role) => tenders.includes(role))]).toEqual([name, true])
    }
  })

  it('refuses a member that it does not know', () => {
    for (const [name, { body }] of actions) expect([name, Compile(body).Check({ of_nobody: 1 })]).toEqual([name, false])
  })

  it('is a statement that reads what was sent and tells what became of it', () => {
    for (const [name, { sql, body }] of actions) {
      expect([name, /\bresult\b/.test(sql)]).toEqual([name, true])
      if (Object.keys(body.properties).length > 0) expect([name, sql.includes('$1')]).toEqual([name, true])
    }
  })
})

describe('every feed', () => {
  let feeds: Map<string, FeedContract>
  beforeAll(async () => { feeds = await feedContracts() })

  it('takes parameters that have an end, and none that the filter already has', () => {
    for (const [name, { own, ownRows }] of feeds) {
      expect(Object.entries(own).flatMap(([parameter, schema]) => endless(schema as unknown as Schema, `${name}?${parameter}`))).toEqual([])
      // the caller's own rows take no filter
      if (!ownRows) expect([name, Object.keys(own).filter((parameter) => parameter in filterProperties)]).toEqual([name, []])
    }
  })

  it('that describes matters is closed to the kiosk', () => {
    expect([...feeds].filter(([, feed]) => feed.describesMatters && (feed.roles as readonly string[]).includes('wall')).map(([name]) => name)).toEqual([])
  })
})

describe('the filter', () => {
  it('takes values that have an end', () => {
    expect(Object.entries(filterProperties).flatMap(([name, schema]) => endless(schema as unknown as Schema, name))).toEqual([])
  })

  const codes: Codes = { areas: ['K1', 'K2', 'K3'], units: ['990128', '990128001'], categories: ['03', '0301'], channels: ['visit', 'letter'], states: ['handling', 'closed_state'] }
  const asked = (query: URLSearchParams): Record<string, unknown> => Object.fromEntries([...new Set(query.keys())].map((name) =>
    [name, (repeatable as readonly string[]).includes(name) ? query.getAll(name) : query.get(name)]))

  it('written as an address and read by server or page is itself, whatever the order of its values', () => {
    fc.assert(fc.property(filters(codes), (filter) => {
      const picked = pickFilter(filter)
      expect(Compile(Filter).Check(picked)).toBe(true)
      expect(pickFilter(asked(filterQuery(filter)))).toEqual(picked)
      if (!(picked.period !== undefined && (picked.from ?? picked.to) !== undefined)) expect(readFilter(asked(filterQuery(filter)) as never)).toEqual(picked)
      const twice = (value: unknown): unknown => Array.isArray(value) ? [...value as unknown[], ...value as unknown[]].reverse() : value
      const turned = Object.fromEntries(Object.entries(filter).reverse().map(([name, value]) => [name, twice(value)]))
      expect(JSON.stringify(pickFilter(turned))).toBe(JSON.stringify(picked))
    }), { numRuns: 300 })
  })

  it('has nothing in it that says nothing', () => {
    expect(pickFilter({ unit: '', area: [], kind: undefined, of_nobody: 'x', q: '0' })).toEqual({ q: '0' })
  })

  test.each(['from=2026-02-30', 'to=1899-12-31', 'unit=a b', 'area=征地', 'category=1234567', 'kind=third', 'overdue=2', 'bbox=1,2,3', 'bbox=1,2,3,x', 'within=104,26;105,27', 'hexagon=h4_1_1', 'q=', 'place=moon', 'also=late'])(
    'does not take %s', (query) => {
      const [name = '', value = ''] = query.split('=')
      expect(Compile(Filter).Check({ [name]: (repeatable as readonly string[]).includes(name) ? [value] : value })).toBe(false)
    })
})
