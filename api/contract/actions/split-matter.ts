import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'

export const action = {
  title: { zh: '撤销合并', en: 'Take a merging back' },
  roles: ['office', 'township'],
  body: Type.Object({
    merge_id: Type.Integer({ minimum: 1 }),
    version: Type.Integer({ minimum: 1 }),
    reason: Type.String({ minLength: 2, maxLength: 200 }),
  }, { additionalProperties: false }),
  changes: 'data',
} satisfies ActionContract
