import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, levelCode, responseCode } from '../response-actions.ts'

/** Neither hours nor working days: the county's default holds again. */
export const action = {
  title: { zh: '签收时限', en: 'Set a limit of an area' },
  roles: ['office'],
  body: body({
    response: responseCode, level: levelCode, ack_hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 720 })),
    ack_workdays: Type.Optional(Type.Integer({ minimum: 1, maximum: 30 })),
  }, { not: { required: ['ack_hours', 'ack_workdays'] } }),
  changes: 'data',
} satisfies ActionContract
