import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, date, text } from '../response-actions.ts'

/** Settling a matter needs `written_reply_on` and a revisit that was not unsatisfied. */
export const action = {
  title: { zh: '登记书面答复与帮扶', en: 'Record reply and help' },
  roles: ['office', 'township'],
  body: body({
    matter_no: text(60), written_reply_on: Type.Optional(date),
    counselling_on: Type.Optional(Type.String({ format: 'date', description: '转介疏导日期，只记是否和日期 / referred to counselling on' })),
    backlog_on: Type.Optional(Type.String({ format: 'date', description: '列为积案交办的日期 / assigned as backlog on' })),
    hardship_yuan: Type.Optional(Type.Number({ minimum: 0, maximum: 1e9 })), hardship_by: Type.Optional(text(60)),
  }, { minProperties: 2 }),
  changes: 'data',
} satisfies ActionContract
