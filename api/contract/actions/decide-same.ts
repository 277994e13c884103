import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'

/** One pair at a time, looked at side by side: there is no bulk decision. */
export const action = {
  title: { zh: '核对同一事项', en: 'Decide whether two matters are one' },
  roles: ['office', 'township'],
  body: Type.Object({
    pair_id: Type.Integer({ minimum: 1 }),
    decision: Type.Enum(['same', 'different', 'later'], { description: 'same：同一事项，并入较早一件；different：不是同一事项；later：稍后再看' }),
    version: Type.Integer({ minimum: 1, description: '所见一对的版本 / version of the pair that was looked at' }),
  }, { additionalProperties: false }),
  changes: 'data',
} satisfies ActionContract
