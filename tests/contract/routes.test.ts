/** Schemas that are written inside the routes' files: they are found where the program adds its addresses, as it starts. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { Ajv2019 } from 'ajv/dist/2019.js'
import type { FastifyInstance, RouteOptions } from 'fastify'
import type { TSchema } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { validatorCompiler } from '../../api/validators.ts'
import { openTestApp, type TestApp } from '../setup/app.ts'
import { endless, type Schema } from './endless.ts'

const parts = ['params', 'querystring', 'headers', 'body'] as const
type Part = (typeof parts)[number]
interface Found { address: string, method: string, url: string, part: Part, schema: TSchema }

const collected: RouteOptions[] = []
/** The library's own channel tells of an application before its first address is added. */
const listen = (message: unknown): void => {
  (message as { fastify: FastifyInstance }).fastify.addHook('onRoute', (route) => { collected.push(route) })
}

/** HEAD addresses are the library's copies of GET; pages (`/*`) are the web's own addresses, whose parameters it reads by itself. */
const schemasOf = (route: RouteOptions): Found[] => route.url === '/*' ? [] : [route.method].flat().filter((method) => method !== 'HEAD').flatMap((method) =>
  parts.flatMap((part) => {
    const schema = route.schema?.[part] as TSchema | undefined
    return schema ? [{ address: `${method} ${route.url} ${part}`, method, url: route.url, part, schema }] : []
  }))

describe('every address', () => {
  let site: TestApp
  let found: Found[]
  beforeAll(async () => {
    subscribe('fastify.initialization', listen)
    site = await openTestApp()
    unsubscribe('fastify.initialization', listen)
    found = collected.flatMap(schemasOf)
  })
  afterAll(() => site.close())
  const of = (...wanted: Part[]): Found[] => found.filter(({ part }) => wanted.includes(part))

  it('is among those looked at here', () => {
    const known = new Set(found.map(({ method, url }) => `${method} ${url}`))
    expect(site.app.guardedAddresses.map(({ method, url }) => `${method} ${url}`).filter((address) => !address.startsWith('HEAD') && !known.has(address))).toEqual(['GET /*'])
    expect(known.size).toBeGreaterThan(130)
  })

  it('has schemas that can be compiled', () => {
    const compile = validatorCompiler()
    const broken = found.flatMap(({ address, schema, method, url, part }) => {
      try {
        void compile({ schema, method, url, httpPart: part })({})
        return []
      } catch (error) {
        return [`${address}: ${(error as Error).message}`]
      }
    })
    expect(broken).toEqual([])
  })

  it('refuses a parameter, a member of its body and a place of its path that nobody knows', () => {
    const compile = validatorCompiler()
    for (const { address, schema, method, url, part } of of('querystring', 'body')) {
      expect([address, compile({ schema, method, url, httpPart: part })({ of_nobody: '1' })]).toEqual([address, false])
    }
    for (const { address, schema, url } of of('params')) {
      const named = (url.match(/:[a-z_]+/gi) ?? []).map((name) => name.slice(1)).sort()
      expect([address, Object.keys((schema as unknown as Schema).properties ?? {}).sort()]).toEqual([address, named])
    }
  })

  it('takes texts and lists that have an end, also in its headers', () => {
    const faults = of('querystring', 'body', 'headers').flatMap(({ address, part, schema }) => endless(schema as unknown as Schema, address)
      // other headers go past an address
      .filter((fault) => part !== 'headers' || !fault.endsWith('nobody knows')))
    expect(faults).toEqual([])
  })

  it('with a place in its path says what may stand there', () => {
    const told = new Set(of('params').map(({ method, url }) => `${method} ${url}`))
    const places = found.filter(({ url }) => url.includes(':')).map(({ method, url }) => `${method} ${url}`)
    expect(places.filter((address) => !told.has(address))).toEqual([])
  })

  /** Words of a schema that say something for people or for the document, and check nothing. */
  const told = new Set(['description', 'default', 'title', 'zh', 'en', 'type', '$id'])
  const inside = ['properties', 'patternProperties']
  /** Every word of a schema and of those inside it, names of members left out. */
  const wordsOf = (schema: unknown): string[] => typeof schema !== 'object' || schema === null ? [] : Array.isArray(schema) ? schema.flatMap(wordsOf)
    : Object.entries(schema).flatMap(([word, value]) => [word, ...inside.includes(word) ? Object.values(value as object).flatMap(wordsOf)
      : ['items', 'anyOf', 'oneOf', 'allOf', 'not', 'additionalProperties'].includes(word) ? wordsOf(value) : []])

  it('asks nothing in a word that its check does not know', () => {
    const ajv = new Ajv2019({ strict: false })
    const ignored = found.flatMap(({ address, schema }) => wordsOf(schema).filter((word) => !told.has(word) && ajv.getKeyword(word) === false).map((word) => `${address}: ${word}`))
    expect(ignored).toEqual([])
    expect(new Set(found.flatMap(({ schema }) => wordsOf(schema)))).toContain('dependentRequired')
  })

  it('takes no half of a coordinate, whichever half it is', () => {
    const compile = validatorCompiler()
    const paired = found.filter(({ schema }) => 'dependentRequired' in schema)
    expect(paired.map(({ address }) => address).sort()).toEqual(['GET /api/place-candidates querystring', 'POST /api/actions/place-matter body', 'POST /api/actions/register-petition body'])
    for (const { address, schema, method, url, part } of paired) {
      const check = compile({ schema, method, url, httpPart: part })
      const rest = { matter_no: 'M1', ...part === 'body' ? { channel: 'visit', unit_code: '990128001', reason: '核实' } : {} }
      const needed = Object.fromEntries(Object.entries(rest).filter(([name]) => name in ((schema as unknown as Schema).properties ?? {})))
      expect([address, check(needed), check({ ...needed, lon: 104 }), check({ ...needed, lat: 27 })]).toEqual([address, true, false, false])
    }
  })

  it('has a list of words in its query without one twice', () => {
    for (const { address, schema } of of('querystring', 'body', 'params')) {
      for (const [name, member] of Object.entries((schema as unknown as Schema).properties ?? {})) {
        expect([address, name, new Set(member.enum ?? []).size]).toEqual([address, name, (member.enum ?? []).length])
      }
    }
  })
})
