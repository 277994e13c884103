/**
 * What the joint response of each demo area is made of: its stage, how many problems stand where, and the gaps that are
 * sown on purpose. Tests know these numbers: the gap finder has to find exactly them.
 */
export type ProblemState = 'collected' | 'classified' | 'assigned' | 'consulting' | 'planned' | 'handling' | 'kept' | 'confirmed' |
  'struck' | 'routed' | 'explained' | 'deferred' | 'reopened'
export type Gap = 'unassigned' | 'unacknowledged' | 'idle' | 'no_department' | 'commitment_late' | 'revisit_missing' | 'recheck_late' | 'group_unvisited'
type Stage = 'proposed' | 'surveying' | 'listed' | 'consulting' | 'resolving' | 'consolidating' | 'routine'

export interface Plan {
  /** last part of the key area's code, or the sector */
  area: string
  title: string
  stage: Stage
  /** days before the demo's last day on which it was opened */
  opened: number
  /** offices of county level in charge; the first is the head */
  leaders: readonly string[]
  leadUnit: string | null
  members: number
  /** share of the planned households that are visited */
  visited: number
  problems: Partial<Record<ProblemState, number>>
  commitments: { kept: number, running: number }
  consultations: number
  meetings: number
  /** front-line activities recorded, spread over so many of the seven kinds */
  activities: { n: number, kinds: number }
  plans: boolean
  seeded: Partial<Record<Gap, number>>
}

const quiet = {
  commitments: { kept: 0, running: 0 }, consultations: 0, meetings: 0, activities: { n: 0, kinds: 0 }, plans: false, members: 0, visited: 0,
  problems: {}, seeded: {},
}

export const PLANS: readonly Plan[] = [
  // the example of the source: 6 county leaders, over 120 members, 526 households all visited, 835 problems
  { area: 'K01', title: '澄川新城片区联动处置', stage: 'consolidating', opened: 700, leadUnit: 'D25', members: 126, visited: 1, plans: true,
    leaders: ['县委副书记', '常务副县长', '副县长（自然资源）', '副县长（农业农村）', '政法委书记', '县人大副主任'],
    problems: { struck: 640, explained: 42, routed: 38, deferred: 61, confirmed: 12, kept: 9, handling: 14, planned: 7, consulting: 5, assigned: 4,
      classified: 2, collected: 1 },
    commitments: { kept: 93, running: 3 }, consultations: 6, meetings: 14, activities: { n: 96, kinds: 7 }, seeded: {} },
  { area: 'K02', title: '两岸连通工程联动处置', stage: 'resolving', opened: 320, leadUnit: 'D02', members: 38, visited: 1, plans: true,
    leaders: ['副县长（交通运输）', '县政协副主席'], problems: { struck: 36, explained: 4, deferred: 5, handling: 11, planned: 6, kept: 3, consulting: 2 },
    commitments: { kept: 9, running: 2 }, consultations: 3, meetings: 4, activities: { n: 26, kinds: 6 }, seeded: { unacknowledged: 1, no_department: 2 } },
  { area: 'K03', title: '引水工程征地联动处置', stage: 'surveying', opened: 60, leadUnit: 'D05', members: 22, visited: 0.5, plans: false,
    leaders: ['副县长（水务）'], problems: { collected: 9, classified: 6 }, commitments: { kept: 0, running: 0 }, consultations: 0, meetings: 1,
    activities: { n: 6, kinds: 3 }, seeded: { group_unvisited: 2, unassigned: 1 } },
  { area: 'K04', title: '高速互通征地联动处置', stage: 'listed', opened: 110, leadUnit: null, members: 14, visited: 1, plans: false,
    leaders: ['副县长（发展改革）'], problems: { classified: 7, assigned: 6, collected: 2 }, commitments: { kept: 0, running: 0 }, consultations: 0, meetings: 1,
    activities: { n: 8, kinds: 3 }, seeded: { idle: 2 } },
  { area: 'K05', title: '云里安置区联动处置', stage: 'resolving', opened: 400, leadUnit: 'D24', members: 46, visited: 1, plans: true,
    leaders: ['常务副县长'], problems: { struck: 88, explained: 9, routed: 5, deferred: 7, handling: 12, kept: 5, confirmed: 4, planned: 5, reopened: 2 },
    commitments: { kept: 14, running: 3 }, consultations: 4, meetings: 6, activities: { n: 38, kinds: 7 }, seeded: { commitment_late: 2, revisit_missing: 3 } },
  { area: 'K06', title: '集镇安置区联动处置', stage: 'consulting', opened: 150, leadUnit: 'D24', members: 18, visited: 1, plans: false,
    leaders: ['副县长（民政）'], problems: { assigned: 8, consulting: 9, deferred: 3, classified: 5, explained: 2 }, commitments: { kept: 0, running: 1 },
    consultations: 1, meetings: 2, activities: { n: 11, kinds: 4 }, seeded: { recheck_late: 1, no_department: 3 } },
  { area: 'K07', title: '工业园区联动处置', stage: 'resolving', opened: 280, leadUnit: 'D30', members: 31, visited: 1, plans: true,
    leaders: ['副县长（工业）'], problems: { struck: 41, routed: 12, explained: 5, handling: 9, planned: 4, kept: 2 }, commitments: { kept: 6, running: 2 },
    consultations: 2, meetings: 3, activities: { n: 19, kinds: 5 }, seeded: { unacknowledged: 2, idle: 1 } },
  { ...quiet, area: 'K08', title: '特色食品产业园联动处置', stage: 'proposed', opened: 9, leadUnit: null, leaders: [] },
  { ...quiet, area: 'K09', title: '云顶大山景区联动处置', stage: 'routine', opened: 640, leadUnit: 'D31', members: 12, visited: 1, plans: true,
    leaders: ['副县长（文化旅游）'], problems: { struck: 52, explained: 6, routed: 4 }, commitments: { kept: 7, running: 0 }, consultations: 2, meetings: 3,
    activities: { n: 17, kinds: 7 } },
  { ...quiet, area: 'K10', title: '平湖景区联动处置', stage: 'surveying', opened: 25, leadUnit: 'D31', members: 6, leaders: ['副县长（文化旅游）'],
    problems: { collected: 3 }, activities: { n: 2, kinds: 1 }, seeded: { unassigned: 3, group_unvisited: 4 } },
  // a sector's task force: the same joint response without ground
  { ...quiet, area: 'migrant_wages', title: '农民工工资专班', stage: 'resolving', opened: 210, leadUnit: 'D06', members: 17, plans: true,
    leaders: ['副县长（人力资源）'], problems: { struck: 18, routed: 9, handling: 5 }, commitments: { kept: 4, running: 1 }, consultations: 2,
    activities: { n: 9, kinds: 4 } },
]
