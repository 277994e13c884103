/**
 * Hot-spot runs: asked for, computed once per data version, rights and question, kept in `hotspot_run`. Whoever asks the
 * same afterwards - list, map, wall, report, another process - gets the stored answer.
 */
import { createHash } from 'node:crypto'
import { rightsOf } from '../answers.ts'
import { today } from '../county-day.ts'
import type { Filter } from '../contract/filter.ts'
import type { HotspotAnswer } from '../contract/hotspots.ts'
import { smallNumber } from '../contract/small-number.ts'
import type { DataVersion } from '../data-version.ts'
import type { Caller, Db } from '../db/db.ts'
import { Problem } from '../errors.ts'
import { resolveFilter, type Resolved } from '../filtered.ts'
import { maySeePoints } from '../tiles/petition-tile.ts'
import type { Months } from './analyse.ts'
import { createAnalyst } from './analyst.ts'
import { columnOf, createReader, type Asked, type Before } from './gather.ts'
import { centreOf, groundWidth, type Size } from './grid.ts'
import { monthText } from './months.ts'
import { datesOf, lastDay, monthlyPeriod } from './periods.ts'
import { groupsOf, isTold, namer, precisionOf, repeatingOf, rowOf, spotOf } from './tell.ts'

export interface Runs {
  /** @throws Problem 400 and what resolveFilter throws */
  ask(caller: Caller, filter: Filter, asked: Asked): Promise<HotspotAnswer>
  close(): Promise<void>
}

const rateNeedsHouseholds = (): Problem => new Problem(400, 'bad_parameter', '六边形格没有户数，按户比率请用 by=unit 或 by=area',
  'hexagons have no households: ask the rate with by=unit or by=area', { parameter: 'measure' })

function daysOf(resolved: Resolved | null): HotspotAnswer['run']['previous'] {
  const { from, to } = resolved === null ? { from: null, to: null } : datesOf(resolved)
  return from === null || to === null ? null : { from, to }
}

/** Shape of a kept answer: raised when it changes, so that a newer program tells no older one. */
const form = 4

/** Hot and shown: the middle of the three classes. */
const q = 0.05

