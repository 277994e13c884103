import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, date, id } from '../response-actions.ts'

export const action = {
  title: { zh: '恢复计时', en: 'Let a clock run again' },
  roles: ['office', 'township'],
  body: body({
    pause_id: id, on_date: Type.Optional(date),
  }),
  changes: 'data',
} satisfies ActionContract
