import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readOrMakeSecret } from '../../api/secrets.ts'

const names = Array.from({ length: 400 }, (_, n) => `secret-${n}`)
/** Waits for a line, then asks for one secret after another, and tells them all. */
const asker = `
  import { readOrMakeSecret } from ${JSON.stringify(new URL('../../api/secrets.ts', import.meta.url).href)}
  process.stdout.write('ready\\n')
  process.stdin.once('data', () => {
    const told = JSON.parse(process.argv[2]).map((name) => readOrMakeSecret(process.argv[1], name))
    process.stdout.write(JSON.stringify(told), () => process.exit(0))
  })`

let folder: string
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'rg-secrets-')) })
afterEach(() => rm(folder, { recursive: true, force: true }))

it('is made once, is long, and for its owner alone', async () => {
  const secret = readOrMakeSecret(join(folder, 'data'), 'cookie-secret')
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect(readOrMakeSecret(join(folder, 'data'), 'cookie-secret')).toBe(secret)
  expect(readOrMakeSecret(join(folder, 'data'), 'identity-key')).not.toBe(secret)
  const kept = join(folder, 'data', 'secrets')
  // nothing is left of the writing
  expect((await readdir(kept)).sort()).toEqual(['cookie-secret', 'identity-key'])
  expect(((await stat(join(kept, 'cookie-secret'))).mode & 0o777).toString(8)).toBe('600')
  expect(((await stat(kept)).mode & 0o777).toString(8)).toBe('700')
})

it('is the same for programs that start together, and whole', async () => {
  const askers = Array.from({ length: 3 }, () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', asker, folder, JSON.stringify(names)], { stdio: ['pipe', 'pipe', 'inherit'] })
    let said = ''
    const ready = new Promise<void>((resolve, reject) => {
      child.once('error', reject)
      child.stdout.setEncoding('utf8').on('data', (piece: string) => {
        said += piece
        if (said.startsWith('ready\n')) resolve()
      })
    })
    const told = new Promise<string[]>((resolve) => child.once('close', () => resolve(JSON.parse(said.slice('ready\n'.length)) as string[])))
    return { child, ready, told }
  })
  await Promise.all(askers.map(({ ready }) => ready))
  for (const { child } of askers) child.stdin.write('go\n')
  const [first = [], ...others] = await Promise.all(askers.map(({ told }) => told))
  expect(first.every((secret) => /^[\w-]{43}$/.test(secret))).toBe(true)
  for (const other of others) expect(other).toEqual(first)
  expect(await Promise.all(names.map((name) => readFile(join(folder, 'secrets', name), 'utf8')))).toEqual(first)
}, 60_000)

it('that is empty is not made anew, and its file is named', async () => {
  readOrMakeSecret(folder, 'identity-key')
  await writeFile(join(folder, 'secrets', 'identity-key'), '\n')
  expect(() => readOrMakeSecret(folder, 'identity-key')).toThrow(/identity-key.*是空的.*is empty/)
})
