import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, departmentCode, levelCode, responseCode, wordCode } from '../response-actions.ts'

/** Replaces what was said before; members by number and role, never by name. */
export const action = {
  title: { zh: '工作专班', en: 'Set the task force' },
  roles: ['office'],
  body: body({
    response: responseCode,
    members: Type.Array(body({
      level: levelCode, role: wordCode('force_role'), department: Type.Optional(departmentCode),
      member_count: Type.Integer({ minimum: 1, maximum: 2_000 }),
    }), { maxItems: 200 }),
  }),
  changes: 'data',
} satisfies ActionContract
