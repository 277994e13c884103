/** Guards that stand on tables and functions themselves: what goes out is numbers, what comes twice is told, an area holds so much and no more. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Db, Tx } from '../../api/db/db.ts'
import { createDemoAccounts } from '../../api/demo-accounts.ts'
import { createUnits } from '../setup/app.ts'
import { asCaller, engines, rolledBack } from '../setup/engines.ts'

type Refusal = [code: string, zh: string, en: string | undefined]

describe.each(engines)('a guard on $name', ({ open }) => {
  let db: Db
  let office: string
  beforeAll(async () => {
    db = await open()
    await createDemoAccounts(db, await createUnits(db))
    office = (await db.query<{ id: string }>(`select id from account where username = 'office'`)).rows[0]?.id ?? ''
    await db.query(`insert into key_area (county_code, code, name, kind, geom, valid_from) select '990000', 'K' || n, n || '号片区', 'other',
      st_multi(st_makeenvelope(104 + n * 0.1, 27, 104.05 + n * 0.1, 27.05, 4326)), '2026-01-01'::date + n from generate_series(1, 3) n`)
  })
  afterAll(() => db.close())

  async function refused(work: (tx: Tx) => Promise<unknown>): Promise<Refusal | null> {
    try {
      await rolledBack(db, work)
      return null
    } catch (error) {
      const { code, message, hint } = error as { code: string, message: string, hint?: string }
      return [code, message, hint]
    }
  }
  const ask = (sql: string, params: unknown[] = []) => (tx: Tx): Promise<unknown> => tx.query(sql, params)

  describe('of what is told to open pages and in notices', () => {
    test.each<[counts: string | null, passes: boolean]>([
      ['{}', true], [null, true], ['{"petitions": 1}', true], ['{"petitions": 1, "matters": -2.5}', true], ['{"title": "张三"}', false], ['{"petitions": 1, "who": null}', false], ['{"n": "1"}', false],
      ['{"list": [1]}', false], ['{"deep": {"n": 1}}', false], ['{"yes": true}', false],
    ])('lets %s through: %s', async (counts, passes) => {
      expect(await refused(ask(`select emit_event('k', null, null, $1::jsonb)`, [counts]))).toEqual(passes ? null : ['RG422', '事件只能携带数字', 'an event carries numbers only'])
      const kept = await refused((tx) => asCaller(tx, { accountId: office, role: 'office' }, (inside) => inside.query(`select keep_notice('2026-11-22', 0, 0, $1::jsonb)`, [counts ?? '{}'])))
      expect(kept).toEqual(passes ? null : ['RG422', '通知只能携带数字', 'a notice carries numbers only'])
    })

    it('numbers events on, one after the other', async () => {
      const ids = await rolledBack(db, async (tx) => (await tx.query<{ ids: number[] }>(`select array[emit_event('a', null, null, '{}'), emit_event('b', null, null, '{"n": 2}')] as ids`)).rows[0]?.ids ?? [])
      expect(Number(ids[1])).toBeGreaterThan(Number(ids[0]))
    })

    it('keeps one digest a day, and one that tells nothing is read already', async () => {
      const kept = await rolledBack(db, (tx) => asCaller(tx, { accountId: office, role: 'office' }, async (inside) => {
        const keep = async (day: string, counts: string): Promise<unknown> => (await inside.query<{ id: number | null }>('select keep_notice($1, 0, 0, $2::jsonb) as id', [day, counts])).rows[0]?.id ?? null
        const ids = [await keep('2026-11-22', '{"overdue": 1}'), await keep('2026-11-22', '{"overdue": 9}'), await keep('2026-11-23', '{}')]
        return { ids: ids.map((id) => id !== null), rows: (await inside.query('select day::text, counts, read_at is not null as read from notice order by day')).rows }
      }))
      expect(kept).toEqual({ ids: [true, false, true], rows: [{ day: '2026-11-22', counts: { overdue: 1 }, read: false }, { day: '2026-11-23', counts: {}, read: true }] })
    })
  })

  describe('of requests that are sent again', () => {
    const claim = (tx: Tx, action = 'set-role', body = 'a', key = 'key-of-one'): Promise<unknown> =>
      tx.query<{ kept: unknown }>('select claim_key($1, $2, sha256(convert_to($3, $4))) as kept', [key, action, body, 'UTF8']).then(({ rows: [row] }) => row?.kept ?? null)
    const answered = async (tx: Tx): Promise<void> => { await tx.query(`select keep_response('key-of-one', '{"done": 1}')`) }

    it('gives the kept answer for the same body, and none for a new key', async () => {
      const found = await rolledBack(db, async (tx) => {
        const first = await claim(tx)
        await answered(tx)
        return [first, await claim(tx), await claim(tx, 'set-role', 'a', 'key-of-two')]
      })
      expect(found).toEqual([null, { done: 1 }, null])
    })

    test.each([['another body', 'set-role', 'b'], ['another action', 'set-scope', 'a']])('refuses the key of %s', async (_what, action, body) => {
      expect(await refused(async (tx) => {
        await claim(tx)
        await answered(tx)
        await claim(tx, action, body)
      })).toEqual(['RG409', '此 Idempotency-Key 已用于另一请求', 'this Idempotency-Key was used for another request'])
    })

    it('says that one is still being handled', async () => {
      expect(await refused(async (tx) => {
        await claim(tx)
        await claim(tx)
      })).toEqual(['RG409', '同一请求正在处理', 'the same request is being handled'])
    })

    it('knows keys by their owner: another account’s are its own', async () => {
      const found = await rolledBack(db, async (tx) => {
        await claim(tx)
        await answered(tx)
        return await asCaller(tx, { accountId: office, role: 'office' }, (inside) => claim(inside, 'set-scope', 'b'))
      })
      expect(found).toBeNull()
    })
  })

  describe('of documents', () => {
    const add = (n: number, more: Record<string, unknown> = {}) => async (tx: Tx): Promise<void> => {
      const row = { area: 'K1', sha: `${n}`, issued: '2026-03-01', to: null, ...more }
      await tx.query(`insert into area_document (county_code, area_id, kind, title, file_name, format, byte_count, sha256, issued_on, valid_to)
        select '990000', id, 'plan', '方案', 'a.pdf', 'pdf', 1, sha256(convert_to($2, 'UTF8')), $3, $4 from key_area where code = $1`, [row.area, row.sha, row.issued, row.to])
    }
    const fill = async (tx: Tx, count: number): Promise<void> => {
      await tx.query(`insert into area_document (county_code, area_id, kind, title, file_name, format, byte_count, sha256, issued_on)
        select '990000', k.id, 'plan', '方案', 'a.pdf', 'pdf', 1, sha256(convert_to('full' || n, 'UTF8')), '2026-03-01' from key_area k, generate_series(1, $1::int) n where k.code = 'K1'`, [count])
    }

    it('lets an area hold two hundred, and those that were removed make room', async () => {
      expect(await refused(async (tx) => {
        await fill(tx, 199)
        await add(1)(tx)
      })).toBeNull()
      const full: Refusal = ['RG422', '每个区域最多保存 200 份文件，请先移除不再需要的', 'an area holds 200 documents at most; remove some first']
      expect(await refused(async (tx) => {
        await fill(tx, 200)
        await add(1)(tx)
      })).toEqual(full)
      expect(await refused(async (tx) => {
        await fill(tx, 200)
        await tx.query(`update area_document set removed_at = now(), reason = '过期' where id = (select min(id) from area_document)`)
        await add(1)(tx)
      })).toBeNull()
      // another area has its own two hundred
      expect(await refused(async (tx) => {
        await fill(tx, 200)
        await add(1, { area: 'K2' })(tx)
      })).toBeNull()
    })

    it('does not let the same content stand twice in an area, but again once it was removed, and in two areas', async () => {
      expect((await refused(async (tx) => {
        await add(1)(tx)
        await add(1)(tx)
      }))?.[0]).toBe('23505')
      expect(await refused(async (tx) => {
        await add(1)(tx)
        await tx.query(`update area_document set removed_at = now(), reason = '过期'`)
        await add(1)(tx)
        await add(1, { area: 'K2' })(tx)
      })).toBeNull()
    })

    it('are signed by who brings and who removes them, whatever the statement says', async () => {
      const rows = await rolledBack(db, async (tx) => {
        await tx.query(`select set_config('app.account_id', $1, true), set_config('app.role', 'office', true)`, [office])
        await tx.query(`insert into area_document (county_code, area_id, kind, title, file_name, format, byte_count, sha256, issued_on, added_by, added_role)
          select '990000', id, 'plan', '方案', 'a.pdf', 'pdf', 1, sha256('x'), '2026-03-01', '00000000-0000-0000-0000-000000000001', 'leader' from key_area where code = 'K1'`)
        await tx.query(`update area_document set removed_at = now(), reason = '过期'`)
        return (await tx.query(`select added_by = $1 as added, added_role, removed_by = $1 as removed from area_document`, [office])).rows
      })
      expect(rows).toEqual([{ added: true, added_role: 'office', removed: true }])
    })
  })

  describe('of areas that are merged', () => {
    const merge = (body: object) => ask('select merge_key_areas($1::jsonb)', [JSON.stringify(body)])
    const later: Refusal = ['RG422', '“2号片区”自 2026-01-03 起启用，合并日期须晚于这一天', 'K2 holds since 2026-01-03; the merger must be later']

    it('asks for a day after each of them began, and not after today', async () => {
      expect(await refused(merge({ into: 'K1', codes: ['K2'], valid_from: '2026-01-03' }))).toEqual(later)
      expect(await refused(merge({ into: 'K2', codes: ['K1'], valid_from: '2026-01-03' }))).toEqual(later)
      expect(await refused(merge({ into: 'K1', codes: ['K2'], valid_from: '2026-01-04' }))).toBeNull()
      expect(await refused(merge({ into: 'K1', codes: ['K2'], valid_from: '2999-01-01' }))).toEqual(['RG422', '合并日期不能晚于今天', 'the merger cannot hold from a day after today'])
      expect(await refused(merge({ into: 'K1', codes: ['K2', 'K1'], valid_from: '2026-02-01' }))).toEqual(['RG422', '区域不能并入自身', 'an area cannot be merged into itself'])
    })

    it('merges none where one of them is not known', async () => {
      const found = await rolledBack(db, async (tx) => {
        const { rows: [row] } = await tx.query<{ done: unknown }>('select merge_key_areas($1::jsonb) as done', [JSON.stringify({ into: 'K1', codes: ['K2', 'K9'], valid_from: '2026-02-01' })])
        return [row?.done ?? null, (await tx.query('select count(*)::int as n from key_area where valid_to is null')).rows]
      })
      expect(found).toEqual([null, [{ n: 3 }]])
    })

    it('keeps the earlier border until the day before, ends the others that day, and adds up households only where all are known', async () => {
      const found = await rolledBack(db, async (tx) => {
        await tx.query(`update key_area set household_count = case code when 'K1' then 10 when 'K2' then 20 end`)
        await merge({ into: 'K1', codes: ['K2'], valid_from: '2026-02-01' })(tx)
        const first = (await tx.query(`select k.code, k.household_count, k.valid_from::text as since, k.valid_to::text as until, (select v.valid_to::text from key_area_version v where v.area_id = k.id) as before from key_area k order by code`)).rows
        await merge({ into: 'K1', codes: ['K3'], valid_from: '2026-03-01' })(tx)
        return [first, (await tx.query(`select household_count from key_area where code = 'K1'`)).rows]
      })
      expect(found).toEqual([[
        { code: 'K1', household_count: 30, since: '2026-02-01', until: null, before: '2026-01-31' }, { code: 'K2', household_count: 20, since: '2026-01-03', until: '2026-01-31', before: null },
        { code: 'K3', household_count: null, since: '2026-01-04', until: null, before: null },
      ], [{ household_count: 30 }]])
    })
  })
})
