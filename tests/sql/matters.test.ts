import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runAction } from '../../api/actions.ts'
import type { Caller, Db } from '../../api/db/db.ts'
import { testConfig } from '../setup/app.ts'
import { engines } from '../setup/engines.ts'

describe.each(engines)('matters on $name', ({ openDemo }) => {
  let db: Db
  let office: Caller
  let township: Caller
  beforeAll(async () => {
    db = await openDemo()
    const { rows } = await db.query<{ username: string; id: string; units: number[] }>(`
      select a.username, a.id, array_agg(s.unit_id) as units from account a join account_scope s on s.account_id = a.id
      where a.username in ('office', 'township') group by a.id`)
    const of = (name: string): Caller => {
      const row = rows.find(({ username }) => username === name)
      return { accountId: row?.id ?? null, role: name, scopeUnits: row?.units ?? [] }
    }
    office = of('office')
    township = of('township')
  })
  afterAll(() => db.close())

  const act = async (caller: Caller, name: string, body: Record<string, unknown>): Promise<Record<string, unknown>> =>
    (await runAction(db, caller, name, body, randomUUID(), testConfig.identityKey)).body

  async function move(matter_no: unknown, to: string): Promise<void> {
    const { rows: [row] } = await db.query<{ version: number }>('select version from matter where matter_no = $1', [matter_no])
    await act(office, 'move-matter', { matter_no, to, version: row?.version })
  }

  /** A point inside the first land-requisition area. */
  async function pointInArea(): Promise<{ lon: number; lat: number; area: string }> {
    const { rows: [row] } = await db.query<{ lon: number; lat: number; area: string }>(`
      select st_x(p) as lon, st_y(p) as lat, code as area from key_area, st_pointonsurface(geom) p where code = '990128-K01'`)
    if (!row) throw new Error('the demo has this area')
    return row
  }

  async function register(more: Record<string, unknown> = {}): Promise<{ matter_no: string; kind: string; area_code: string | null }> {
    const { lon, lat } = await pointInArea()
    return await act(office, 'register-petition', {
      channel: 'visit', received_on: '2026-11-20', purpose: 'request', title: '请求公开补偿标准', lon, lat, ...more,
    }) as { matter_no: string; kind: string; area_code: string | null }
  }

  it('a visit is collective from as many people on as the settings say, and what is recorded stays', async () => {
    const kinds = async (matter_no: string): Promise<boolean[]> => (await db.query<{ is_collective: boolean }>(`
      select p.is_collective from petition p join matter m on m.id = p.matter_id where m.matter_no = $1 order by p.id`, [matter_no])).rows.map((row) => row.is_collective)
    const { matter_no } = await register({ people_count: 4 })
    await register({ matter_no, people_count: 5, received_on: '2026-11-21' })
    expect(await kinds(matter_no)).toEqual([false, true])
    await act({ accountId: null, role: 'sysadmin', scopeUnits: [] }, 'change-settings', { collective_from: 3 })
    try {
      await register({ matter_no, people_count: 3, received_on: '2026-11-22' })
      await register({ matter_no, people_count: 2, received_on: '2026-11-22' })
      expect(await kinds(matter_no)).toEqual([false, true, true, false])
    } finally {
      await act({ accountId: null, role: 'sysadmin', scopeUnits: [] }, 'change-settings', { collective_from: 5 })
    }
  })

  it('a registered petition lies in the key area and the group of its point, with its first clock running', async () => {
    const made = await register()
    expect(made).toMatchObject({ kind: 'first', area_code: '990128-K01', register_due_on: '2026-12-07' })
    const { rows: [row] } = await db.query(`select p.area_id = m.area_id and p.group_id = m.group_id as alike, p.is_open
      from petition p join matter m on m.id = p.matter_id where m.matter_no = $1`, [made.matter_no])
    expect(row).toEqual({ alike: true, is_open: true })
  })

  it('a further petition of a matter is a repeat, and five visitors are a collective visit', async () => {
    const { matter_no } = await register()
    expect(await act(office, 'register-petition', { matter_no, channel: 'visit', people_count: 6, received_on: '2026-11-22' }))
      .toMatchObject({ kind: 'repeat' })
    const { rows } = await db.query(`select p.is_first, p.is_collective, p.prev_on::text from petition p
      join matter m on m.id = p.matter_id where m.matter_no = $1 order by p.received_on`, [matter_no])
    expect(rows).toEqual([
      { is_first: true, is_collective: false, prev_on: null }, { is_first: false, is_collective: true, prev_on: '2026-11-20' },
    ])
  })

  it('reports of misconduct are not registered here', async () => {
    await expect(register({ purpose: 'misconduct' })).rejects.toMatchObject({ code: 'RG422' })
  })

  it('a township cannot register outside its own units', async () => {
    const { rows: [away] } = await db.query<{ lon: number; lat: number }>(`select st_x(point) as lon, st_y(point) as lat from admin_unit
      where level = 'group' and not township_id = any ($1) order by code desc limit 1`, [township.scopeUnits])
    await expect(act(township, 'register-petition', { channel: 'visit', ...away })).rejects.toMatchObject({ code: '42501' })
  })

  it('moves only along the legal rows and says which those are', async () => {
    const { matter_no } = await register()
    await expect(act(office, 'move-matter', { matter_no, to: 'closed', version: 1 })).rejects.toMatchObject({
      code: 'RG409', hint: expect.stringContaining('transferred'),
    })
    expect(await act(office, 'move-matter', { matter_no, to: 'transferred', on: '2026-11-21', version: 1 })).toMatchObject({ version: 2 })
    expect(await act(office, 'move-matter', { matter_no, to: 'accepted', on: '2026-11-23', version: 2 }))
      .toMatchObject({ version: 3, due_on: '2027-01-22' })
  })

  it('of two who act at once one is told', async () => {
    const { matter_no } = await register()
    await act(office, 'move-matter', { matter_no, to: 'transferred', version: 1 })
    await expect(act(office, 'move-matter', { matter_no, to: 'withdrawn', version: 1 })).rejects.toMatchObject({ code: 'RG409' })
  })

  it('petitions follow what happens to their matter', async () => {
    const { matter_no } = await register()
    for (const [to, version] of [['transferred', 1], ['accepted', 2], ['handling', 3]] as const) {
      await act(office, 'move-matter', { matter_no, to, version })
    }
    await act(office, 'record-care', { matter_no, written_reply_on: '2026-11-22' })
    await act(office, 'record-revisit', { matter_no, result: 'satisfied' })
    await act(office, 'move-matter', { matter_no, to: 'settled', version: 4 })
    const { rows: [row] } = await db.query(`select p.is_open, s.code, p.closed_on is not null as closed from petition p
      join matter m on m.id = p.matter_id join state s on s.id = p.state where m.matter_no = $1`, [matter_no])
    expect(row).toEqual({ is_open: false, code: 'settled', closed: true })
  })

  it('an open matter has no closing day, whoever writes it', async () => {
    const { matter_no } = await register()
    const closed = async (): Promise<unknown[]> => (await db.query(`select m.closed_on::text as matter, p.closed_on::text as petition from matter m
      join petition p on p.matter_id = m.id where m.matter_no = $1`, [matter_no])).rows
    await db.query(`update matter set closed_on = '2026-11-20' where matter_no = $1`, [matter_no])
    expect(await closed()).toEqual([{ matter: null, petition: null }])
    await db.query(`update matter set closed_on = '2026-11-20', state = (select id from state where code = 'withdrawn') where matter_no = $1`, [matter_no])
    expect(await closed()).toEqual([{ matter: '2026-11-20', petition: '2026-11-20' }])
    await db.query(`update matter set state = (select id from state where code = 'handling') where matter_no = $1`, [matter_no])
    expect(await closed()).toEqual([{ matter: null, petition: null }])
  })

  it('whether a matter was settled at the first attempt is known when it ends, and not before', async () => {
    const ended = async (ends: string, twice: boolean): Promise<unknown[]> => {
      const { matter_no } = await register()
      const told = async (): Promise<unknown> => (await db.query<{ settled_first: boolean | null }>('select settled_first from matter where matter_no = $1', [matter_no])).rows[0]?.settled_first
      const before = await told()
      if (twice) await act(office, 'register-petition', { matter_no, channel: 'visit' })
      for (const to of ['transferred', 'accepted', 'handling']) await move(matter_no, to)
      if (ends === 'settled') {
        await act(office, 'record-care', { matter_no, written_reply_on: '2026-11-22' })
        await act(office, 'record-revisit', { matter_no, result: 'satisfied' })
      }
      const meanwhile = await told()
      await move(matter_no, ends)
      return [before, meanwhile, await told()]
    }
    expect(await ended('settled', false)).toEqual([null, null, true])
    expect(await ended('settled', true)).toEqual([null, null, false])
    expect(await ended('withdrawn', false)).toEqual([null, null, false])
  })

  it('matters follow when a key area is drawn, redrawn and retired, and keep where they stood', async () => {
    const { lon, lat } = await pointInArea()
    const { matter_no } = await register()
    const box = (size: number): unknown => ({
      type: 'Polygon',
      coordinates: [[[lon - size, lat - size], [lon + size, lat - size], [lon + size, lat + size], [lon - size, lat + size], [lon - size, lat - size]]],
    })
    const areaOf = async (): Promise<unknown> => (await db.query<{ code: string }>(
      `select k.code from matter m join key_area k on k.id = m.area_id where m.matter_no = $1`, [matter_no])).rows[0]?.code
    await act(office, 'save-key-area', { code: '990128-A00', name: '新画片区', kind: 'other', geometry: box(0.001) })
    expect(await areaOf()).toBe('990128-A00')
    await act(office, 'retire-key-area', { code: '990128-A00' })
    expect(await areaOf()).toBe('990128-K01')
    const { rows } = await db.query(`select reason from place_history h join matter m on m.id = h.matter_id where m.matter_no = $1`, [matter_no])
    expect(rows).toEqual([{ reason: 'boundary' }, { reason: 'boundary' }])
  })

  it('refuses a border that crosses itself, with the reason', async () => {
    const geometry = { type: 'Polygon', coordinates: [[[104.5, 27], [104.6, 27.1], [104.6, 27], [104.5, 27.1], [104.5, 27]]] }
    await expect(act(office, 'save-key-area', { code: 'BOW', name: '交叉', kind: 'other', geometry })).rejects.toMatchObject({ code: 'RG422' })
  })
})
