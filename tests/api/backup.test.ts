import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '../../api/audit-chain.ts'
import { recordAudit } from '../../api/audit.ts'
import { restoreBackup } from '../../api/backup/restore.ts'
import { tablesInOrder } from '../../api/backup/tables.ts'
import { writeBackup } from '../../api/backup/write.ts'
import type { Db } from '../../api/db/db.ts'
import { createDemoAccounts } from '../../api/demo-accounts.ts'
import { createUnits } from '../setup/app.ts'
import { engines } from '../setup/engines.ts'

/** Every row of every table, as the engine prints it. */
async function contentOf(db: Db): Promise<Record<string, string[]>> {
  const tables = await db.transaction((tx) => tablesInOrder(tx))
  const content: Record<string, string[]> = {}
  for (const { name, columns } of tables) {
    if (['session', 'data_version'].includes(name)) continue
    const list = columns.map((column) => `"${column.name}"::text`).join(', ')
    const { rows } = await db.query<{ line: string }>(`select row(${list})::text as line from "${name}"`)
    content[name] = rows.map(({ line }) => line).sort()
  }
  return content
}

const trap = '制表\t换行\n回车\r反斜线\\ 引号" \\N \\. \u2028 \u0085 空'

describe.each(engines)('a backup of $name', ({ open }) => {
  let folder: string
  let db: Db
  let file: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rg-backup-'))
    file = join(folder, 'county.rgb')
    db = await open()
    await createDemoAccounts(db, await createUnits(db))
    await db.query(`update admin_unit set geom = st_multi(st_makeenvelope(100, 25, 100.5, 25.25, 4326)) where level = 'township'`)
    await db.query(`insert into setting (key, value) values ('trap', $1::jsonb), ('nothing', 'null')`, [JSON.stringify(trap)])
    await db.query(`insert into department (county_code, code, name) values ('990000', 'D1', $1)`, [trap])
    for (let n = 0; n < 3; n += 1) await recordAudit(db, { accountId: null, role: 'office', scopeUnits: [] }, { action: 'look', detail: { trap } })
    await writeBackup(db, file)
  }, 240_000)
  afterAll(async () => {
    await db.close()
    await rm(folder, { recursive: true })
  })

  test.each(engines)('comes back whole on $name, with ids that go on and a chain that holds', async ({ open: openOther }) => {
    const other = await openOther()
    try {
      await restoreBackup(other, file, false)
      expect(await contentOf(other)).toEqual(await contentOf(db))
      expect((await verifyAudit(other)).map(({ fault }) => fault)).toEqual((await verifyAudit(db)).map(() => null))
      const { rows: [unit] } = await other.query<{ id: number, last: number }>(`
        insert into admin_unit (county_code, code, name, level) values ('990000', '990000003', '北乡', 'township')
        returning id, (select max(id) from admin_unit) as last`)
      expect(unit?.id).toBe((unit?.last ?? 0) + 1)
      await expect(other.query('delete from audit')).rejects.toMatchObject({ code: 'RG403' })
      const { rows } = await other.query(`select from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity
        and not relforcerowsecurity and relname <> 'schema_migration'`)
      expect(rows).toEqual([])
    } finally {
      await other.close()
    }
  })

  test('overwrites nothing unless told to', async () => {
    await expect(restoreBackup(db, file, false)).rejects.toThrow(/--force/)
    const before = await contentOf(db)
    await db.query(`delete from setting where key = 'trap'`)
    await restoreBackup(db, file, true)
    expect(await contentOf(db)).toEqual(before)
  })

  test('that is cut off, changed or something else leaves the database as it was', async () => {
    const before = await contentOf(db)
    const whole = await readFile(file)
    const changed = Buffer.from(whole)
    changed[Math.floor(changed.length / 2)] = (changed[Math.floor(changed.length / 2)] ?? 0) ^ 0xff
    const damages: [string, Buffer][] = [
      ['cut', whole.subarray(0, whole.length - 200)], ['half', whole.subarray(0, whole.length >> 1)], ['changed', changed],
      ['text', Buffer.from('not a backup\n')], ['empty', Buffer.alloc(0)],
    ]
    for (const [name, bytes] of damages) {
      const damaged = join(folder, name)
      await writeFile(damaged, bytes)
      await expect(restoreBackup(db, damaged, true), name).rejects.toThrow()
    }
    expect(await contentOf(db)).toEqual(before)
  })
})
