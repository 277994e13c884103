import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, date, responseCode, text, unitCode } from '../response-actions.ts'

export const action = {
  title: { zh: '群众会议', en: 'Record a residents\' meeting' },
  roles: ['office', 'township', 'village', 'group'],
  body: body({
    response: responseCode, unit: unitCode, held_on: date, attendance_count: Type.Integer({ minimum: 1, maximum: 100_000 }),
    explained_count: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })), note: Type.Optional(text(500)),
  }),
  changes: 'data',
} satisfies ActionContract
