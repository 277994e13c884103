import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, date, id, responseCode, text } from '../response-actions.ts'

/** Offices, not names: 副县长, 镇党委书记. */
export const action = {
  title: { zh: '领导包案', en: 'Put an office in charge' },
  roles: ['office'],
  body: body({
    response: responseCode, level: Type.Enum(['county', 'township']), office_title: text(60), valid_from: Type.Optional(date),
    /** the one who hands over: `leads[].id`; its handover note is `handover` */
    replaces: Type.Optional(id), handover: Type.Optional(text(1_000)),
  }),
  changes: 'data',
} satisfies ActionContract
