/**
 * Two things that began lately, for the weekly alarm to find: a burst water main of one village (many, within five weeks)
 * and night work at a gravel plant (fewer, spread over two neighbouring groups). Fixed in number whatever the size of the
 * county's record: in a large one they drown, as they would.
 */
import type { Dice } from './dice.ts'
import type { Topic } from './content.ts'
import type { Placed } from './place.ts'
import { nearby, type Settings, type Spot } from './settings.ts'

interface Outbreak {
  /** of a topic that the demo has: category and department follow */
  category: string
  /** days before the last one on which a matter comes in: none of the last week, which the alarm does not look at yet */
  ago: readonly number[]
  /** where it is: a share of the villager groups in their order */
  at: number
  /** metres around the middle of the group */
  spread: number
  told: readonly (readonly [title: string, cause: string])[]
}

const OUTBREAKS: readonly Outbreak[] = [
  {
    category: '030201', ago: [37, 35, 33, 31, 29, 28, 26, 24, 22, 21, 19, 17, 15, 13, 11, 9, 8, 7], at: 0.31, spread: 180,
    told: [
      ['反映供水主管被施工挖断后停水', '修路施工挖断供水主管，家中停水多日'],
      ['请求抢修主管恢复供水', '主管抢修后又爆，自来水浑浊不能饮用'],
      ['要求供水中断期间送水', '停水以来靠挑水，老人取水困难'],
      ['要求说明供水恢复时间', '停水后没有公告，不知何时恢复'],
    ],
  },
  {
    category: '630204', ago: [36, 31, 25, 19, 13, 8], at: 0.74, spread: 900,
    told: [
      ['反映砂石厂夜间加工噪声扰民', '砂石厂近来夜间开工，机器声整夜不停'],
      ['要求砂石厂停止夜间生产', '夜里碎石和装车声大，孩子睡不着'],
    ],
  },
]

export interface Planned { topic: Topic, place: Placed, title: string, text: string }

/** Asked for the matters in order of receipt: the next one of an outbreak, when its day has come. */
export function outbreaksOf(settings: Settings, topics: readonly Topic[], days: number): (day: number, dice: Dice) => Planned | undefined {
  const waiting = OUTBREAKS.flatMap((one, nth) => one.ago.map((ago, at) => ({ nth, at, day: days - 1 - ago })))
    .filter(({ day }) => day >= 0).sort((a, b) => a.day - b.day || a.nth - b.nth)
  const { spots } = settings.groups
  return (day, dice) => {
    const [next] = waiting
    if (next === undefined || next.day > day) return undefined
    waiting.shift()
    const { category, at, spread, told } = OUTBREAKS[next.nth] as Outbreak
    const topic = topics.find((one) => one.category === category)
    if (!topic) throw new Error(`topics.csv has no topic of category ${category}`)
    const spot = spots[Math.floor(at * spots.length)] as Spot
    const [title, cause] = told[next.at % told.length] as readonly [string, string]
    const [lon, lat] = nearby(spot, spread, dice)
    const text = `${spot.township.name}${spot.village.name}${spot.group.name}`
    return { topic, place: { area: -1, spot, lon, lat, text }, title, text: `${text}群众反映：${cause}。请求尽快派人到现场处理并答复。` }
  }
}
