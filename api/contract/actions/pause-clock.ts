import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, date, text } from '../response-actions.ts'

/** C5 handling, C6D review, C7D re-check. The pause ends by itself on `until_on`, or before by `resume-clock`. */
export const action = {
  title: { zh: '中止计时', en: 'Pause a clock' },
  roles: ['office', 'township'],
  body: body({
    matter_no: text(60), clock: Type.Enum(['C5', 'C6D', 'C7D']), from_on: Type.Optional(date), until_on: date, reason: text(200, 2),
  }),
  changes: 'data',
} satisfies ActionContract
