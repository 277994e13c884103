import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, categoryCode, date, responseCode, text, unitCode, wordCode } from '../response-actions.ts'

export const action = {
  title: { zh: '收集问题', en: 'Collect a problem' },
  roles: ['office', 'township', 'village', 'group'],
  body: body({
    response: responseCode, unit: unitCode, title: text(100), source: wordCode('problem_source'), category: Type.Optional(categoryCode),
    household_count: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })), collected_on: Type.Optional(date),
    matter_no: Type.Optional(text(60)),
  }),
  changes: 'data',
} satisfies ActionContract
