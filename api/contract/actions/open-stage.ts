import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, date, text, wordCode } from '../response-actions.ts'

export const action = {
  title: { zh: '提起复查、复核、听证', en: 'Open a review, re-check or hearing' },
  roles: ['office'],
  body: body({
    matter_no: text(60), kind: wordCode('matter_stage'), asked_on: Type.Optional(date),
  }),
  changes: 'data',
} satisfies ActionContract
