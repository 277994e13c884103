/** Who is offered which form of the joint response: the roles of the actions' own contracts. The server decides. */
import { action as addCommitment } from '../../api/contract/actions/add-commitment.ts'
import { action as addProblem } from '../../api/contract/actions/add-problem.ts'
import { action as answerAlarm } from '../../api/contract/actions/answer-alarm.ts'
import { action as appointLead } from '../../api/contract/actions/appoint-lead.ts'
import { action as assignProblems } from '../../api/contract/actions/assign-problems.ts'
import { action as assignTask } from '../../api/contract/actions/assign-task.ts'
import { action as handOver } from '../../api/contract/actions/hand-over-response.ts'
import { action as openConsultation } from '../../api/contract/actions/open-consultation.ts'
import { action as openResponse } from '../../api/contract/actions/open-response.ts'
import { action as planResponse } from '../../api/contract/actions/plan-response.ts'
import { action as planVisits } from '../../api/contract/actions/plan-visits.ts'
import { action as recordActivity } from '../../api/contract/actions/record-activity.ts'
import { action as recordMeeting } from '../../api/contract/actions/record-meeting.ts'
import { action as recordRevisit } from '../../api/contract/actions/record-revisit.ts'
import { action as setLimit } from '../../api/contract/actions/set-limit.ts'
import { action as setPolicy } from '../../api/contract/actions/set-policy.ts'
import { action as setTaskForce } from '../../api/contract/actions/set-task-force.ts'
import { action as decideStage } from '../../api/contract/actions/decide-stage.ts'
import { action as extendMatter } from '../../api/contract/actions/extend-matter.ts'
import { action as openStage } from '../../api/contract/actions/open-stage.ts'
import { action as pauseClock } from '../../api/contract/actions/pause-clock.ts'
import { action as recordCare } from '../../api/contract/actions/record-care.ts'
import { action as simplifyMatter } from '../../api/contract/actions/simplify-matter.ts'
import { action as resumeClock } from '../../api/contract/actions/resume-clock.ts'
import { action as splitMatter } from '../../api/contract/actions/split-matter.ts'

const contracts = {
  'add-commitment': addCommitment, 'add-problem': addProblem, 'answer-alarm': answerAlarm, 'appoint-lead': appointLead, 'assign-problems': assignProblems, 'assign-task': assignTask,
  'hand-over-response': handOver, 'open-consultation': openConsultation, 'open-response': openResponse, 'plan-response': planResponse, 'plan-visits': planVisits,
  'record-activity': recordActivity, 'record-meeting': recordMeeting, 'record-revisit': recordRevisit, 'set-limit': setLimit, 'set-policy': setPolicy,
  'set-task-force': setTaskForce, 'decide-stage': decideStage, 'extend-matter': extendMatter, 'open-stage': openStage, 'pause-clock': pauseClock,
  'record-care': recordCare, 'resume-clock': resumeClock, 'simplify-matter': simplifyMatter, 'split-matter': splitMatter,
} as const
export type WorkAction = keyof typeof contracts

export const acts = (name: WorkAction, role: string | undefined): boolean => contracts[name].roles.some((one) => one === role)
