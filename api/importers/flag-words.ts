import type { Reason } from './row-results.ts'

const WORDS: Record<string, [string, string]> = {
  'sentinel-date': ['日期是程序的空值（如 1900-01-01），按没有日期处理', 'The date is a program\'s word for none (such as 1900-01-01) and was left out'],
  masked: ['文字中的个人号码或门牌号已隐去', 'Numbers of persons or houses in the text were hidden'],
  'swapped-coordinates': ['经纬度可能颠倒', 'Longitude and latitude look exchanged'],
  'null-island': ['坐标为 0, 0，按没有坐标处理', 'The coordinates are 0, 0 and were left out'],
  'due-before-received': ['限办日期早于信访日期', 'Due before it was received'],
  'closed-before-received': ['办结日期早于信访日期，未采用', 'Closed before it was received; the date was left out'],
  'closed-date-on-open': ['状态未办结却有办结日期，日期未采用', 'An open state with a closing date; the date was left out'],
  'closed-without-date': ['已办结但没有办结日期', 'Closed without a closing date'],
  'state-conflict': ['“是否办结”与状态不一致，以状态为准', 'The closed mark contradicts the state; the state was taken'],
  'unknown-category': ['内容分类不在分类表中', 'The category is not in the tree of categories'],
  'unknown-channel': ['信访形式无法识别', 'The channel is not known'],
  'unknown-level': ['信访层级无法识别', 'The level that it was lodged at is not known'],
  'unknown-state': ['状态无法识别', 'The state is not known'],
  'unknown-purpose': ['信访目的无法识别', 'The purpose is not known'],
  'unknown-unit-code': ['属地代码不在区划表中', 'The unit code is not in the list of units'],
  'unknown-area': ['重点区域代码无法识别', 'The code of the key area is not known'],
  'no-point': ['没有坐标', 'No coordinates'],
  'no-place': ['没有可识别的地点', 'No place that could be recognised'],
  outside: ['坐标不在任何辖区内', 'The point lies in no unit'],
  'ambiguous-place': ['地点文字对应多个单位', 'The place could be several units'],
  'township-differs': ['地点文字中的村不属于所写乡镇', 'The village named is not in the township named'],
  'placeholder-point': ['坐标是地理编码的默认点（多个地址同一点），不作为地点', 'A geocoder\'s fall-back point (many addresses on one spot), not taken for a place'],
  'crowded-point': ['许多地址同在一点，请核对', 'Many addresses on one point; please check'],
  'people-zero': ['信访人数为 0，按 1 计', 'Number of people is 0; counted as 1'],
  'kind-unknown': ['类型无法识别，按“其他”处理', 'The kind is not known; taken as other'],
}

/** A flag as a reason that a person can read. */
export function flagReason(code: string, column?: string): Reason {
  const [message_zh, message_en] = WORDS[code] ?? [code, code]
  return { code, message_zh, message_en, ...(column ? { column } : {}) }
}
