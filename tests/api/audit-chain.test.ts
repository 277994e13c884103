import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordAudit } from '../../api/audit.ts'
import { verifyAudit } from '../../api/audit-chain.ts'
import type { Db } from '../../api/db/db.ts'
import { createUnits } from '../setup/app.ts'
import { engines } from '../setup/engines.ts'

describe.each(engines)('the audit chain on $name', ({ open }) => {
  let db: Db
  const links = 30
  const caller = { accountId: '5b0c3c52-6f3c-4b11-9d7e-6d2c4c1d1a11', role: 'office', scopeUnits: [], requestId: 'r-1' }
  const chain = async () => (await verifyAudit(db)).find(({ county }) => county === '990000')

  beforeAll(async () => {
    db = await open()
    await createUnits(db)
    for (let n = 1; n <= links; n += 1) {
      await recordAudit(db, caller, { action: 'reveal', subjectKind: 'petition', subjectId: String(n), detail: { 理由: '核实', n } })
    }
  }, 240_000)
  afterAll(() => db.close())

  test('is whole after every kind of entry', async () => {
    expect(await chain()).toMatchObject({ links, fault: null })
    await recordAudit(db, caller, { action: 'odd', detail: { text: '引号 " 反斜线 \\ 换行 \n 表情 😀', deep: { b: 1, a: [null, 1.50] } } })
    expect(await chain()).toMatchObject({ links: links + 1, fault: null })
  })

  test('grows by one link per entry, however many come at once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => recordAudit(db, caller, { action: 'at-once' })))
    expect(await chain()).toMatchObject({ links: links + 9, fault: null })
  })

  test.each([
    [`update audit set action = 'nothing' where seq = 1`], [`delete from audit where seq = 1`], ['truncate audit'],
  ])('refuses %s even from the owner', async (statement) => {
    await expect(db.query(statement)).rejects.toMatchObject({ code: 'RG403' })
  })

  test('is read by the auditor and by no other role', async () => {
    const seen = async (role: string) => db.read({ accountId: null, role, scopeUnits: [] }, 'select seq from audit')
      .then(({ rows }) => rows.length, (error: { code: string }) => error.code)
    expect(await seen('auditor')).toBe(links + 9)
    for (const role of ['sysadmin', 'secadmin', 'leader', 'office', 'anonymous', 'wall']) expect(await seen(role)).toBe('42501')
  })

  /** What somebody with the database's own powers can do: switch the trigger off, change, switch it on. */
  async function tamper(statements: string[]): Promise<void> {
    await db.transaction(async (tx) => {
      await tx.query('alter table audit disable trigger refuse_audit_change')
      for (const statement of statements) await tx.query(statement)
      await tx.query('alter table audit enable trigger refuse_audit_change')
    })
  }

  test('shows the first link that was changed, removed, swapped or slipped in', async () => {
    const changes = (seq: number): Record<string, string[]> => ({
      content: [`update audit set detail = detail || '{"x": 1}' where seq = ${seq}`],
      account: [`update audit set account_id = null where seq = ${seq}`],
      instant: [`update audit set at = at + interval '1 microsecond' where seq = ${seq}`],
      removed: [`delete from audit where seq = ${seq}`],
      rehashed: [
        `update audit set action = 'forged' where seq = ${seq}`,
        `update audit a set hash = sha256(prev_hash || convert_to(audit_text(a), 'UTF8')) where seq = ${seq}`,
      ],
      renumbered: [
        `delete from audit where seq = ${seq}`,
        // by way of the negative numbers: the key is checked row by row
        `update audit set seq = 1 - seq where seq > ${seq}`, 'update audit set seq = -seq where seq < 0',
      ],
    })
    await fc.assert(fc.asyncProperty(
      fc.integer({ min: 1, max: links }), fc.constantFrom(...Object.keys(changes(1))), async (seq, kind) => {
        await db.query('create table audit_copy as select * from audit')
        try {
          await tamper(changes(seq)[kind] ?? [])
          const fault = (await chain())?.fault
          expect(fault?.seq, `${kind} at ${seq}`).toBe(kind === 'rehashed' ? seq + 1 : seq)
        } finally {
          await tamper(['delete from audit', 'insert into audit select * from audit_copy'])
          await db.query('drop table audit_copy')
        }
        expect((await chain())?.fault).toBeNull()
      }), { numRuns: 24 })
  })

  test('shows that its end was cut off, and a rewritten past by a hash that was noted down', async () => {
    const before = await chain()
    const anchor = { seq: before?.links ?? 0, hash: before?.head ?? '' }
    await recordAudit(db, caller, { action: 'later' })
    expect((await verifyAudit(db, anchor))[0]?.fault).toBeNull()
    await tamper([`delete from audit where seq > ${anchor.seq}`])
    expect((await chain())?.fault).toMatchObject({ seq: anchor.seq + 1 })
    // the whole chain written anew, head included: only the anchor tells
    await tamper([
      `update audit_head set seq = 1, hash = (select sha256(''::bytea || convert_to(audit_text(a), 'UTF8')) from audit a where seq = 1)`,
      'delete from audit where seq > 1',
    ])
    expect((await chain())?.fault).toBeNull()
    expect((await verifyAudit(db, anchor))[0]?.fault).not.toBeNull()
  })
})
