import * as Type from 'typebox'
import { Username } from '../account.ts'
import type { ActionContract } from '../action.ts'

export const action = {
  title: { zh: '设定管辖范围', en: 'Set the scope' },
  roles: ['secadmin'],
  body: Type.Object({
    username: Username,
    units: Type.Array(Type.String({ pattern: '^[0-9A-Za-z]{1,30}$' }), { maxItems: 200, description: '单位代码 / unit codes' }),
  }, { additionalProperties: false }),
  changes: 'accounts',
} satisfies ActionContract
