import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, date, problemNo, text, wordCode } from '../response-actions.ts'

export const action = {
  title: { zh: '登记回访', en: 'Record a revisit' },
  roles: ['office', 'township', 'village'],
  body: body({
    problem_no: Type.Optional(problemNo), matter_no: Type.Optional(text(60)), on_date: Type.Optional(date),
    result: wordCode('revisit_result'), note: Type.Optional(text(500)),
    reopen: Type.Optional(Type.Boolean({ description: '重新办理该问题 / handle the problem again' })),
  }, { oneOf: [{ required: ['problem_no'] }, { required: ['matter_no'] }] }),
  changes: 'data',
} satisfies ActionContract
