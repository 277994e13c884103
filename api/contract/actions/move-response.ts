import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, responseCode, stateCode, text, version } from '../response-actions.ts'

/** `to` is one of the row's `moves` in feed responses; an illegal one gets 409 with the legal ones. */
export const action = {
  title: { zh: '区域阶段流转', en: 'Move an area to another stage' },
  roles: ['office'],
  body: body({
    response: responseCode, to: stateCode, version, reason: Type.Optional(text(500)),
  }),
  changes: 'data',
} satisfies ActionContract
