import * as Type from 'typebox'
import { day, nullable } from './feed.ts'

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
}

export const MeasureQuery = {
  by: Type.Enum(['unit', 'area']),
  level: Type.Optional(Type.Enum(['township', 'village', 'group'])),
}

const Rest = nullable(Type.Number())
/** `unlocated`, `outside`, `coarser` (placed, but not to this level; in no area) and the rows add up to `total`. */
export const MeasureAnswer = Type.Object({
  name: Type.String(), by: Type.String(), level: nullable(Type.String()), as_of: day,
  rows: Type.Array(Type.Object({
    code: Type.String(), name: Type.String(), value: Rest, numerator: Rest, denominator: Rest, under: nullable(Type.Literal(5)),
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
