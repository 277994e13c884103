/**
 * Live notices from the outbox to open maps and walls: one reader of the database for all streams, batches of 250 ms,
 * each stream filtered by the scope of its caller, nobody's slowness held in memory.
 */
import type { Caller, Db } from './db/db.ts'

export interface LiveEvent {
  id: number
  /** ISO instant */
  at: string
  kind: string
  area: string | null
  unit: string | null
  counts: Record<string, number>
}

/** An event with who may know of it: ids of the units whose scope covers it. */
interface Row extends LiveEvent {
  covered_by: number[]
}

export interface Stream {
  /** the caller with the rights that he has now; null when he has none any more */
  caller(): Promise<Caller | null>
  /** id of the last event that was sent */
  last: number
  send(events: LiveEvent[]): void
  end(): void
}

/**
 * The words of the outbox's policy (sql/policies.sql), once for all streams: a unit's event is covered by the unit and
 * all above it, an area's by the units that it touches, any other by the county.
 */
const selectNew = `
  select o.id, to_char(o.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, o.kind,
    (select code from key_area where id = o.area_id) as area, (select code from admin_unit where id = o.unit_id) as unit,
    o.counts,
    case
      when o.unit_id is not null then (
        select array_remove(array[u.county_id, u.township_id, u.village_id, u.group_id], null)
        from admin_unit u where u.id = o.unit_id)
      when o.area_id is not null then array(select unit_id from key_area_unit where area_id = o.area_id)
      else array(select id from admin_unit where level = 'county' and county_code = o.county_code)
    end as covered_by
  from outbox o where o.county_code = installation_county() and o.id > $1 order by o.id limit $2`

const atOnce = 500
const batchMs = 250
/** A notice can be lost with its connection; the outbox itself cannot. */
const pollMs = 5_000

const sees = (caller: Caller, { covered_by: units }: Row): boolean => units.some((unit) => caller.scopeUnits.includes(unit))
/** As rg_wall's grant on the outbox: one petition in one village is too small a count for a wall. */
const shown = (caller: Caller, { covered_by: _units, ...event }: Row): LiveEvent =>
  caller.role === 'wall' ? { ...event, area: null, unit: null, counts: {} } : event

export interface EventHub {
  /** Sends what happened after `last`, then everything new. Returns the leaving. */
  join(stream: Stream): () => void
  /** id of the newest event */
  newest(): Promise<number>
  close(): Promise<void>
}

export async function createEventHub(db: Db, warn: (error: unknown) => void): Promise<EventHub> {
  const streams = new Set<Stream>()
  let timer: NodeJS.Timeout | undefined
  let reading = false
  let wanted = false

  const newest = async (): Promise<number> => {
    const { rows: [row] } = await db.query<{ id: number }>(
      'select coalesce(max(id), 0) as id from outbox where county_code = installation_county()')
    return row?.id ?? 0
  }

  /** From the stream that is furthest behind, so that one reading serves everybody. */
  async function read(): Promise<void> {
    if (streams.size === 0) return
    const from = Math.min(...[...streams].map(({ last }) => last))
    const { rows } = await db.query<Row>(selectNew, [from, atOnce])
    const until = rows.at(-1)?.id
    if (until === undefined) return
    await Promise.all([...streams].map(async (stream) => {
      const caller = await stream.caller()
      if (!caller) {
        stream.end()
        return
      }
      const mine = rows.filter((row) => row.id > stream.last && sees(caller, row))
      stream.last = Math.max(stream.last, until)
      if (mine.length > 0) stream.send(mine.map((row) => shown(caller, row)))
    }))
    if (rows.length === atOnce) wanted = true
  }

  async function pump(): Promise<void> {
    timer = undefined
    if (reading) {
      wanted = true
      return
    }
    reading = true
    wanted = false
    await read().catch(warn)
    reading = false
    if (wanted) soon()
  }

  function soon(): void {
    timer ??= setTimeout(() => void pump(), batchMs)
  }

  const stopListening = await db.listen('outbox', soon)
  const poll = setInterval(soon, pollMs)
  poll.unref()

  return {
    newest,
    join(stream) {
      streams.add(stream)
      soon()
      return () => { streams.delete(stream) }
    },
    async close() {
      clearInterval(poll)
      clearTimeout(timer)
      streams.clear()
      await stopListening()
    },
  }
}
