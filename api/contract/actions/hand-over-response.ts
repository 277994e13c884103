import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { responseCode, text, version } from '../response-actions.ts'

/** `to`: the response that takes over, where no single area took the ended one over. Answers with the response that goes on. */
export const action = {
  title: { zh: '移交撤并区域的联动处置', en: 'Hand over the response of an ended area' },
  roles: ['office'],
  body: Type.Object({ response: responseCode, version, reason: text(500), to: Type.Optional(responseCode) }, { additionalProperties: false }),
  changes: 'data',
  budgetMs: 30_000,
} satisfies ActionContract
