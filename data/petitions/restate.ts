/** Now and then a matter is registered twice: another clerk, other words, the same thing. The demo has some to be found. */
import type { Dice } from './dice.ts'
import type { Topic } from './content.ts'
import type { Placed } from './place.ts'

/** What is remembered of the one that came first. */
export interface Remembered { topic: Topic, place: Placed, title: string, text: string }

/** Of a hundred matters one is remembered, and one sixty later says it again. */
const EVERY = 100
const FIRST = 10
const AGAIN = 70
export const comesFirst = (index: number): boolean => index % EVERY === FIRST
export const saysAgain = (index: number): boolean => index % EVERY === AGAIN

/** A point that people agree about, or nobody could see that the two are one. */
export const isClear = ({ lon, text }: Placed): boolean => lon !== null && text !== null && text.length >= 5 && !/邻县|县城|附近/.test(text)

const AFTER = ['上次反映后没有消息', '登记过一次没有答复', '等了一段时间没有人来', '上回说在研究']
const ASKS = ['请求书面答复', '希望说明办到哪一步', '请求到现场核实', '盼早日解决']

/** The same demand as a second clerk writes it down, a few metres beside the first point. */
export function restated({ place, title, text }: Remembered, dice: Dice): { place: Placed, title: string, text: string } {
  const said = text.slice(0, text.indexOf('。'))
  const metres = (): number => (dice() - 0.5) * 40 / 111_195
  return {
    place: { ...place, lon: (place.lon as number) + metres(), lat: (place.lat as number) + metres() },
    title: dice.pick([`再次${title}`, `${title}，至今没有下文`, `多次${title}`]),
    text: `${said}。${dice.pick(AFTER)}，${dice.pick(ASKS)}。`,
  }
}
