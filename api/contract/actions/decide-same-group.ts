import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'

/** Pairs that hang together (A-B, B-C, A-C) are one question: one answer for all of them, or none is changed. */
export const action = {
  title: { zh: '核对一组同一事项', en: 'Decide about a group of matters at once' },
  roles: ['office', 'township'],
  body: Type.Object({
    pairs: Type.Array(Type.Object({
      pair_id: Type.Integer({ minimum: 1 }), version: Type.Integer({ minimum: 1, description: '所见一对的版本 / version of the pair that was looked at' }),
    }, { additionalProperties: false }), { minItems: 1, maxItems: 200 }),
    decision: Type.Enum(['same', 'different', 'later'], { description: 'same：都是同一事项，并入最早一件；different：都不是；later：稍后再看' }),
  }, { additionalProperties: false }),
  changes: 'data',
} satisfies ActionContract
