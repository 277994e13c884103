import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { baseChosen, basesOffered } from '../../web/lib/base-choice.ts'
import { bases } from '../../web/lib/url-state.ts'

const answering = fc.constantFrom('ok' as const, 'refused' as const, 'unreachable' as const, null)

describe('the base map', () => {
  test('is our own alone where nothing else is set, Tianditu’s three where a key is, the county’s style first where one is', () => {
    expect(basesOffered(null)).toEqual(['own'])
    expect(basesOffered({ style: null, tianditu: null })).toEqual(['own'])
    expect(basesOffered({ style: null, tianditu: 'refused' })).toEqual(['own', 'vector', 'image', 'terrain'])
    expect(basesOffered({ style: 'ok', tianditu: 'ok' })).toEqual(['style', 'own', 'vector', 'image', 'terrain'])
  })

  test('is the one in the address, else the one chosen last, and never one that is not offered', () => {
    fc.assert(fc.property(answering, answering, fc.constantFrom(...bases), fc.constantFrom(...bases), (style, tianditu, said, last) => {
      const offered = basesOffered({ style, tianditu })
      const chosen = baseChosen(offered, said, last)
      const may = (base: string): boolean => offered.some((one) => one === base)
      expect(chosen).toBe(may(said) ? said : may(last) ? last : style === null ? 'own' : 'style')
    }))
  })
})
