/** A small county of squares, and matters put into it as a file would: for looking at pairs whose truth is known. */
import { afterAll, beforeAll } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { lookForSame } from '../../api/same/look.ts'
import { wilson } from '../../api/statistics/intervals.ts'
import type { Labelled } from '../../data/same/labelled.ts'

export const villages = 24
export const groups = 6
const [west, south, step] = [104, 27, 0.01]

/** Six townships of four villages; a group is a square kilometre in a row of six. */
export async function makeUnits(db: Db): Promise<void> {
  await db.query(`insert into setting (key, value) values ('county_code', '"990000"') on conflict (key) do nothing`)
  const square = (x: number, y: number, w: number, h: number): string => {
    const [a, b] = [west + x * step, south + y * step]
    return `MULTIPOLYGON(((${a} ${b},${a + w * step} ${b},${a + w * step} ${b + h * step},${a} ${b + h * step},${a} ${b})))`
  }
  const units: [code: string, name: string, level: string, parent: string | null, wkt: string][] = [
    ['990000', '试验县', 'county', null, square(0, 0, groups, villages)],
  ]
  for (let v = 0; v < villages; v++) {
    const [town, village] = [`99000010${Math.floor(v / 4) + 1}`, `99000010${Math.floor(v / 4) + 1}20${v % 4 + 1}`]
    if (v % 4 === 0) units.push([town, `第${Math.floor(v / 4) + 1}镇`, 'township', '990000', square(0, v, groups, 4)])
    units.push([village, `第${v + 1}村`, 'village', town, square(0, v, groups, 1)])
    for (let g = 0; g < groups; g++) units.push([`${village}00${g + 1}`, `第${g + 1}村民小组`, 'group', village, square(g, v, 1, 1)])
  }
  for (const unit of units) {
    await db.query(`insert into admin_unit (county_code, code, name, level, parent_id, geom, household_count)
      values ('990000', $1, $2, $3, (select id from admin_unit where code = $4), st_geomfromtext($5, 4326), 60)`, unit)
  }
}

const metre = 1 / 111_195
/** Writes the matters, one first petition each; some at a time, for a statement may not take long on a busy machine. */
export async function putMatters(db: Db, set: readonly Labelled[]): Promise<void> {
  for (let from = 0; from < set.length; from += 150) await putSome(db, set.slice(from, from + 150))
}

async function putSome(db: Db, set: readonly Labelled[]): Promise<void> {
  const rows = set.map((one) => ({
    ...one, group_code: `99000010${Math.floor(one.village / 4) + 1}20${one.village % 4 + 1}00${one.group + 1}`, exact: one.knows === 'group',
    lon: one.at && west + (one.group + 0.5) * step + one.at[0] * metre / Math.cos(27 * Math.PI / 180),
    lat: one.at && south + (one.village + 0.5) * step + one.at[1] * metre,
  }))
  await db.query(`
    with s as (select * from jsonb_to_recordset($1::jsonb) x (no text, title text, text text, category text, "on" date, people int,
      group_code text, exact boolean, lon float8, lat float8)),
    made as (
      insert into matter (county_code, matter_no, title, text, category, purpose, state, place_status, place_grade, place_method, geom, township_id, village_id,
        group_id, received_on, first_channel, register_due_on)
      select '990000', s.no, s.title, s.text, s.category::int, 3, 3, 1, 'A', 'point', st_setsrid(st_makepoint(s.lon, s.lat), 4326), u.township_id, u.village_id,
        case when s.exact or s.lon is not null then u.id end, s."on", 2, s."on" + 15
      from s join admin_unit u on u.code = s.group_code order by s."on", s.no
      returning *)
    insert into petition (county_code, matter_id, received_on, category, people_count, x, y, township_id, village_id, group_id, channel, lodged_level, purpose,
      state, place_status, is_first, is_collective, is_open, petition_no)
    select m.county_code, m.id, m.received_on, m.category, s.people, mercator_x(st_x(m.geom)), mercator_y(st_y(m.geom)), m.township_id, m.village_id,
      m.group_id, 2, 4, 3, m.state, 1, true, s.people >= 5, true, m.matter_no
    from made m join s on s.no = m.matter_no`, [JSON.stringify(rows)], { budgetMs: 120_000 })
}

/** A county of its own with these matters, compared once, for the tests of the block that calls it; closed after them. */
export function compared(open: () => Promise<Db>, set: readonly Labelled[]) {
  const truth = new Map(set.map((one) => [one.no, one]))
  const at = {
    db: undefined as unknown as Db, pairs: [] as Pair[], of: (no: string): Labelled => truth.get(no) as Labelled,
    isOne: ({ elder, younger }: Pair): boolean => truth.get(elder)?.truth === truth.get(younger)?.truth,
    daysApart: ({ elder, younger }: Pair): number => (Date.parse(at.of(younger).on) - Date.parse(at.of(elder).on)) / 86_400_000,
  }
  beforeAll(async () => {
    at.db = await open()
    await makeUnits(at.db)
    await putMatters(at.db, set)
    await lookForSame(at.db)
    at.pairs = await pairsFound(at.db)
  }, 240_000)
  afterAll(() => at.db.close())
  return at
}

/** For the record of a run: how many of the pairs shown are right, and of the repeats found, with Wilson intervals of 95 %. */
export function toldOf(name: string, set: readonly Labelled[], pairs: readonly Pair[]) {
  const found = judged(set, pairs)
  const words = (part: number, of: number): string => `${(part / of).toFixed(3)} (${wilson(part, of).map((share) => share.toFixed(3)).join('-')})`
  console.info(`${name}: ${found.shown} pairs of ${set.length} matters, precision ${words(found.right, found.shown)},`
    + ` recall ${words(Math.round(found.recall * found.repeats), found.repeats)} of ${found.repeats} repeats`)
  return found
}

export interface Pair { elder: string, younger: string, score: number }
export const pairsFound = async (db: Db): Promise<Pair[]> => (await db.query<Pair>(`
  select e.matter_no as elder, y.matter_no as younger, q.score::int as score from same_pair q
  join matter e on e.county_code = q.county_code and e.id = q.elder_id join matter y on y.county_code = q.county_code and y.id = q.younger_id
  order by q.score desc, q.id`)).rows

/** How the pairs agree with the truth: of those shown, and of the matters that have an earlier petition of their own matter. */
export function judged(set: readonly Labelled[], pairs: readonly Pair[], threshold = 0) {
  const truth = new Map(set.map(({ no, truth: of }) => [no, of]))
  const shown = pairs.filter(({ score }) => score >= threshold)
  const right = shown.filter(({ elder, younger }) => truth.get(elder) === truth.get(younger))
  const seen = new Set<string>()
  const repeats = set.filter(({ truth: of }) => seen.has(of) || !seen.add(of)).map(({ no }) => no)
  const found = new Set(right.map(({ younger }) => younger))
  const [precision, n] = [right.length / shown.length, repeats.length]
  return { shown: shown.length, right: right.length, precision, repeats: n, recall: repeats.filter((no) => found.has(no)).length / repeats.length }
}
