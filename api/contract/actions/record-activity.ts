import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, date, responseCode, text, unitCode, wordCode } from '../response-actions.ts'

export const action = {
  title: { zh: '一线活动', en: 'Record a front-line activity' },
  roles: ['office', 'township', 'village', 'group'],
  body: body({
    response: responseCode, unit: unitCode, kind: wordCode('activity'), on_date: date, result: Type.Optional(text(500)),
  }),
  changes: 'data',
} satisfies ActionContract
