import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { alarmRunners } from '../alarms.ts'

/** What came of looking into an alarm. Nothing said is changed afterwards; who learns more says more. */
export const action = {
  title: { zh: '答复预警', en: 'Say what an alarm is about' },
  roles: alarmRunners,
  body: Type.Object({
    alarm_id: Type.Integer({ minimum: 1 }),
    said: Type.Enum(['seen', 'explained', 'acted'], { description: 'code of reference list alarm_answer' }),
    reason: Type.String({ minLength: 2, maxLength: 200, pattern: '\\S.*\\S', description: '查明的情况或采取的措施，不写个人 / what it is or what was done; no person' }),
    version: Type.Integer({ minimum: 0, description: '所见答复条数 / number of answers that were seen' }),
  }, { additionalProperties: false }),
  changes: 'data',
} satisfies ActionContract
