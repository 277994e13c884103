import * as Type from 'typebox'
import { bordersOn, day, nullable, under } from './feed.ts'

/** How a measure is written and read: a count, a share (0-1), or a rate per 1,000 households. */
export interface MeasureTitle { zh: string; en: string; unit: 'count' | 'share' | 'per_1000_households'; unitName: { zh: string; en: string } }

const counted = (zh: string, en: string, inZh: string, inEn: string): MeasureTitle =>
  ({ zh, en, unit: 'count', unitName: { zh: inZh, en: inEn } })

/** Every file of sql/measures has its title here; a test compares the two. */
export const measures: Record<string, MeasureTitle> = {
  petitions: counted('信访量', 'Petitions', '件次', 'petitions'),
  matters: counted('信访事项', 'Matters', '件', 'matters'),
  people: counted('信访人次', 'People', '人次', 'people'),
  repeats: counted('重复信访', 'Repeat petitions', '件次', 'petitions'),
  collective: counted('集体访', 'Collective visits', '批次', 'batches'),
  open: counted('在办', 'Open', '件次', 'petitions'),
  overdue: counted('超期', 'Overdue', '件次', 'petitions'),
  repeat_share: { zh: '重复信访率', en: 'Repeat share', unit: 'share', unitName: { zh: '占信访量', en: 'of petitions' } },
  overdue_share: { zh: '在办超期率', en: 'Overdue share', unit: 'share', unitName: { zh: '占在办', en: 'of open' } },
  household_rate: {
    zh: '每千户信访事项', en: 'Matters per 1,000 households', unit: 'per_1000_households',
    unitName: { zh: '件/千户', en: 'per 1,000 households' },
  },
  gaps: counted('联动缺口', 'Gaps in the joint response', '处', 'gaps'),
  problems: counted('问题', 'Problems', '条', 'problems'),
  problems_open: counted('未销号问题', 'Open problems', '条', 'problems'),
  problems_closed_share: { zh: '问题办结率', en: 'Problems closed', unit: 'share', unitName: { zh: '占问题', en: 'of problems' } },
  problems_reopened_share: { zh: '重新办理率', en: 'Problems re-opened', unit: 'share', unitName: { zh: '占问题', en: 'of problems' } },
  household_coverage: { zh: '入户走访率', en: 'Household coverage', unit: 'share', unitName: { zh: '占计划户数', en: 'of planned households' } },
  commitments_kept_share: { zh: '承诺兑现率', en: 'Commitments kept', unit: 'share', unitName: { zh: '占到期承诺', en: 'of commitments due' } },
  revisit_satisfied_share: { zh: '回访满意率', en: 'Satisfied at revisits', unit: 'share', unitName: { zh: '占回访', en: 'of revisits' } },
  five_ones: { zh: '五个一完整度', en: 'Five ones in place', unit: 'share', unitName: { zh: '占五项', en: 'of five' } },
}

export const MeasureQuery = {
  by: Type.Enum(['unit', 'area']),
  level: Type.Optional(Type.Enum(['township', 'village', 'group'])),
}

const Rest = nullable(Type.Number())
/** `unlocated`, `outside`, `coarser` (placed, but not to this level; in no area) and the rows add up to `total`. */
export const MeasureAnswer = Type.Object({
  name: Type.String(), by: Type.String(), level: nullable(Type.String()), as_of: day,
  borders_on: nullable(bordersOn),
  rows: Type.Array(Type.Object({
    code: Type.String(), name: Type.String(), value: Rest, numerator: Rest, denominator: Rest, under,
  }, { additionalProperties: false })),
  median: nullable(Type.Number({ description: 'of the values told in rows' })),
  unlocated: Rest, outside: Rest, coarser: Rest, total: Rest,
}, { additionalProperties: false })
export type MeasureAnswer = Type.Static<typeof MeasureAnswer>

export const MeasureList = Type.Object({
  rows: Type.Array(Type.Object({
    name: Type.String(), title: Type.String(), title_en: Type.String(), unit: Type.String(),
    unit_name: Type.String(), unit_name_en: Type.String(),
  }, { additionalProperties: false })),
}, { additionalProperties: false })
