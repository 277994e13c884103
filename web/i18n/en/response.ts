import type zh from '../zh/response.ts'

const en: typeof zh = {
  level: { county: 'County', township: 'Township', village: 'Village', group: 'Villager group' },
  matrixCaption: 'Key areas by four levels: who answers, state, last action, due date and gaps of each', area: 'Area', asOf: 'As of {day} · {n} joint responses',
  outOfSight: '(outside your units)', andOthers: '{name} and others, {n} units', lastAction: 'Last action', due: 'Due', ackBy: 'Acknowledge by', overdue: 'Overdue',
  never: 'none', today: 'today', daysAgo: '{n} days ago', dueToday: 'due today', daysLeft: '{n} days left', daysLate: '{n} days late', sinceDays: 'for {n} days', gone: '{n}% of the limit gone',
  turnInto: 'Turn into “{state}”', supervised: 'supervised by: {level}', and: ', ', more: 'Show more', all: 'All',
  gaps: 'Gaps', gapsN: '{n} gaps', gapsTotal: 'gaps', gapKind: 'Kind of gap', allGaps: 'All gaps', noGaps: 'No gaps', shouldAct: 'Should act: {who}',
  line: {
    plain: '{n} areas, {level}: {name}', idle: '{n} areas, {level}: nothing done for {days} days', no_department: '{n} areas: problems without department for over {days} days', revisit_missing: '{n} areas: no revisit {days} days after fulfilling',
    recheck_late: '{n} areas: deferred problems past their re-check date', group_unvisited: '{n} areas: villager groups without visits', commitment_late: '{n} areas: commitments past their date ({level})',
  },
  cellLead: 'The record is only added to, never changed', tasks: 'Tasks', noTasks: 'No task was assigned yet', history: 'Record', openFor: 'What the response is for', openOf: { area: 'Key area', sector: 'Group matter of a sector' },
  empty: { title: 'No joint response', text: 'No key area of your units has a joint response yet.', filtered: 'No joint response matches. Reset the filter.' },
  event: { by: 'by: {who}', began: 'Entered as “{to}”', moved: '{from} → {to}', note: 'Progress note', none: 'Nothing is on the record yet', system: 'System' },
  filter: { area: 'All areas', area_kind: 'All kinds of area', unit: 'All townships and villages', sector: 'All sectors', category: 'All categories', q: 'Search title or number', state: 'All states', department: 'All departments', source: 'All sources' },
  form: { choose: 'Choose', none: 'Leave open', cancel: 'Cancel', send: 'Confirm', busy: 'Sending…', close: 'Close', before: 'Needed before “{move}”' },
  refused: {
    faster: 'Someone was faster. The page has been read again: check it, then act.', fasterNow: 'Someone was faster. The page has been read again. Possible now: {moves}.', unsent: 'The server did not answer. Send it again: it will not be recorded twice.',
  },
  action: {
    'record-care': 'Record reply and help', 'open-stage': 'Open a stage', 'decide-stage': 'Record the outcome', 'pause-clock': 'Pause', 'resume-clock': 'Resume', 'extend-matter': 'Extend',
    'open-response': 'Open a joint response', 'plan-response': 'Lead unit and plans', 'set-task-force': 'Task force', 'appoint-lead': 'Put an office in charge', 'assign-task': 'Assign a task', 'note-task': 'Note progress',
    'reassign-task': 'Reassign', 'plan-visits': 'Plan visits', 'record-visits': 'Record visits', 'open-consultation': 'Call a consultation', 'decide-consultation': 'Write down the decision', 'add-commitment': 'Write down a commitment',
    'fulfil-commitment': 'Mark as kept', 'record-revisit': 'Record a revisit', 'record-meeting': 'Record a meeting', 'record-activity': 'Record an activity', 'set-limit': 'Limits to acknowledge', 'set-policy': 'Five unifieds',
    'add-problem': 'Collect a problem', 'assign-problems': 'Assign together', handover: 'Hand over',
  },
  field: {
    on: 'Date (today if left open)',
    written_reply_on: 'Written reply on', counselling_on: 'Referred to counselling on', backlog_on: 'Backlog since', hardship_yuan: 'Hardship money (yuan)', hardship_by: 'Decided by', outcome: 'Outcome', decided_on: 'Date (today if left open)', asked_on: 'Asked on (today if left open)', from_on: 'From (today if left open)', until_on: 'Until (then it runs again)',
    'open-stage': { kind: 'Kind' },
    title: 'Title', area: 'Key area', sector: 'Sector', unit: 'Unit', owner_unit: 'Unit in charge (becomes its task)', due_on: 'Due date', responsible_title: 'Office in charge (no name)', reason: 'Reason',
    report: 'Result', note: 'Note', category: 'Category', department: 'Responsible department', plan: 'Plan', reply: 'Written reply', route: 'Legal route', recheck_on: 'Re-check date (agreed with the residents)',
    result: 'Result of the revisit', on_date: 'Date (today if left open)', reopen: 'Not satisfied: handle again', lead_unit: 'Lead unit', resolution_plan: 'Resolution plan', service_plan: 'On-site order-and-service plan',
    planned_count: 'Households planned', done_count: 'Households visited (this round so far)', starts_on: 'From', ends_on: 'To', round_no: 'Round', kind: 'Kind of activity', held_on: 'Date', attendance_count: 'People present',
    explained_count: 'Problems explained', amount_yuan: 'Amount (yuan)', made_on: 'Promised on (today if left open)', problem_no: 'Problem', kept_on: 'Kept on (today if left open)', source: 'Source', household_count: 'Households concerned',
    collected_on: 'Collected on (today if left open)', level: 'Level', office_title: 'Office (no name)', valid_from: 'From (today if left open)', handover: 'Handover note', ack_hours: 'Acknowledge within (hours)',
    ack_workdays: 'or (working days)', body: 'Text', convenor_title: 'Convenor (office)', attending: 'Units present', decision: 'Decision', to: 'State',
    'open-response': { title: 'Name of the joint response' }, 'assign-task': { title: 'Task', unit: 'Assign to' }, 'add-commitment': { title: 'Commitment', due_on: 'To be kept by' }, 'add-problem': { title: 'Problem (one sentence)', unit: 'Village or group' },
    'record-activity': { result: 'What came of it', on_date: 'Date' }, 'plan-visits': { unit: 'Villager group' }, 'open-consultation': { title: 'Subject', unit: 'Called by', held_on: 'Held on' }, 'note-task': { note: 'Progress' },
    'decide-consultation': { department: 'Responsible department', due_on: 'Due date' }, 'reassign-task': { unit: 'Reassign to' }, 'set-policy': { kind: 'What is unified', category: 'For this category (standard replies only)', title: 'Title' },
    'plan-response': { title: 'Name of the joint response' },
  },
  board: {
    back: 'All areas', fiveOnes: 'Five ones', of5: '{n}/5', ones: { leader: 'Leader in charge', lead_unit: 'Lead unit', task_force: 'Task force', resolution_plan: 'Resolution plan', service_plan: 'On-site order-and-service plan' },
    stage: 'Stage of the area', leads: 'Leaders in charge', since: 'since {day}', until: '{from} to {to}', force: 'Task force', members: '{n} members', forceTotal: '{n} members in all', leadUnit: 'Lead unit', none: 'not set', lanes: 'Tasks of the four levels', openTasks: '{open} open of {n}',
    households: 'Household visits', planned: '{n} planned', done: '{n} visited', coverage: '{share} covered ({done}/{planned})', noPlan: 'not planned', group: 'Villager group', rounds: '{n} rounds', problems: 'Problems', commitments: 'Commitments', kept: '{kept}/{n} kept',
    noCommitments: 'No commitment yet', activities: 'Seven front lines', covered: '{n}/7 covered', lastOn: 'last {day}', notYet: 'not yet', policies: 'Five unifieds', noPolicies: 'No unified text yet', limits: 'Limits to acknowledge', hours: '{n} hours', workdays: '{n} working days', own: 'set for this area',
    consultations: 'Consultations', all: 'See all', list: 'List', lost: 'No such joint response', lostText: 'The area has no joint response yet, or lies outside your units.', plans: 'Plans', latest: 'Latest activities', revisits: 'Revisits', meeting: 'Residents’ meeting', sector: 'Sector', opened: 'opened {day}', retired: 'handed over',
    addMember: 'Add a line', role: 'Role', number: 'Members', removeMember: 'Remove this line', struck: '{n} struck off, routed or explained', deferred: '{n} deferred', reopened: '{n} were re-opened', closing: '{closed}/{n} closed ({share})',
  },
  problems: {
    total: '{n} problems', path: 'Path', side: 'Side states', select: 'Select', selected: '{n} selected', assign: 'Assign to…', selectAll: 'Select all that can be assigned here', cannot: 'Cannot be assigned in this state', households: '{n} households', department: 'Department', noDepartment: 'not assigned',
    recheck: 'Re-check on', recheckLate: 're-check date has passed', collected: 'Collected', empty: 'No problem matches', source: 'Source', plan: 'Plan', reply: 'Reply', reopened: 're-opened {n} times', revisited: 'Revisit', open: 'Open ones only', no: 'No.', details: 'Details and record', shown: '{n} of {total} shown',
    partly: 'Chosen among the {n} problems shown',
  },
  consultation: {
    agenda: 'Agenda', decided: 'Decision', undecided: 'to be decided', owner: 'In charge', attending: 'Present', convenor: 'Convenor', task: 'Task', empty: 'No consultation yet', items: '{done} of {n} decided', add: 'Add a point', problem: 'Problem of the list', free: 'Other point', remove: 'Remove this point', needItem: 'Fill in at least one point',
    choose: 'Choose an area', becomes: 'became a task',
  },
  work: {
    overdue: 'Overdue', week: 'Due within seven days', repeat: 'Repeated, sent back', more: 'Everything else', showRest: '{n} more', none: 'Nothing to do right now', noneText: 'Nothing overdue, due within seven days or repeated.', visits: 'Household visits', again: 'again',
    kind: { task: 'Task', confirm: 'To confirm', problem: 'Problem', commitment: 'Commitment', matter: 'Matter' },
  },
  matter: {
    yuan: '{n} yuan', dueOn: 'due', metOn: 'done', derivation: 'How the date came about', petitions: 'Petitions', checks: 'Four musts', none: 'none', route: 'Legal route', department: 'Responsible unit', confidential: '(not disclosed)', paused: 'Paused',
    received: 'First received', registered: 'Registered', accepted: 'Accepted', opinion: 'Opinion', closed: 'Closed', settled: 'Settled', people: '{n} people', batches: '{n} petitions', lost: 'No such matter', stages: 'Review, re-check, hearing', asked: 'asked',
    care: 'Written reply and help', cares: { written: 'Written reply', counselling: 'Counselling referral (date only)', backlog: 'Backlog since', hardship: 'Hardship money' },
  },
}
export default en
