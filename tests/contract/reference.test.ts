import { expect, test } from 'vitest'
import type { ReferenceRow } from '../../api/contract/feeds/reference.ts'
import { sqlFile } from '../../api/sql.ts'
import { testDb } from '../setup/engines.ts'

test('every word that the interface takes from the tables has an English name of its own', async () => {
  const db = await testDb()
  try {
    const { rows: [answer] } = await db.query<{ body: string }>(await sqlFile('feeds/reference.sql'))
    const { rows } = JSON.parse(answer?.body ?? '{}') as { rows: ReferenceRow[] }
    expect(rows.filter(({ table }) => table === 'category').length).toBeGreaterThan(200)
    expect(rows.filter(({ name_en: name }) => name === null || name.trim() === '' || /\p{Script=Han}/u.test(name))).toEqual([])
  } finally {
    await db.close()
  }
}, 240_000)
