import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const repository = join(import.meta.dirname, '../..')
const dataDir = join(tmpdir(), `rg-never-made-${process.pid}`)

const { scripts } = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
/** Every command that takes arguments, with its file: the watch mode takes none. */
const commands = Object.entries(scripts).flatMap(([name, line]) => {
  const file = /^node (.*\.ts)$/.exec(line)?.[1]
  return file === undefined || name === 'start' || name === 'dev' ? [] : [{ name, file }]
})

const run = (file: string, ...words: string[]): Promise<{ code: unknown, out: string, err: string }> => new Promise((resolve) => {
  execFile(process.execPath, [join(repository, file), ...words], { cwd: repository, env: { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir } },
    (error, out, err) => { resolve({ code: error ? error.code : 0, out, err }) })
})

describe('at the command line', () => {
  test('every command tells how it is used, and opens nothing for that', async () => {
    expect(commands.map(({ name }) => name)).toEqual(expect.arrayContaining(['import', 'export', 'backup', 'restore', 'bench']))
    for (const { name, file } of commands) {
      expect(await run(file, '--help'), name).toEqual({ code: 0, out: expect.stringContaining(`npm run ${name} -- `) as string, err: '' })
    }
    expect(existsSync(dataDir)).toBe(false)
  }, 120_000)

  test('an argument that nobody knows is named, with how the command is used', async () => {
    expect(await run('api/cli/restore.ts', 'all.rgb', '--forse')).toEqual({
      code: 1, out: '', err: "!! 参数有误 / wrong arguments: Unknown option '--forse'\n用法 / usage: npm run restore -- FILE [--force]\n",
    })
    expect(existsSync(dataDir)).toBe(false)
  }, 60_000)

  test('a field that does not exist is told in both languages, with those that do, and without the words of a program', async () => {
    const { code, err } = await run('api/cli/import.ts', 'holidays', 'calendar.csv', '--as', 'day=日期')
    expect([code, err.split('\n').length]).toEqual([1, 2])
    expect(err).toMatch(/^!! “day=日期”应为 字段=列名，字段为 date、.* 之一 \/ "day=日期" should be FIELD=COLUMN with one of the fields date, /)
    expect(existsSync(dataDir)).toBe(false)
  }, 60_000)

  test.each([
    ['a day that does not exist', 'api/cli/export.ts', ['ledger', '--from', '2026-02-30', '-o', join(tmpdir(), 'ledger.csv')],
      /^!! 参数 from 须为日期，如 2026-01-31 \/ parameter from must be a date such as 2026-01-31\n$/],
    ['a kind that is none', 'api/cli/export.ts', ['ledger', '--kind', 'third', '-o', join(tmpdir(), 'ledger.csv')], /^!! 参数 kind 须为 first.* \/ parameter kind /],
    ['a folder that is not there', 'api/cli/export.ts', ['ledger', '-o', join(dataDir, 'ledger.csv')], /^!! .*ledger\.csv 所在文件夹不存在或不可写 \/ .*its folder is not there/],
    ['a folder that is not there', 'api/cli/backup.ts', [join(dataDir, 'all.rgb')], /^!! .*all\.rgb 所在文件夹不存在或不可写 \/ .*its folder is not there/],
    ['a folder in place of a file', 'api/cli/backup.ts', [tmpdir()], /^!! .* 是文件夹，请写明文件名 \/ .*is a folder; name a file in it/],
    ['a backup that is not there', 'api/cli/restore.ts', [join(dataDir, 'all.rgb'), '--force'], /^!! 没有文件 .*all\.rgb，或不可读 \/ there is no file /],
  ])('%s stops %s in one sentence, before a database is opened', async (_what, file, words, told) => {
    const { code, out, err } = await run(file, ...words)
    expect([code, out, err.split('\n').length]).toEqual([1, '', 2])
    expect(err).toMatch(told)
    expect(existsSync(dataDir)).toBe(false)
  }, 60_000)
})
