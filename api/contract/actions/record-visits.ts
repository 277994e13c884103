import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, id, version } from '../response-actions.ts'

/** `done_count` is the number of households visited so far in the round. */
export const action = {
  title: { zh: '登记走访', en: 'Record household visits' },
  roles: ['office', 'township', 'village', 'group'],
  body: body({
    round_id: id, version, done_count: Type.Integer({ minimum: 0, maximum: 100_000 }),
  }),
  changes: 'data',
} satisfies ActionContract
