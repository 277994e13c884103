import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'

export const action = {
  title: { zh: '撤销重点区域', en: 'Retire a key area' },
  roles: ['office', 'planner'],
  body: Type.Object({
    code: Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$' }),
    /** the area that goes on with what has no place but the name: matters without a point, documents, the joint response */
    successor: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$' })),
  }, { additionalProperties: false }),
  changes: 'data',
  budgetMs: 60_000,
} satisfies ActionContract
