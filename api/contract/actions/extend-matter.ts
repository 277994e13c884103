import type { ActionContract } from '../action.ts'
import { body, text, version } from '../response-actions.ts'

export const action = {
  title: { zh: '延长办理时限', en: 'Extend the time for handling' },
  roles: ['office', 'township'],
  body: body({
    matter_no: text(60), version, reason: text(200, 2),
  }),
  changes: 'data',
} satisfies ActionContract
