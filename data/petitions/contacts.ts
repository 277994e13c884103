/** The petitions of one matter: when people came, by which way, how many, and before whom. */
import { cumulative, type Dice } from './dice.ts'
import type { Days } from './days.ts'
import type { Life } from './clocks.ts'
import type { Planned } from './plan.ts'
import type { Channel, LodgedLevel, Petition } from './types.ts'

const CHANNELS: readonly Channel[] =
  ['visit', 'online', 'hotline_12345', 'mobile', 'wechat', 'phone', 'letter', 'mailbox']
const FIRST = cumulative([33, 17, 18, 9, 8, 6, 6, 3])
const AGAIN = cumulative([45, 14, 11, 8, 7, 4, 8, 3])
/** what stays open on days off */
const RESTED = cumulative([3, 25, 30, 15, 14, 6, 2, 5])

const LEVELS: readonly LodgedLevel[] = ['township', 'county', 'prefecture', 'province', 'state']
const LEVELS_FIRST = cumulative([29, 60, 6, 3.6, 1.4])
const LEVELS_LATER = cumulative([14, 54, 16, 11, 5])

/** `crowd` raises the odds of a collective visit (key areas); `next` numbers the petitions. */
export function contactsOf(
  planned: Planned, life: Life, days: Days, crowd: boolean, next: () => number, dice: Dice,
): Petition[] {
  const last = days.count - 1
  const dates = [planned.day]
  // most come back soon, some when nothing has moved after months, a few after the answer
  const patience = life.closed === null ? 620 : life.closed - planned.day + (dice() < 0.4 ? 75 : 0)
  const span = Math.min(last - planned.day, patience)
  for (let k = 0; k < planned.repeats; k++) dates.push(planned.day + Math.floor(span * dice() ** 1.3))
  dates.sort((a, b) => a - b)
  return dates.map((day, k) => {
    const channel = CHANNELS[dice.weighted(days.working[day] === 0 ? RESTED : k === 0 ? FIRST : AGAIN)] as Channel
    const registered = k === 0 ? life.registered : Math.min(last, day + dice.int(0, dice() < 0.03 ? 22 : 6))
    return {
      no: next(), matter_no: planned.index + 1, received_on: days.iso[day] as string,
      registered_on: days.iso[registered] as string, channel, people_count: people(channel, crowd, dice),
      level_lodged: LEVELS[dice.weighted(k === 0 ? LEVELS_FIRST : LEVELS_LATER)] as LodgedLevel, is_first: k === 0,
    }
  })
}

function people(channel: Channel, crowd: boolean, dice: Dice): number {
  const draw = dice()
  if (channel === 'letter') return draw < 0.82 ? 1 : dice.int(2, 26)
  if (channel !== 'visit') return draw < 0.96 ? 1 : dice.int(2, 5)
  const group = crowd ? 0.24 : 0.09
  if (draw < group) return Math.min(160, 5 + Math.floor(4.5 * (1 - dice()) ** (-1 / 1.7) - 4.5 + 9 * dice()))
  return draw < group + 0.3 ? dice.int(2, 4) : 1
}
