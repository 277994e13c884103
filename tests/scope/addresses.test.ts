import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roles } from '../../api/contract/roles.ts'
import { engines } from '../setup/engines.ts'
import { addressRules, expectedStatus, streams } from './addresses.ts'
import { canariesIn } from './canaries.ts'
import { addressCallers, everyCaller, isStranger } from './callers.ts'
import { foreign, seenAreas, seenMatters, sees } from './may-read.ts'
import { refusal } from './refusal.ts'
import { openSite, wordsOf, type Site } from './site.ts'
import { peopleOf } from './world.ts'

/** How many reports of misconduct were counted in the county of each account: told by one address, and by no other. */
const misconduct = '91237'
/** Persons and keyed hashes: in no answer to anybody, in no spelling. */
const never = ['PERSONCANARY', 'KEYCANARY', Buffer.from('PERSONCAN').toString('hex'), Buffer.from('PERSONCAN').toString('base64'),
  Buffer.from('KEYCANARY').toString('hex'), Buffer.from('KEYCANARY').toString('base64'), 'matter_key', 'sealed']

describe.each(engines)('what an address tells a caller, on $name', ({ name: engine, open }) => {
  let site: Site
  beforeAll(async () => { site = await openSite(open) })
  afterAll(() => site.close())

  const addresses = () => site.app.guardedAddresses.filter(({ method }) => method === 'GET').map(({ url }) => url)

  test('is written down for every address that is read', () => {
    expect(addresses().filter((url) => !(url in addressRules) && !streams.includes(url))).toEqual([])
    expect(Object.keys(addressRules).filter((url) => !addresses().includes(url))).toEqual([])
  })

  // every pair of a caller and an address on the faster engine; on the other, of every caller and every address each second pair
  const rests = (i: number, j: number): boolean => engine === 'embedded' && engines.length > 1 && (i + j) % 2 === 1

  test('is the status of the table, without one canary of somebody else, and never a person', async () => {
    const wrong: string[] = []
    for (const [i, caller] of addressCallers.entries()) {
      for (const [j, [address, rule]] of Object.entries(addressRules).entries()) {
        if (rests(i, j)) continue
        const reached = rule.roles === 'anyone' || (!isStranger(caller.name) && rule.roles.split(' ').includes(caller.role))
        // one ask is enough to be refused by role
        for (const ask of reached ? rule.asks : rule.asks.slice(0, 1)) {
          site.asked.times = 0
          const answer = await site.ask(caller.name, ask.url)
          if (!reached && site.asked.times > 0) wrong.push(`${caller.name} ${ask.url}: reached the database`)
          const wanted = expectedStatus(rule, ask, caller, isStranger(caller.name))
          if (answer.statusCode !== wanted) wrong.push(`${caller.name} ${ask.url}: ${answer.statusCode} instead of ${wanted} ${answer.body.slice(0, 120)}`)
          const words = wordsOf(answer)
          // an export says at its end what was asked for, and so does the log
          const told = foreign(caller, canariesIn(words.replaceAll(/"?(q|area|response|matter|matter_no)"?[=:][["]*CANARY_\w+/g, '')))
          wrong.push(...told.map((tag) => `${caller.name} ${ask.url}: tells of ${tag}`))
          // measurements of the process may be any number
          if (!['/api/openapi.json', '/api/docs', '/metrics'].includes(address)) {
            const secrets = address === '/api/misconduct-count' ? never : [...never, misconduct]
            wrong.push(...secrets.filter((word) => words.includes(word)).map((word) => `${caller.name} ${ask.url}: ${word}`))
          }
        }
      }
    }
    expect(wrong).toEqual([])
  }, 180_000)

  test('is of reports of misconduct the number of the county, to its office', async () => {
    const offices = addressCallers.filter(({ name, role }) => role === 'office' && !isStranger(name))
    expect(offices.length).toBeGreaterThan(0)
    for (const { name, scope } of offices) {
      const county = scope.includes('K') || scope.includes('X')
      expect([name, (await site.ask(name, '/api/misconduct-count')).json()]).toEqual(
        [name, county ? { count: Number(misconduct) } : { count: null }])
    }
  })

  test('is for what is out of scope, byte for byte, what it is for what does not exist', async () => {
    const wrong: string[] = []
    let pairs = 0
    for (const caller of addressCallers) {
      for (const [, rule] of Object.entries(addressRules)) {
        const refused = rule.asks.filter((ask) => ask.about !== undefined && expectedStatus(rule, ask, caller, isStranger(caller.name)) === 404)
        const kinds = Map.groupBy(refused, ({ url }) => /unit=\d|area=|imports/.exec(url)?.[0].slice(0, 4) ?? '')
        for (const group of kinds.values()) {
          const [unknown, other] = [group.find(({ url }) => /990000999|nowhere|999999/.test(url)), group.find(({ url }) => !/990000999|nowhere|999999/.test(url))]
          if (!unknown || !other) continue
          pairs += 1
          const [one, two] = [refusal(await site.ask(caller.name, unknown.url)), refusal(await site.ask(caller.name, other.url))]
          if (one !== two) wrong.push(`${caller.name} ${other.url}: ${two} is not ${one}`)
        }
      }
    }
    expect(wrong).toEqual([])
    expect(pairs).toBeGreaterThan(100)
  })

  test('is everything that is the caller\'s own: no more and no less', async () => {
    interface List { rows: { matter_no: string }[], total: number }
    interface Features { features: { properties: { name: string } }[] }
    const tags = (texts: string[]): string[] => texts.map((text) => text.slice(7, -1)).sort()
    for (const caller of everyCaller.filter(({ name, role }) => !isStranger(name) && /leader|office|township|village|group|planner/.test(role))) {
      const ask = async <T>(url: string): Promise<T> => (await site.ask(caller.name, url)).json<T>()
      const mine = seenMatters(caller).sort()
      const matters = await ask<List>('/api/feeds/matters?limit=1000')
      expect(tags(matters.rows.map((row) => row.matter_no)), caller.name).toEqual(mine)
      expect(matters.total).toBe(mine.length)
      expect(tags((await ask<List>('/api/feeds/petitions?limit=1000')).rows.map((row) => row.matter_no)), caller.name).toEqual(mine)
      const people = mine.reduce((sum, tag) => sum + peopleOf(tag), 0)
      expect(await ask('/api/summary'), caller.name).toMatchObject({ petitions: mine.length, people, open: mine.length })
      expect(await ask('/api/summary?period=365d&as_of=2026-11-22'), caller.name).toMatchObject({ people })
      expect(await ask('/api/measures/people?by=unit&level=township'), caller.name).toMatchObject({ total: people })
      const groups = ['A1a', 'A1b', 'A2a', 'A2b', 'B1a', 'B1b', 'B2a', 'B2b', 'XA1a', 'XA1b', 'XA2a', 'XA2b'].filter((tag) => sees(caller, tag))
      const units = await ask<Features>('/api/feeds/units?level=group')
      expect(tags(units.features.map(({ properties }) => properties.name)), caller.name).toEqual(groups)
      const areas = await ask<Features>('/api/feeds/key-areas')
      expect(tags(areas.features.map(({ properties }) => properties.name)), caller.name).toEqual(seenAreas(caller).sort())
    }
  })

  test('rests on the rule of its route: a role beside it does not reach the database, and would if the rule named it', async () => {
    const survivors: string[] = []
    const rules = Map.groupBy(site.app.guardedAddresses.filter(({ method, authz }) => method === 'GET' && authz.roles !== 'public'), ({ authz }) => authz)
    let opened = 0
    for (const [authz, under] of rules) {
      const was = authz.roles
      for (const { url } of under) {
        const rule = addressRules[url]
        const ask = rule?.asks[0]
        const beside = everyCaller.find(({ name, role }) => !isStranger(name) && !(rule?.roles ?? 'anyone').split(' ').includes(role))
        if (!ask || !beside) continue
        opened += 1
        site.asked.times = 0
        authz.roles = roles
        const answer = await site.ask(beside.name, ask.url)
        authz.roles = was
        if (answer.statusCode === 403 && site.asked.times === 0) survivors.push(url)
      }
    }
    expect(survivors).toEqual([])
    expect(opened).toBeGreaterThan(15)
  })
})
