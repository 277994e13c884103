/** The county's rows as they stand in the tables, for recounts that use no function of sql/: places come from the tree itself. */
import { afterAll, beforeAll } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { openDemoApp, type DemoApp } from '../setup/demo-app.ts'
import type { Engine } from '../setup/engines.ts'

export interface Unit { id: number, code: string, level: string, parent: number | null, households: number | null, current: boolean }
export interface Area { id: number, code: string, kind: string, households: number | null, current: boolean }
/** Where something stands: its deepest unit, its key area, and why it has no unit where it has none. */
export interface Standing { unit: number | null, area: number | null, status: number }
export interface Contact extends Standing {
  no: string | null, matter: number, matterNo: string, on: string, people: number, first: boolean, collective: boolean
  channel: string | null, purpose: string | null, state: string, open: boolean, due: string | null, category: number | null
  title: string | null, place: string | null, lon: number | null, lat: number | null, confidential: boolean
}

export interface Raw {
  units: Map<number, Unit>
  areas: Map<number, Area>
  contacts: Contact[]
  /** the unit of a level over a unit, itself included; undefined where it lies higher */
  above(unit: number | null, level: string): Unit | undefined
}

/** Rows of a statement as they are. */
export const rowsOf = async <Row>(db: Db, sql: string): Promise<Row[]> => (await db.query<Row & Record<string, unknown>>(sql)).rows as Row[]

export async function rawRows(db: Db): Promise<Raw> {
  const units = await rowsOf<Unit>(db, `select id, code, level, parent_id as parent, household_count as households, valid_to is null as current from admin_unit`)
  const areas = await rowsOf<Area>(db, `select id, code, kind, household_count as households, valid_to is null as current from key_area`)
  const contacts = await rowsOf<Contact>(db, `
    select p.petition_no as no, p.matter_id as matter, m.matter_no as "matterNo", p.received_on::text as on, p.people_count as people, p.is_first as first,
      p.is_collective as collective, c.code as channel, u.code as purpose, s.code as state, s.open, coalesce(m.file_due_on, m.opinion_due_on)::text as due, m.category,
      m.title, m.place_text as place, m.confidential, st_x(m.geom) as lon, st_y(m.geom) as lat, coalesce(m.group_id, m.village_id, m.township_id) as unit,
      m.area_id as area, m.place_status as status
    from petition p join matter m on m.county_code = p.county_code and m.id = p.matter_id join state s on s.id = m.state
    left join channel c on c.id = p.channel left join purpose u on u.id = m.purpose`)
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const above = (unit: number | null, level: string): Unit | undefined => {
    const found = unit === null ? undefined : byId.get(unit)
    return found === undefined || found.level === level ? found : above(found.parent, level)
  }
  return { units: byId, areas: new Map(areas.map((area) => [area.id, area])), contacts, above }
}

/** The demo county and its raw rows, opened before the tests of the block that calls it and closed after them. */
export function onRawDemo(openDemo: Engine['openDemo']): { demo: DemoApp, raw: Raw } {
  const at = {} as { demo: DemoApp, raw: Raw }
  beforeAll(async () => {
    at.demo = await openDemoApp(openDemo)
    at.raw = await rawRows(at.demo.db)
  })
  afterAll(() => at.demo.close())
  return at
}
