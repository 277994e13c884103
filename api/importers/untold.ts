import type { FieldName, ImportKind, Notice } from './types.ts'

interface Untold { tells: readonly FieldName[]; notice: Notice }

/** What figures are made of, and what they say where no column of the file tells it. */
const untold: readonly Untold[] = [
  {
    tells: ['state', 'is_closed', 'closed_on'],
    notice: {
      code: 'no-state', zh: '没有状态、是否办结或办结日期列：全部按在办统计。',
      en: 'No column tells state, closing or its date: all rows count as open.',
    },
  },
  {
    tells: ['is_first', 'matter_no', 'identity_hash'],
    notice: {
      code: 'no-repeats', zh: '没有初次标志、关联件号，也未按人识别：每行算一件初次信访，重复信访率不可用。',
      en: 'No column tells first petitions or the matter, and persons are not recognised: each row counts as a first petition, and the share of repeats says nothing.',
    },
  },
]

/** Of a file of petitions: what it does not tell, so that nobody takes the figures for its word. */
export function untoldBy(kind: ImportKind, fields: readonly FieldName[]): Notice[] {
  if (kind !== 'petitions') return []
  return untold.filter(({ tells }) => !tells.some((field) => fields.includes(field))).map(({ notice }) => notice)
}
