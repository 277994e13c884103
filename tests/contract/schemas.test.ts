/** A schema is compiled when its address is first asked: that each of them can be is known here, before anybody asks. */
import { readdir } from 'node:fs/promises'
import type { TSchema } from 'typebox'
import { describe, expect, test } from 'vitest'
import { validatorCompiler } from '../../api/validators.ts'

const contract = new URL('../../api/contract/', import.meta.url)
const isSchema = (value: unknown): value is TSchema => typeof value === 'object' && value !== null && '~kind' in value

/** Every schema that a module exports, by itself or as a member of what it exports. */
async function schemasOf(file: string): Promise<[string, TSchema][]> {
  const module = await import(new URL(file, contract).href) as Record<string, unknown>
  return Object.entries(module).flatMap(([name, value]) => isSchema(value) ? [[`${file} ${name}`, value] as [string, TSchema]]
    : typeof value === 'object' && value !== null ? Object.entries(value).filter((member): member is [string, TSchema] => isSchema(member[1]))
      .map(([member, schema]): [string, TSchema] => [`${file} ${name}.${member}`, schema]) : [])
}

const files = (await readdir(contract, { recursive: true })).filter((name) => name.endsWith('.ts')).sort()
const schemas = (await Promise.all(files.map(schemasOf))).flat()

describe('a schema of the contract', () => {
  test('can be compiled, for what comes in an address and for what comes in a body', () => {
    const compile = validatorCompiler()
    const broken: string[] = []
    for (const [name, schema] of schemas) {
      for (const httpPart of ['body', 'querystring']) {
        try {
          void compile({ schema, method: 'POST', url: '/', httpPart })({})
        } catch (error) {
          broken.push(`${name} as ${httpPart}: ${(error as Error).message}`)
        }
      }
    }
    expect(broken).toEqual([])
    expect(schemas.length).toBeGreaterThan(150)
  })

  test('that cannot be compiled says so when it is asked, and every time', () => {
    const validate = validatorCompiler()({ schema: { type: 'string', pattern: '(' } as unknown as TSchema, method: 'GET', url: '/', httpPart: 'querystring' })
    for (let i = 0; i < 2; i++) expect(() => validate('x')).toThrow(/Invalid regular expression/)
  })

  test('tells of each value by itself: what was wrong with one is not said of the next', () => {
    const schema = { type: 'object', properties: { n: { type: 'integer', minimum: 1 } }, required: ['n'] } as unknown as TSchema
    const validate = validatorCompiler()({ schema, method: 'POST', url: '/', httpPart: 'body' }) as unknown as { (data: unknown): boolean, errors?: { keyword: string }[] | null }
    const seen = [{ n: 0 }, { n: 1 }, {}, { n: '1' }, { n: 2 }].map((value) => [validate(value), validate.errors?.map(({ keyword }) => keyword) ?? null])
    expect(seen).toEqual([[false, ['minimum']], [true, null], [false, ['required']], [false, ['type']], [true, null]])
  })
})
