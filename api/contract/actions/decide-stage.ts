import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, date, id, version, wordCode } from '../response-actions.ts'

export const action = {
  title: { zh: '作出复查、复核、听证结论', en: 'Decide a review, re-check or hearing' },
  roles: ['office'],
  body: body({
    stage_id: id, version, decided_on: Type.Optional(date), outcome: wordCode('stage_outcome'),
  }),
  changes: 'data',
} satisfies ActionContract