export async function createRuns(db: Db, version: DataVersion): Promise<Runs> {
  const analyst = createAnalyst()
  const reader = await createReader(db)
  const underway = new Map<string, Promise<HotspotAnswer>>()
  /** one run at a time: the others' answers keep the rest of the machine */
  let queue: Promise<unknown> = Promise.resolve()

  async function compute(caller: Caller, given: Resolved, asked: Asked, id: string): Promise<HotspotAnswer> {
    const { resolved, on: bordersOn, previous, lastYear } = await reader.question(caller, given, asked)
    // what does not wait for the analysis is read side by side: a server answers on both cores
    const known = reader.leftOut(caller, resolved)
    const monthsOf = async (column: string): Promise<Months | null> => {
      const period = asked.measure === 'repeat' ? null : monthlyPeriod(resolved, await known)
      return period && { text: await reader.months(caller, period.resolved, column), first: period.first, steps: period.steps }
    }
    const [material, leftOut, placeholders, monthsOfListed] = await Promise.all([
      reader.material(caller, resolved, previous, asked), known,
      ['office', 'planner'].includes(caller.role) ? reader.placeholders(caller) : null,
      asked.by === 'hexagon' ? null : monthsOf(columnOf(asked, null))])
    // what nothing waits for is read beside the analysis, which has one core to itself
    const points = caller.role === 'wall' ? Promise.resolve([]) : reader.repeating(caller, resolved)
    points.catch(() => undefined)
    const { size, ...what } = asked.by === 'hexagon' ? await analyst.sizeFor(material) : { size: null, material }
    const column = columnOf(asked, size)
    const earlier = asked.by === 'hexagon' ? reader.cellsBefore(caller, previous, column)
      : Promise.resolve(new Map(material.places.map((row): [number, Before] => [row[0], { before: row[6], open: row[7] }])))
    earlier.catch(() => undefined)
    const months = asked.by === 'hexagon' && size !== null ? await monthsOf(column) : monthsOfListed
    const analysis = await analyst.analyse(what, months)
    const sameDates = lastYear === previous
    const [reasons, before, repeating] = await Promise.all([
      reader.reasons(caller, [resolved, sameDates ? null : lastYear], analysis.spots, asked, size), earlier, points])
    const mattersBefore = (places: readonly number[]): number | null =>
      (previous === null ? null : places.reduce((sum, id) => sum + (before.get(id)?.before ?? 0), 0))
    const precision = precisionOf(caller.role, asked.by, maySeePoints(caller))
    const name = namer(asked, size, material.places, before)
    const groups = groupsOf(analysis)
    const { from, to, asOf } = datesOf(resolved)
    const told = (n: number): number => (precision === 'wall' ? Math.floor(n / smallNumber) * smallNumber : n)
    const [first] = analysis.places
    const lat = asked.by === 'hexagon' && first !== undefined && size !== null ? centreOf(size, first.id)[1] : 0
    const scales = analysis.scales.map((scale) => ({ ...scale, expected: Number(scale.expected.toFixed(2)), ground_m: groundWidth(scale.size as Size, lat) }))
    const spots = reasons.map((one) => {
      const previousMatters = mattersBefore(analysis.spots[one.spot] ?? [])
      const compared = { previous: previousMatters, last_year: sameDates ? previousMatters : one.last_year }
      return spotOf(groups[one.spot] ?? [], { ...one, ...compared }, name, precision, asked.measure)
    })
    const all = (field: 'matters' | 'petitions'): number => analysis.places.reduce((sum, place) => sum + place[field], 0)
    return {
      run: {
        id, made_at: new Date().toISOString(), by: asked.by, measure: asked.measure, level: asked.level, as_of: asOf, borders_on: bordersOn, from, to,
        until: lastDay(asOf, leftOut.until), previous: daysOf(previous), last_year: daysOf(lastYear), test: analysis.test,
        denominator: analysis.test === 'binomial' ? 'households' : analysis.test === 'matters' ? 'petitions' : 'cells',
        q, tested: analysis.tested, hot: analysis.places.filter(({ level }) => (level ?? 0) >= 2).length,
        cold: analysis.places.filter(({ level }) => (level ?? 0) <= -2).length,
        too_few: analysis.test === 'none', scale: scales[0] ?? null, scales,
        months: months && { from: monthText(months.first), to: monthText(months.first + months.steps - 1), steps: months.steps },
        left_out: {
          unlocated: told(leftOut.unlocated), outside: told(leftOut.outside), placeholder: told(leftOut.placeholder),
          coarser: told(leftOut.placed - all('petitions')), no_denominator: analysis.noDenominator,
        },
        total: { matters: told(all('matters')), petitions: told(all('petitions')) },
      },
      rows: analysis.places.filter((place) => isTold(asked.by, place, name(place.id))).map((place) => rowOf(place, name(place.id), precision)),
      spots,
      repeating: repeating.map((one) => repeatingOf(one, precision)),
      placeholders,
    }
  }

  /** A run reads several times: what another wrote in between would make its parts disagree, so it is read anew, once. */
  async function whole(run: () => Promise<HotspotAnswer>): Promise<HotspotAnswer> {
    const before = await version.current()
    const found = await run()
    return await version.current() === before ? found : await run()
  }

  async function stored(key: string): Promise<HotspotAnswer | undefined> {
    const { rows: [row] } = await db.query<{ answer: string }>(
      'select answer from hotspot_run where county_code = installation_county() and key = $1', [key])
    return row && JSON.parse(row.answer) as HotspotAnswer
  }

  async function keep(key: string, asked: object, answer: HotspotAnswer): Promise<HotspotAnswer> {
    const { affected } = await db.query(`insert into hotspot_run (county_code, key, asked, answer) values (installation_county(), $1, $2::jsonb, $3)
      on conflict (county_code, key) do nothing`, [key, JSON.stringify(asked), JSON.stringify(answer)])
    // another process may have been quicker: everybody tells the same run
    return affected === 1 ? answer : await stored(key) ?? answer
  }

  async function make(caller: Caller, filter: Filter, asked: Asked, key: string, question: object): Promise<HotspotAnswer> {
    const before = await stored(key)
    if (before !== undefined) return before
    const resolved = await resolveFilter(db, caller, filter)
    const turn = queue.then(() => whole(() => compute(caller, resolved, asked, key)))
    queue = turn.catch(() => undefined)
    return await keep(key, question, await turn)
  }

  return {
    async ask(caller, filter, asked) {
      if (asked.by === 'hexagon' && asked.measure === 'rate') throw rateNeedsHouseholds()
      if ((asked.level !== null) !== (asked.by === 'unit')) {
        throw new Problem(400, 'bad_parameter', '只有 by=unit 时可以给出 level', 'level goes with by=unit only', { parameter: 'level' })
      }
      if (asked.scale !== null && asked.by !== 'hexagon') {
        throw new Problem(400, 'bad_parameter', '只有 by=hexagon 时可以给出 scale', 'scale goes with by=hexagon only', { parameter: 'scale' })
      }
      const question = { form, version: await version.current(), day: today(), rights: rightsOf(caller), filter, ...asked }
      const key = createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 22)
      const known = underway.get(key)
      if (known !== undefined) return await known
      const made = make(caller, filter, asked, key, question)
      underway.set(key, made)
      try {
        return await made
      } finally {
        underway.delete(key)
      }
    },
    close: () => analyst.close(),
  }
}
