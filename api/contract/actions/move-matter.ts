import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'

export const action = {
  title: { zh: '事项流转', en: 'Move a matter to another state' },
  roles: ['office', 'township', 'village'],
  body: Type.Object({
    matter_no: Type.String({ minLength: 1, maxLength: 60 }),
    to: Type.String({ pattern: '^[a-z_]{1,30}$', description: '状态代码 / code of the state' }),
    on: Type.Optional(Type.String({ format: 'date' })),
    route: Type.Optional(Type.String({ pattern: '^[a-z_]{1,40}$', description: '法定途径，转法定程序时 / legal route, with `routed`' })),
    version: Type.Integer({ minimum: 1, description: '所见版本 / the version that was looked at' }),
  }, { additionalProperties: false }),
  changes: 'data',
} satisfies ActionContract
