import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, date, id, version } from '../response-actions.ts'

export const action = {
  title: { zh: '兑现承诺', en: 'Keep a promise' },
  roles: ['office', 'township', 'village'],
  body: body({
    commitment_id: id, version, kept_on: Type.Optional(date),
  }),
  changes: 'data',
} satisfies ActionContract
