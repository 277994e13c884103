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

test('the command takes the lines of the header from whoever knows them, and a run back', async () => {
  // two title rows of which the first bears names, too: the header would be looked for there
  const [names, ...rows] = petitionCsv([{ no: 'H1', on: '2024-03-01' }, { no: 'H2', on: '2024-03-02' }]).split('\n')
  const titled = await keep('titled.csv', ['信访件台账,,', '单位：试验县,,', names, ...rows].join('\n'))
  for (const [given, words] of [['0', /3、2-3 或 none .* 3, 2-3 or none/], ['2-', /header/], ['70', /第 70 行不能作表头|Line 70 cannot/]] as const) {
    const refused = await command('petitions', titled, '--county', '990100', '--header', given)
    expect([given, refused.code]).toEqual([given, 1])
    expect(refused.err).toMatch(words)
  }
  const made = await command('petitions', titled, '--county', '990100', '--header', '3')
  expect(made).toMatchObject({ code: 0 })
  expect(made.out).toMatch(/created 2 /)
  const run = /import run (\d+)/.exec(made.out)?.[1] ?? ''
  const undone = await command('undo', run)
  expect(undone).toMatchObject({ code: 0 })
  expect(undone.out).toMatch(new RegExp(`第 ${run} 次导入已撤销 / import run ${run} was undone: .*deleted 2 .*restored 0`))
  const again = await command('undo', run)
  expect([again.code, again.err]).toEqual([1, expect.stringMatching(/已经撤销 \/ .*was undone already/)])
  expect(await command('undo', '99999')).toMatchObject({ code: 1, err: expect.stringMatching(/没有第 99999 次导入.*no import run 99999/) as string })
  expect(await command('undo', 'x')).toMatchObject({ code: 1, err: expect.stringMatching(/undo RUN/) as string })
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
