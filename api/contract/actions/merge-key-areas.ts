import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'

const code = Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$' })

export const action = {
  title: { zh: '合并重点区域', en: 'Merge key areas' },
  roles: ['office', 'planner'],
  body: Type.Object({
    into: code,
    codes: Type.Array(code, { minItems: 1, maxItems: 20, uniqueItems: true, description: '被并入的区域 / areas that are taken in' }),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
    household_count: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000, description: '不填为各区域之和 / absent: the sum' })),
    valid_from: Type.Optional(Type.String({ format: 'date', description: '合并日期；不填为今天 / absent: today' })),
  }, { additionalProperties: false }),
  changes: 'data',
  budgetMs: 60_000,
} satisfies ActionContract
