/** What a matter is about: a topic that fits the place and the season, and our own sentences for it. */
import type { KeyAreaKind } from '../county/types.ts'
import { table } from '../tables.ts'
import { cumulative, type Dice } from './dice.ts'
import type { Placed } from './place.ts'

export type Setting = 'general' | KeyAreaKind

export interface Topic {
  category: string
  department: string
  sector: string | null
  phrases: { demand: string, cause: string }[]
}

export interface Content {
  topics: Topic[]
  /** cumulative weights of the topics by setting and month (1-12) */
  weights: Record<Setting, Float64Array[]>
}

const SETTINGS: readonly Setting[] =
  ['general', 'land_requisition', 'relocation_site', 'industrial_park', 'scenic_area']
/** a topic is this much more frequent in its own months */
const IN_SEASON = 2.3

export function readContent(): Content {
  const rows = table('topics')
  const topics = rows.map(row => ({
    category: row.category ?? '', department: row.department ?? '', sector: row.sector || null,
    phrases: table('phrases').filter(phrase => phrase.topic === row.topic)
      .map(phrase => ({ demand: phrase.demand ?? '', cause: phrase.cause ?? '' })),
  }))
  const weights = Object.fromEntries(SETTINGS.map(setting => [setting, Array.from({ length: 13 }, (_, month) =>
    cumulative(rows.map(row => {
      const peak = (row.peak_months ?? '').split(' ').map(Number).includes(month)
      return Number(row[setting]) * (peak ? IN_SEASON : 1)
    })))])) as Content['weights']
  return { topics, weights }
}

const PROJECTS: Record<Setting, readonly string[]> = {
  general: ['通村公路', '高标准农田', '农村供水工程', '集镇改造', '光伏电站', '高速公路', '输电线路'],
  land_requisition: ['片区征地', '新城道路', '连接线', '管网工程', '安置房建设', '引水干渠'],
  relocation_site: ['安置区', '安置点配套', '安置区学校', '安置区道路'],
  industrial_park: ['园区', '标准厂房', '园区道路', '建材厂', '加工厂'],
  scenic_area: ['景区', '环湖步道', '景区道路', '游客中心', '观景平台'],
}
/** who makes smoke, water and noise there */
const SOURCES: Record<Setting, readonly string[]> = {
  general: ['砂石厂', '养殖场', '木材加工点', '洗煤场', '搅拌站'],
  land_requisition: ['搅拌站', '弃土场', '施工营地'],
  relocation_site: ['洗车场', '搅拌站', '烧烤摊'],
  industrial_park: ['建材厂', '食品加工厂', '化肥仓库', '冶炼车间'],
  scenic_area: ['景区餐饮点', '采石场', '酒店工地'],
}
const ASKS = ['希望到现场核实并书面答复', '请求尽快研究解决', '要求公开办理结果', '希望给予明确答复', '请求协调相关单位处理',
  '要求说明政策依据', '希望组织群众见面沟通', '请求督促落实']
const HISTORY = ['', '', '曾向村委会反映', '已向乡镇反映过', '多次电话询问', '此前有过口头答复']

/** The one-sentence demand (at most 50 characters) and the account behind it. */
export function wording(
  topic: Topic, setting: Setting, place: Placed, year: number, dice: Dice,
): { title: string, text: string } {
  const phrase = dice.pick(topic.phrases)
  const slots: Record<string, string> = {
    v: place.spot.village.name, p: dice.pick(PROJECTS[setting]),
    f: dice.pick(SOURCES[setting]), n: String(dice.int(2, 9)), N: String(dice.int(11, 58)),
    m: String(dice.int(2, 18)), w: (0.3 + 9 * dice() * dice()).toFixed(1), y: String(year - dice.int(0, 5)),
  }
  const fill = (pattern: string): string => pattern.replace(/\{(\w)\}/g, (_, slot: string) => slots[slot] ?? '')
  const history = dice.pick(HISTORY)
  const where = place.text ?? '本县'
  return {
    title: fill(phrase.demand),
    text: `${where}群众反映：${fill(phrase.cause)}。${history ? `${history}，` : ''}${dice.pick(ASKS)}。`,
  }
}
