/** Rules that stand on the tables themselves: who may change an account, and how a unit finds its place in the tree. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { createDemoAccounts } from '../../api/demo-accounts.ts'
import type { Db, Tx } from '../../api/db/db.ts'
import { createUnits, type TestUnits } from '../setup/app.ts'
import { asCaller, engines, rolledBack } from '../setup/engines.ts'

describe.each(engines)('rules of the tables on $name', ({ open }) => {
  let db: Db
  let units: TestUnits
  let ids: Record<string, string>
  beforeAll(async () => {
    db = await open()
    units = await createUnits(db)
    await createDemoAccounts(db, units)
    ids = Object.fromEntries((await db.query<{ username: string, id: string }>('select username, id from account')).rows.map(({ username, id }) => [username, id]))
  })
  afterAll(() => db.close())

  const one = async <T>(tx: Tx, sql: string, params: unknown[] = []): Promise<T> => (await tx.query<T & Record<string, unknown>>(sql, params)).rows[0] as T
  /** SQLSTATE and message of what `work` is refused with; null where it goes through. */
  const refused = async (work: (tx: Tx) => Promise<unknown>): Promise<[string, string] | null> => {
    try {
      await rolledBack(db, work)
      return null
    } catch (error) {
      const { code, message } = error as { code: string, message: string }
      return [code, message]
    }
  }
  /** An administrator's own statement, as the API sends it. */
  const as = (username: string, sql: string, params: unknown[] = []) => (tx: Tx): Promise<unknown> =>
    asCaller(tx, { accountId: ids[username] ?? null, role: username }, (inside) => inside.query(sql, params))

  describe('an account', () => {
    test.each([
      ['role', 'secadmin', `update account set role = 'auditor' where id = $1`], ['being in use', 'sysadmin', 'update account set disabled_at = now() where id = $1'],
    ])('is not changed by its owner in its %s: not even by the %s, whose work it is', async (_what, owner, sql) => {
      expect(await refused(as(owner, sql, [ids[owner]]))).toEqual(['RG403', '不能更改自己的账号权限'])
      expect(await refused(as(owner, sql, [ids.village]))).toBeNull()
    })

    it('of an administrator does not get its password from the system administrator', async () => {
      const reset = `update account set password_hash = 'argon2id$x', must_change = true where id = $1`
      for (const who of ['secadmin', 'auditor']) expect(await refused(as('sysadmin', reset, [ids[who]]))).toEqual(['RG403', '系统管理员不能重置安全管理员或审计管理员的口令'])
      expect(await refused(as('sysadmin', reset, [ids.village]))).toBeNull()
    })

    it('that is the last administrator of its kind stays, and goes once there is another', async () => {
      const disable = (tx: Tx): Promise<unknown> => tx.query('update account set disabled_at = now() where id = $1', [ids.auditor])
      expect(await refused(disable)).toEqual(['RG409', '这是最后一名该类管理员'])
      expect(await refused((tx) => tx.query(`update account set role = 'office' where id = $1`, [ids.auditor]))).toEqual(['RG409', '这是最后一名该类管理员'])
      expect(await refused(async (tx) => {
        await tx.query(`insert into account (username, display_name, role, password_hash) values ('second', '第二名', 'auditor', 'x')`)
        await disable(tx)
      })).toBeNull()
      // a disabled one is no second
      expect((await refused(async (tx) => {
        await tx.query(`insert into account (username, display_name, role, password_hash, disabled_at) values ('second', '第二名', 'auditor', 'x', now())`)
        await disable(tx)
      }))?.[0]).toBe('RG409')
      // of those who administer nothing even the last may go
      expect(await refused((tx) => tx.query('update account set disabled_at = now() where id = $1', [ids.planner]))).toBeNull()
    })

    it('remembers its last five passwords, and a new one opens a locked account', async () => {
      const kept = await rolledBack(db, async (tx) => {
        await tx.query(`update account set failed_count = 5, locked_until = now() + interval '1 hour' where id = $1`, [ids.office])
        for (let n = 1; n <= 7; n += 1) await tx.query('update account set password_hash = $2 where id = $1', [ids.office, `hash ${n}`])
        return one<{ password_history: string[], failed_count: number, locked_until: string | null }>(tx, 'select password_history, failed_count, locked_until from account where id = $1', [ids.office])
      })
      expect(kept).toEqual({ password_history: ['hash 6', 'hash 5', 'hash 4', 'hash 3', 'hash 2'], failed_count: 0, locked_until: null })
    })

    it('loses what was open when its password changes or it is disabled, and nothing when only its name does', async () => {
      const left = (sql: string): Promise<{ sessions: number, tokens: number }> => rolledBack(db, async (tx) => {
        for (const who of ['office', 'village']) {
          await tx.query(`insert into session (token_hash, account_id, expires_at) values ($1, $2, now() + interval '1 hour')`, [Buffer.from(`session of ${who}`), ids[who]])
          await tx.query(`insert into api_token (token_hash, account_id, name, expires_at) values ($1, $2, 'qgis', now() + interval '1 hour')`, [Buffer.from(`token of ${who}`), ids[who]])
        }
        await tx.query(sql, [ids.office])
        return one(tx, 'select (select count(*)::int from session) as sessions, (select count(*)::int from api_token) as tokens')
      })
      expect(await left(`update account set display_name = '新名' where id = $1`)).toEqual({ sessions: 2, tokens: 2 })
      expect(await left(`update account set password_hash = 'new' where id = $1`)).toEqual({ sessions: 1, tokens: 2 })
      expect(await left('update account set disabled_at = now() where id = $1')).toEqual({ sessions: 1, tokens: 1 })
    })

    it('does not widen its own scope, by unit or by a code to come', async () => {
      const insert = 'insert into account_scope (account_id, unit_id) values ($1, $2)'
      expect(await refused(as('secadmin', insert, [ids.secadmin, units.county]))).toEqual(['RG403', '不能更改自己的管辖范围'])
      expect(await refused(as('secadmin', insert, [ids.village, units.sibling]))).toBeNull()
      expect(await refused(as('secadmin', `update account set scope_codes = '{990000}' where id = $1`, [ids.secadmin]))).toEqual(['RG403', '不能更改自己的管辖范围'])
    })

    it('that was given a code before its unit came is bound when the unit comes, once, and to no unit of the past', async () => {
      const scope = await rolledBack(db, async (tx) => {
        await tx.query(`update account set scope_codes = '{990000003,990000009}' where id = $1`, [ids.planner])
        await tx.query(`insert into admin_unit (county_code, code, name, level, parent_id) values ('990000', '990000003', '南乡', 'township', $1)`, [units.county])
        await tx.query(`insert into admin_unit (county_code, code, name, level, parent_id, valid_to) values ('990000', '990000009', '旧乡', 'township', $1, '2020-01-01')`, [units.county])
        for (let n = 0; n < 2; n += 1) await tx.query(`select bind_scopes('990000')`)
        return (await tx.query<{ code: string }>('select u.code from account_scope s join admin_unit u on u.id = s.unit_id where s.account_id = $1 order by 1', [ids.planner])).rows.map(({ code }) => code)
      })
      expect(scope).toEqual(['990000', '990000003'])
    })
  })

  describe('a unit', () => {
    const place = `select path, county_id, township_id, village_id, group_id from admin_unit where id = $1`

    it('has its path and one unit of each level above it', async () => {
      const { county, township, village, group } = units
      const { rows: [lowest] } = await db.query(place, [group])
      expect(lowest).toEqual({ path: '/990000/990000001/990000001001/990000001001001', county_id: county, township_id: township, village_id: village, group_id: group })
      const { rows: [middle] } = await db.query(place, [township])
      expect(middle).toEqual({ path: '/990000/990000001', county_id: county, township_id: township, village_id: null, group_id: null })
    })

    it('takes everything below along when it moves or gets another code', async () => {
      const moved = await rolledBack(db, async (tx) => {
        await tx.query(`update admin_unit set parent_id = $2, code = '990000002001' where id = $1`, [units.village, units.sibling])
        return one<Record<string, unknown>>(tx, place, [units.group])
      })
      expect(moved).toMatchObject({ path: '/990000/990000002/990000002001/990000001001001', township_id: units.sibling, village_id: units.village })
    })

    test.each([['township', 'village'], ['village', 'village'], ['county', 'group']])('of level %s does not lie under a %s', async (level, under) => {
      const said = await refused((tx) => tx.query(
        `insert into admin_unit (county_code, code, name, level, parent_id) values ('990000', '990000777', '错乡', $1, $2)`, [level, units[under as 'village' | 'group']]))
      expect(said?.[0]).toBe('RG422')
      expect(said?.[1]).toContain('不能隶属于')
    })

    it('is named with what stands above it below the county, as far as the reader may see', async () => {
      const named = async (unit: number): Promise<string> => (await db.query<{ line: string }>('select unit_line($1) as line', [unit])).rows[0]?.line ?? ''
      expect([await named(units.county), await named(units.township), await named(units.village), await named(units.group)]).toEqual(['试验县', '东乡', '东乡东村', '东乡东村一组'])
    })
  })

  describe('the tables of reference', () => {
    it('are read from lines of any ending, the first being names', async () => {
      const rows = async (csv: string): Promise<string[][]> => (await db.query<{ row: string[] }>('select r as row from csv_rows($1) r', [csv])).rows.map(({ row }) => row)
      expect(await rows('a,b\n1,\n2,东\n')).toEqual([['1', ''], ['2', '东']])
      expect(await rows('a,b')).toEqual([])
    })

    it('are upserts: a category of the county’s own stays, one of the file is renamed, and a parent may stand below its child', async () => {
      const found = await rolledBack(db, async (tx) => {
        await tx.query(`insert into category (code, level, name_zh, name_en, valid_from) values (990000, 1, '本县分类', 'Local', '2020-01-01')`)
        await tx.query('select load_categories($1)', ['code,name,parent,from,to,successor,en\n980100,子类,980000,,,,Child\n980000,大类,,,2025-12-31,990000,Parent\n'])
        await tx.query('select load_categories($1)', ['code,name,parent,from,to,successor,en\n980100,子类新名,980000,,,,Child\n980000,大类,,,2025-12-31,990000,Parent\n'])
        return (await tx.query('select code, level, name_zh, parent, valid_to::text, successor_code from category where code >= 980000 order by code')).rows
      })
      expect(found).toEqual([
        { code: 980000, level: 1, name_zh: '大类', parent: null, valid_to: '2025-12-31', successor_code: 990000 },
        { code: 980100, level: 2, name_zh: '子类新名', parent: 980000, valid_to: null, successor_code: null },
        { code: 990000, level: 1, name_zh: '本县分类', parent: null, valid_to: null, successor_code: null },
      ])
    })

    it('move working days when a holiday is added, and with them what is counted in working days', async () => {
      const before = (await db.query<{ day: string }>(`select workday_after('2026-06-01', 3)::text as day`)).rows[0]?.day
      const after = await rolledBack(db, async (tx) => {
        await tx.query('select load_holidays($1)', ['day,is_workday,name,status\n2026-06-03,0,试验假,notice\n'])
        return (await one<{ day: string }>(tx, `select workday_after('2026-06-01', 3)::text as day`)).day
      })
      expect([before, after]).toEqual(['2026-06-04', '2026-06-05'])
    })
  })

  describe('a key of a request', () => {
    const hash = Buffer.alloc(32, 7)
    it('is claimed once; sent again it gets the first answer, and for anything else it is refused', async () => {
      const [first, second] = await rolledBack(db, async (tx) => {
        const claim = (): Promise<{ answer: unknown }> => one(tx, 'select claim_key($1, $2, $3) as answer', ['key-of-test', 'move-task', hash])
        const claimed = (await claim()).answer
        await tx.query(`select keep_response('key-of-test', '{"version": 2}')`)
        return [claimed, (await claim()).answer]
      })
      expect([first, second]).toEqual([null, { version: 2 }])
    })

    test.each([['another action', 'move-problem', 7], ['another body', 'move-task', 8]])('is refused for %s', async (_what, action, byte) => {
      expect(await refused(async (tx) => {
        await tx.query(`select claim_key('key-of-test', 'move-task', $1)`, [hash])
        await tx.query(`select claim_key('key-of-test', $1, $2)`, [action, Buffer.alloc(32, byte)])
      })).toEqual(['RG409', '此 Idempotency-Key 已用于另一请求'])
    })

    it('whose first request has no answer yet is refused, and another account’s key is another key', async () => {
      expect((await refused(async (tx) => {
        for (let n = 0; n < 2; n += 1) await tx.query(`select claim_key('key-of-test', 'move-task', $1)`, [hash])
      }))?.[1]).toBe('同一请求正在处理')
      expect(await refused(async (tx) => {
        for (const who of ['office', 'village']) {
          await asCaller(tx, { accountId: ids[who] ?? null, role: who, scopeUnits: [units.county] }, (inside) => inside.query(`select claim_key('key-of-test', 'move-task', $1)`, [hash]))
        }
      })).toBeNull()
    })
  })
})
