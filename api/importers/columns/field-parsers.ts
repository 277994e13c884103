import { booleanParser } from '../parse/booleans.ts'
import { parseCode, parseLevel, parseUnitCode } from '../parse/codes.ts'
import { type DateOptions, dateParser } from '../parse/dates.ts'
import { keyAreaKind } from '../parse/kinds.ts'
import { parseCoordinate, parseCount } from '../parse/numbers.ts'
import { Bad, type FilledCell, type Outcome, type Parser } from '../parse/outcome.ts'
import { parseNames, parsePlace, parseText } from '../parse/text.ts'
import type { FieldName, ImportKind } from '../types.ts'

const PAST = new Set<FieldName>(['received_on', 'registered_on', 'accepted_on', 'closed_on', 'updated_on'])
const DATES = new Set<FieldName>([...PAST, 'due_on', 'valid_from', 'valid_to', 'date'])

export function isDateField(field: FieldName): boolean {
  return DATES.has(field)
}

/** The parser of a field. `today` is `yyyy-MM-dd` in county time: what has happened cannot lie ahead of it. */
export function fieldParser(kind: ImportKind, field: FieldName, options: DateOptions & { today?: string; inverted?: boolean } = {}): Parser {
  if (DATES.has(field)) return dateParser({ ...options, notAfter: PAST.has(field) ? options.today : undefined })
  switch (field) {
    case 'lon': case 'lat': return parseCoordinate
    case 'people_count': case 'household_count': case 'households': case 'year': return parseCount
    case 'is_closed': return booleanParser(['已办结', '办结', '已化解', '化解', '已关闭', '已销号', '审核认定办结', 'closed'], ['未办结', '处理中', '办理中', '未化解', '在办', '正在办理', '待办', 'open'])
    case 'is_first': return booleanParser(['初次', '初件', '初访', '初信', '初信初访', '首次'], ['重复', '重件', '重访', '重信', '重信重访'])
    case 'is_collective': return booleanParser(['集体', '集体访', '联名', '联名信'], ['个人', '个访', '个体', '个体访', '单人'])
    case 'is_workday': return booleanParser(['班', '上班', '工作日', '调休', '调休上班', '补班', 'workday'], ['休', '休息', '放假', '节假日', '假', 'holiday'], options.inverted)
    case 'confidential': return booleanParser(['保密', '秘密', '机密', '内部'], ['公开', '不保密', '普通'])
    case 'official': return booleanParser([], [], options.inverted)
    case 'petition_no': case 'matter_no': case 'place_key': case 'area_code': return parseCode
    case 'code': return kind === 'key-areas' ? parseCode : parseUnitCode
    case 'parent_code': case 'unit_code': case 'successor_code': case 'predecessor_code': return parseUnitCode
    case 'level': return parseLevel
    case 'aliases': return parseNames
    case 'place_text': return parsePlace
    case 'kind': return kind === 'key-areas' ? keyAreaKind : parseText
    case 'name': return parseName
    default: return parseText
  }
}

/** Names are at most 80 characters in the database. */
function parseName(cell: FilledCell): Outcome {
  const text = parseText(cell)
  if (typeof text !== 'string' || text.length <= 80) return text
  return new Bad('name-too-long', `名称超过 80 个字：${text.slice(0, 20)}…`,
    `The name is longer than 80 characters: ${text.slice(0, 20)}...`)
}
