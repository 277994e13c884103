import { Bad, type FilledCell, type Outcome, plain } from './outcome.ts'

/** Past this a spreadsheet has rounded the digits away. */
const EXACT = 1e15

/**
 * An identifier as text: digits exactly as written, full-width ones made plain.
 * A number that a spreadsheet has rounded (`6.21E+17`) is refused: the digits are gone and guessing joins two matters.
 */
export function parseCode(cell: FilledCell): Outcome {
  if (typeof cell === 'number') {
    return Math.abs(cell) < EXACT ? String(cell) : rounded(String(cell))
  }
  const text = plain(String(cell)).replace(/^'/, '').replace(/^="?([^"]*)"?$/, '$1').replace(/^(\d+)\.0$/, '$1')
  if (/^\d(\.\d+)?e\+?\d{1,2}$/i.test(text)) return rounded(text)
  if (text.length > 60) return new Bad('code-too-long', `编号超过 60 个字符：${text.slice(0, 20)}…`, `The number is longer than 60 characters: ${text.slice(0, 20)}...`)
  return text === '无' ? null : text
}

/**
 * An administrative code by its length: 6 county, 9 township, 12 village, 15 group. The twelve-digit form of a county or
 * township (530628001000) is the same unit as the short one, so the zeros go.
 */
export function parseUnitCode(cell: FilledCell): Outcome {
  const code = parseCode(cell)
  if (typeof code !== 'string') return code
  if (!/^[0-9A-Za-z_-]{1,40}$/.test(code)) {
    return new Bad('code-unreadable', `代码 ${code.slice(0, 30)} 只能含数字、字母、- 和 _。`,
      `The code ${code.slice(0, 30)} may hold digits, letters, - and _ only.`)
  }
  return /^\d{12}$/.test(code) ? code.replace(/^(\d{9})000$/, '$1').replace(/^(\d{6})000$/, '$1') : code
}

const LEVELS: [RegExp, string][] = [
  [/^(group|villager.?group|组|组级|村民小组|居民小组|小组|6)$/, 'group'],
  [/^(village|村|村级|行政村|社区|社区级|村居|村\(社区\)|里|5)$/, 'village'],
  [/^(township|town|subdistrict|乡|镇|乡级|镇级|乡镇|乡镇级|街道|街道级|乡\(镇\)|区公所|4)$/, 'township'],
  [/^(county|district|县|县级|区县|县\(区\)|区|3)$/, 'county'],
]

/** The level of a unit by the word or number that files use for it. */
export function parseLevel(cell: FilledCell): Outcome {
  const text = plain(String(cell)).toLowerCase()
  const level = LEVELS.find(([pattern]) => pattern.test(text))?.[1]
  return level ?? new Bad('level-unknown', `级别 ${text.slice(0, 20)} 不是县、乡镇、村、组之一。`, `The level ${text.slice(0, 20)} is none of county, township, village, group.`)
}

function rounded(text: string): Bad {
  return new Bad('digits-lost', `编号 ${text} 已被表格软件按科学计数法截断，原数字已丢失。请在原系统导出为文本格式。`,
    `The number ${text} was rounded by a spreadsheet and its digits are lost. Export it as text from the source system.`)
}
