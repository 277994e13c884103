import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkCorrectionsFile, writeCorrections } from '../../api/importers/corrections-file.ts'
import { openXlsx } from '../../api/importers/read/xlsx.ts'
import type { ImportResult } from '../../api/importers/run.ts'

let folder: string
let source: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rg-corrections-'))
  source = join(folder, 'of the month.csv')
  await writeFile(source, 'a,b\n')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const result = (change: Partial<ImportResult> = {}): ImportResult => ({
  id: 7, kind: 'petitions', county: '990100', fileName: 'of the month.csv', dryRun: false, created: 0, updated: 0, unchanged: 0,
  rejected: 1, skipped: 0, flagged: 0, tally: {}, notices: [],
  understood: { shownColumns: ['编号'] } as ImportResult['understood'],
  rejections: [{ line: 2, outcome: 'rejected', reasons: [{ code: 'bad-date', message_zh: '日期有误', message_en: 'no such date' }], cells: { 编号: 'C2' } }],
  ...change,
})

test.each([
  ['the imported file itself', () => source, /imported file itself/],
  ['a folder', () => folder, /is a folder/],
  ['a folder that is not there', () => join(folder, 'none', 'x.xlsx'), /not there/],
  ['below something that is no folder', () => join(source, 'x.xlsx'), /not there/],
])('a workbook is not promised in the place of %s', async (_what, place, why) => {
  await expect(checkCorrectionsFile(place(), source)).rejects.toMatchObject({ code: 'corrections-file', parameter: 'corrections', en: expect.stringMatching(why) as string })
})

test('the same file under another name is still the same file', async () => {
  await expect(checkCorrectionsFile(join(folder, '.', 'of the month.csv'), join(folder, '..', folder.split('/').at(-1) ?? '', 'of the month.csv'))).rejects.toThrow(/itself/)
})

test('a wished place is taken, absolute', async () => {
  expect(await checkCorrectionsFile(join(folder, 'new.xlsx'), source)).toBe(join(folder, 'new.xlsx'))
})

test('without a wish the workbook lies in the folder of the installation under the number of its run, for its user alone', async () => {
  const path = await writeCorrections(result(), folder)
  expect(path).toBe(join(folder, 'corrections', '7-of the month.csv.corrections.xlsx'))
  expect((await stat(path ?? '')).mode & 0o077).toBe(0)
  expect((await stat(join(folder, 'corrections'))).mode & 0o077).toBe(0)
  const cells: unknown[] = []
  for await (const batch of (await openXlsx(path ?? '', '需更正')).batches()) cells.push(...batch.rows.flat())
  expect(cells).toContain('C2')
})

test('a run whose rows all went in has no workbook', async () => {
  expect(await writeCorrections(result({ id: 8, rejected: 0, rejections: [] }), folder)).toBeUndefined()
  expect(await readdir(join(folder, 'corrections'))).not.toContain('8-of the month.csv.corrections.xlsx')
})

test('a workbook that cannot be written leaves no half of it, and says where the rows are still to be had', async () => {
  await expect(writeCorrections(result(), folder, join(source, 'x.xlsx'))).rejects.toThrow(/GET \/api\/imports\/7\/corrections/)
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([])
})
