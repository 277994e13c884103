import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ImportLook } from '../../api/contract/import-look.ts'
import { missingFields, noWishes, used, usesOf, wishQuery, zones } from '../../web/lib/import-query.ts'

const column = (header: string, field?: string) => ({ header, field }) as ImportLook['understood']['columns'][number]
const look = {
  fields: [{ name: 'petition_no', needed: true }, { name: 'received_on', needed: true }, { name: 'title', needed: false }],
  understood: { columns: [column('编号', 'petition_no'), column('日子'), column('诉求', 'title'), column('备注')] },
} as unknown as ImportLook
const guess = usesOf(look.understood.columns)
const fields = ['', 'petition_no', 'received_on', 'title', 'aliases']

describe('the columns of a file', () => {
  it('are used as they were understood until somebody says otherwise', () => {
    expect(guess).toEqual(['petition_no', '', 'title', ''])
    expect(missingFields(look, guess)).toEqual(['received_on'])
  })

  it('give each field once, whatever was chosen before; other names of a unit alone may come from several', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat({ max: 3 }), fc.constantFrom(...fields)), { maxLength: 12 }), (choices) => {
      let uses: string[] = guess
      for (const [at, field] of choices) {
        uses = used(uses, at, field)
        expect(uses[at]).toBe(field)
      }
      const once = uses.filter((field) => field !== '' && field !== 'aliases')
      expect(new Set(once).size).toBe(once.length)
    }))
  })

  it('lack nothing once every needed field is given', () => {
    expect(missingFields(look, used(guess, 1, 'received_on'))).toEqual([])
    expect(missingFields(look, used(guess, 0, ''))).toEqual(['petition_no', 'received_on'])
  })
})

describe('the address of a look', () => {
  it('says nothing while nobody wishes anything', () => {
    expect(wishQuery(noWishes, null)).toBe('')
    // the county's name is for the run alone, which is told of it apart
    expect(wishQuery({ ...noWishes, countyName: '青溪县' }, null)).toBe('')
    expect(wishQuery(noWishes, look, { dry_run: '1' })).toBe('?dry_run=1')
  })

  it('carries every wish once', () => {
    const query = new URLSearchParams(wishQuery({ ...noWishes, encoding: 'gb18030', sheet: '台 账', crs: 'bd09', header: [3, 4] }, null))
    expect(Object.fromEntries(query)).toEqual({ encoding: 'gb18030', sheet: '台 账', crs: 'bd09', header: '3-4' })
    expect(wishQuery({ ...noWishes, header: [] }, null)).toBe('?header=none')
  })

  it('names columns by position, and tells the server to forget a guess that is not wanted', () => {
    const uses = ['', 'received_on', 'title', '']
    expect(new URLSearchParams(wishQuery({ ...noWishes, uses }, look)).getAll('as')).toEqual(['received_on=#2', 'title=#3', 'petition_no='])
  })
})

it('all 3-degree zones of CGCS2000 can be chosen, 25 to 45 and by meridian', () => {
  expect([zones.length, zones[0], zones.at(-1)]).toEqual([42, 'EPSG:4513', 'EPSG:4554'])
})
