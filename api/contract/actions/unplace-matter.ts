import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'

export const action = {
  title: { zh: '撤回人工定位', en: 'Take a placing by hand back' },
  roles: ['office', 'township', 'planner'],
  body: Type.Object({
    matter_no: Type.String({ minLength: 1, maxLength: 60 }),
    reason: Type.String({ minLength: 2, maxLength: 200 }),
  }, { additionalProperties: false }),
  changes: 'data',
} satisfies ActionContract
