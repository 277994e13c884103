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
})
