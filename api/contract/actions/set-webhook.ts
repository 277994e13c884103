import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { adapters } from '../notices.ts'

/** An address that one account's digest also goes to. Nothing leaves the machine before somebody says so here. */
export const action = {
  title: { zh: '通知转发地址', en: 'Webhook of notices' },
  roles: ['sysadmin'],
  body: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' }), adapter: Type.Enum([...adapters]),
    url: Type.String({ maxLength: 500, pattern: '^https?://[^\\s/@]+(/\\S*)?$' }), secret: Type.Optional(Type.String({ minLength: 16, maxLength: 200 })),
    account: Type.String({ minLength: 1, maxLength: 40, description: '转发其通知的账号 / username whose digest it carries' }), enabled: Type.Boolean(),
  }, { additionalProperties: false }),
  changes: 'accounts',
} satisfies ActionContract
