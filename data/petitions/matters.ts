/** Three years of petitions, or any number of them, one matter after the other in order of receipt. */
import { randomFrom } from '../../api/statistics/random.ts'
import type { County } from '../county/types.ts'
import { lifeOf } from './clocks.ts'
import { contactsOf } from './contacts.ts'
import { readContent, wording, type Setting, type Topic } from './content.ts'
import { daysBetween, type Days } from './days.ts'
import { diceFrom, type Dice } from './dice.ts'
import { placeOf } from './place.ts'
import { outbreaksOf } from './outbreak.ts'
import { plans, totalsFor } from './plan.ts'
import { comesFirst, isClear, restated, saysAgain, type Remembered } from './restate.ts'
import { settingsOf } from './settings.ts'
import type { MatterOptions, Yielded } from './types.ts'

export const DEMO_PETITIONS = 3400
export const DEMO_FROM = '2023-12-01'

const DETAIL = 9

/**
 * Streams matters with their petitions, then the daily counts of misconduct reports. The same county, seed, size and
 * days give the same rows; at most one matter is held at a time. Throws a RangeError that names a wrong option.
 */
export function* matters(county: County, options: MatterOptions): Generator<Yielded> {
  const { petitions = DEMO_PETITIONS, seed = county.seed, from = DEMO_FROM, until } = options
  const totals = totalsFor(petitions)
  const days = daysBetween(from, until, seed)
  const dice = diceFrom(randomFrom(seed).fork('matters').int(1, 2 ** 31))
  const detail = diceFrom(randomFrom(seed).fork('detail').int(1, 2 ** 31))
  const settings = settingsOf(county, seed)
  const content = readContent()
  const outbreak = outbreaksOf(settings, content.topics, days.count)
  const name = (day: number | null): string | null => day === null ? null : days.iso[day] ?? null
  let number = 0
  let remembered: Remembered | undefined
  let weightsDay = -1
  let areaWeights = settings.areaWeights(0)
  for (const planned of plans(totals, days, dice)) {
    if (planned.day !== weightsDay) {
      weightsDay = planned.day
      areaWeights = settings.areaWeights(planned.day / days.count)
    }
    detail.turnTo(planned.index, DETAIL)
    const drawn = placeOf(settings, areaWeights, detail)
    const setting: Setting = drawn.area < 0 ? 'general' : county.key_areas[drawn.area]?.kind ?? 'general'
    const month = content.weights[setting][days.month[planned.day] as number] as Float64Array
    const own = content.topics[detail.weighted(month)] as Topic
    const request = detail() > 0.07
    const life = lifeOf(planned, request, days.count - 1, detail)
    const received = days.iso[planned.day] as string
    const first = { topic: own, place: drawn, ...wording(own, setting, drawn, Number(received.slice(0, 4)), detail) }
    const again = saysAgain(planned.index) ? remembered : undefined
    const { topic, place, title, text } = outbreak(planned.day, detail) ?? (again ? { topic: again.topic, ...restated(again, detail) } : first)
    if (comesFirst(planned.index)) remembered = isClear(drawn) ? first : undefined
    yield {
      kind: 'matter',
      matter: {
        no: planned.index + 1, category: topic.category, purpose: request ? 'request' : 'suggestion', route: life.route,
        lon: place.lon, lat: place.lat, place_text: place.text, received_on: received,
        registered_on: days.iso[life.registered] as string, accepted_on: name(life.accepted), due_on: name(life.due),
        extended: life.extended, opinion_on: name(life.opinion), closed_on: name(life.closed),
        settled_on: name(life.settled),
        settled_first: planned.settledFirst, state: life.state,
        department: detail() < 0.68 ? topic.department : `T${place.spot.township.code.slice(6)}`,
        hardship_yuan: planned.hardshipYuan, title, text, sector: topic.sector, confidential: detail() < 0.008,
      },
      petitions: contactsOf(planned, life, days, place.area >= 0, () => ++number, detail),
    }
  }
  yield* misconduct(days, petitions, detail)
}

/** Reports of misconduct: a day and a number, nothing else (Regulations art. 30, 46(5)); about 1.6 in 100. */
function* misconduct(days: Days, petitions: number, dice: Dice): Generator<Yielded> {
  let before = 0
  for (let day = 0; day < days.count; day++) {
    const share = (days.arrived[day] as number) - before
    before = days.arrived[day] as number
    dice.turnTo(day, DETAIL + 1)
    const expected = 0.016 * petitions * share
    const count = Math.floor(expected + dice())
    if (count > 0) yield { kind: 'misconduct', received_on: days.iso[day] as string, count }
  }
}
