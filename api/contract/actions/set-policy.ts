import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, categoryCode, responseCode, text, wordCode } from '../response-actions.ts'

/** `category` goes with kind `reply`, the standard reply for one issue type, and only with it. */
export const action = {
  title: { zh: '五个统一', en: 'Set a text of the policy pack' },
  roles: ['office'],
  body: body({
    response: responseCode, kind: wordCode('policy'), category: Type.Optional(categoryCode), title: text(120), body: text(4_000),
  }),
  changes: 'data',
} satisfies ActionContract
