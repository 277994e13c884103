import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, text } from '../response-actions.ts'

/** Simple first-time matters: accepted within 3, handled within 10 working days (C10). `ordinary` ends it. */
export const action = {
  title: { zh: '简易办理', en: 'Handle in the simplified way' },
  roles: ['office', 'township'],
  body: body({ matter_no: text(60), ordinary: Type.Optional(Type.Boolean({ description: '转为普通办理 / back to the ordinary way' })) }),
  changes: 'data',
} satisfies ActionContract
