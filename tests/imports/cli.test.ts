import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyFolder } from '../../api/db/embedded-home.ts'
import { openEmbedded } from '../../api/db/embedded.ts'
import { openXlsx } from '../../api/importers/read/xlsx.ts'
import { migratedImage } from '../setup/embedded-db.ts'
import { sqlDir } from '../setup/engines.ts'
import { keep, petitionCsv } from './county.ts'

let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rg-cli-'))
  await copyFolder(await migratedImage(sqlDir), join(dataDir, 'embedded'))
}, 240_000)
afterAll(() => rm(dataDir, { recursive: true, force: true }))

interface Ended { code: number; out: string; err: string }
const command = (...words: string[]): Promise<Ended> => new Promise((resolve) => {
  execFile(process.execPath, [new URL('../../api/cli/import.ts', import.meta.url).pathname, ...words],
    { env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', DEMO: '0' }, timeout: 120_000 },
    (error, out, err) => { resolve({ code: typeof error?.code === 'number' ? error.code : error ? 99 : 0, out, err }) })
})

test('the command ends with 0 only when nothing was refused, and writes what is to be mended', async () => {
  const good = await keep('good.csv', petitionCsv([{ no: 'C1', on: '2024-01-01' }]))
  const bad = await keep('bad.csv', petitionCsv([{ no: 'C1', on: '2024-01-01' }, { no: 'C2', on: '2024-02-31', text: '=HYPERLINK("x")' }]))
  const first = await command('petitions', good, '--county', '990100')
  expect(first).toMatchObject({ code: 0 })
  expect(first.out + first.err).toMatch(/created 1 .*rejected 0/)
  expect(first.err).toContain('100%')
  const second = await command('petitions', bad)
  expect(second.code).toBe(1)
  expect(second.out + second.err).toMatch(/created 0 .*unchanged 1 .*rejected 1/)
  // the file may lie on a stick or in a folder that nobody may write to: nothing is put beside it
  expect(existsSync(`${bad}.corrections.xlsx`)).toBe(false)
  const said = /correction workbook: (.+)$/m.exec(second.out)?.[1] ?? ''
  expect(said.startsWith(join(dataDir, 'corrections'))).toBe(true)
  const table = await openXlsx(said, '需更正')
  const cells: unknown[] = []
  for await (const batch of table.batches()) cells.push(...batch.rows.flat())
  expect(cells).toContain('C2')
  expect(cells.filter((cell) => typeof cell === 'string' && cell.startsWith('='))).toEqual([])
  const elsewhere = join(dataDir, 'mend me.xlsx')
  expect(await command('petitions', bad, '--dry-run', '--corrections', elsewhere)).toMatchObject({ code: 1 })
  expect((await openXlsx(elsewhere, '需更正')).sheets).toContain('需更正')
}, 240_000)

test('a place where no workbook can be written is refused before anything is imported', async () => {
  const bad = await keep('later.csv', petitionCsv([{ no: 'C3', on: '2024-02-31' }]))
  const ended = await command('petitions', bad, '--corrections', bad)
  expect(ended.code).toBe(1)
  expect(ended.err).toMatch(/is the imported file itself/)
  expect(ended.out).not.toMatch(/import run/)
}, 240_000)

test('the command says what to do while the server has the database', async () => {
  const db = await openEmbedded({ dataDir, dumpEveryMs: 0 })
  try {
    const refused = await command('petitions', await keep('any.csv', petitionCsv([{ no: 'C9', on: '2024-01-01' }])))
    expect(refused.code).toBe(1)
    expect(refused.err + refused.out).toContain('POST /api/imports/petitions')
  } finally {
    await db.close()
  }
}, 240_000)
