import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Caller } from '../../api/db/db.ts'
import { demoPassword } from '../../api/demo-accounts.ts'
import { revealIdentity } from '../../api/identity.ts'
import { openTestApp, testConfig, type TestApp } from '../setup/app.ts'
import { engines } from '../setup/engines.ts'

const person = { name: '欧阳金丝雀', phone: '13812340987', id_number: '53042219800101123X', home: '东村一组 5 号' }
const reason = '电话回访核实诉求'

describe.each(engines)('the identity of a petitioner on $name', ({ open }) => {
  let it: TestApp
  let petition: string
  beforeAll(async () => { it = await openTestApp({ open }) }, 240_000)
  afterAll(() => it.close())

  const act = async (who: string, name: string, payload: Record<string, unknown>, key: string = crypto.randomUUID()) => it.app.inject({
    method: 'POST', url: `/api/actions/${name}`, payload, headers: { cookie: await it.cookieOf(who), 'idempotency-key': key },
  })
  const register = (who: string, more: Record<string, unknown>, key?: string) =>
    act(who, 'register-petition', { channel: 'visit', title: '询问补偿进度', unit_code: '990000001001001', ...more }, key)
  const reveal = (who: string, petitionNo = petition, more: Record<string, unknown> = {}) =>
    act(who, 'reveal', { petition_no: petitionNo, reason, password: demoPassword, ...more })
  const numberOf = async (answer: ReturnType<typeof register>) => (await answer).json<{ petition_no: string }>().petition_no
  const audited = async (action: string) => (await it.db.query<{ detail: Record<string, unknown>, subject_id: string }>(
    'select detail, subject_id from audit where action = $1 order by seq', [action])).rows
  const everything = async () => {
    const { rows } = await it.db.query<{ name: string }>(`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`)
    const texts = await Promise.all(rows.map(async ({ name }) =>
      (await it.db.query<{ text: string | null }>(`select string_agg(t::text, ' ') as text from "${name}" t`)).rows[0]?.text ?? ''))
    return texts.join('\n')
  }

  test('is kept sealed beside a petition that is registered by hand, and readable in no table', async () => {
    petition = await numberOf(register('township', { petitioner: person }, 'key-of-the-canary'))
    const all = await everything()
    for (const word of Object.values(person)) {
      expect(all).not.toContain(word)
      expect(all).not.toContain(Buffer.from(word).toString('hex'))
      expect(all).not.toContain(Buffer.from(word).toString('base64'))
    }
    expect((await it.db.query('select from petitioner')).rows).toHaveLength(1)
  })

  test('is in no answer to the same key again, and the same key with another person is refused', async () => {
    const again = await register('township', { petitioner: person }, 'key-of-the-canary')
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(again.body).not.toContain('金丝雀')
    expect((await register('township', { petitioner: { name: '别人' } }, 'key-of-the-canary')).statusCode).toBe(409)
    expect((await it.db.query('select from petitioner')).rows).toHaveLength(1)
  })

  test('is opened by the petition office with a reason, after the record has it', async () => {
    const answer = await reveal('office')
    expect(answer.json()).toEqual({ petition_no: petition, petitioners: [person] })
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(await audited('reveal')).toEqual([{ subject_id: petition, detail: { reason } }])
  })

  test('is opened by nobody else', async () => {
    for (const who of ['leader', 'township', 'village', 'group', 'planner', 'sysadmin', 'secadmin', 'auditor', 'wall']) {
      expect([who, (await reveal(who)).statusCode]).toEqual([who, 403])
    }
  })

  test('stays closed without a reason worth the name or without the password', async () => {
    expect((await reveal('office', petition, { reason: '看看' })).statusCode).toBe(400)
    expect((await reveal('office', petition, { password: 'wrong' })).statusCode).toBe(401)
    expect(await audited('reveal')).toHaveLength(1)
  })

  test('that is not there is answered like a petition that is not, and the attempt is kept', async () => {
    const bare = await numberOf(register('office', {}))
    const [one, other] = [await reveal('office', bare), await reveal('office', 'X-nowhere')]
    const words = (answer: typeof one) => ({ ...answer.json<Record<string, unknown>>(), request_id: '' })
    expect([one.statusCode, words(one)]).toEqual([404, words(other)])
    expect((await audited('reveal-refused')).map(({ detail }) => detail['code'])).toEqual(['not_found', 'not_found'])
  })

  test('is not opened once its matter is closed', async () => {
    const closed = await numberOf(register('office', { petitioner: { name: '已结' } }))
    await it.db.query(`set session_replication_role = replica`)
    await it.db.query(`update petition set state = (select id from state where not open order by id limit 1) where petition_no = $1`, [closed])
    await it.db.query(`set session_replication_role = origin`)
    expect((await reveal('office', closed)).json()).toMatchObject({ code: 'matter_closed' })
  })

  test('of another person who came for the same matter is opened with that petition alone', async () => {
    const { matter_no: matterNo } = (await register('office', { petitioner: { name: '甲' } })).json<{ matter_no: string }>()
    const second = await numberOf(register('office', { matter_no: matterNo, petitioner: { name: '乙' } }))
    expect((await reveal('office', second)).json()).toMatchObject({ petitioners: [{ name: '乙' }] })
  })

  test('moved to another petition in the database opens there to nobody', async () => {
    const other = await numberOf(register('office', { petitioner: { name: '丙' } }))
    await it.db.query(`update petitioner set sealed = (select r.sealed from petitioner r join petition p on p.id = r.petition_id where p.petition_no = $1)
      where petition_id = (select id from petition where petition_no = $2)`, [petition, other])
    expect((await reveal('office', other)).statusCode).toBe(500)
  })

  test('is opened thirty times an hour and not more, also when many ask at once', async () => {
    const before = (await audited('reveal')).length
    const { rows: [office] } = await it.db.query<{ id: string }>(`select id from account where username = 'office'`)
    const caller: Caller = { accountId: office?.id ?? null, role: 'office', scopeUnits: [it.units.county], requestId: 'many-at-once' }
    const answers = await Promise.allSettled(Array.from({ length: 34 }, () => revealIdentity(it.db, caller, petition, reason, testConfig.identityKey)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(30 - before)
    const refusals = answers.flatMap((answer) => answer.status === 'rejected' ? [answer.reason as { code: string }] : [])
    expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(['reveals_spent']))
    expect(await audited('reveal')).toHaveLength(30)
    expect((await reveal('office')).headers['retry-after']).toBe('3600')
  })

  test('goes with its petition', async () => {
    await it.db.query('delete from matter where id = (select matter_id from petition where petition_no = $1)', [petition])
    expect((await it.db.query('select from petitioner r where not exists (select from petition p where p.id = r.petition_id)')).rows).toEqual([])
  })
})
