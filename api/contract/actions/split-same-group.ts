import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'

/** What was merged at once is taken back at once. */
export const action = {
  title: { zh: '撤销一组合并', en: 'Take the mergings of a group back' },
  roles: ['office', 'township'],
  body: Type.Object({
    merges: Type.Array(Type.Object({
      merge_id: Type.Integer({ minimum: 1 }), version: Type.Integer({ minimum: 1 }),
    }, { additionalProperties: false }), { minItems: 1, maxItems: 200 }),
    reason: Type.String({ minLength: 2, maxLength: 200 }),
  }, { additionalProperties: false }),
  changes: 'data',
} satisfies ActionContract
