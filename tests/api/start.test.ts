import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const repository = join(import.meta.dirname, '../..')

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
  const { port } = server.address() as AddressInfo
  await new Promise((done) => { server.close(done) })
  return port
}

interface Run { child: ChildProcess, said: () => string, ended: Promise<number | null> }

function run(args: string[], env: Record<string, string>): Run {
  const child = spawn(process.execPath, args, {
    cwd: repository, env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'silent', DEMO: '0', ...env },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => { text += chunk.toString() })
  return { child, said: () => text, ended: new Promise((done) => { child.on('exit', (code) => { done(code) }) }) }
}

describe('the program', () => {
  let dataDir: string
  let port: number
  let server: Run
  const ask = async (path: string) => fetch(`http://127.0.0.1:${port}${path}`).then(({ status }) => status, () => 0)
  const start = () => run(['api/main.ts', '--no-build'], { DATA_DIR: dataDir, PORT: String(port) })
  async function until(path: string, status: number): Promise<void> {
    for (const deadline = Date.now() + 200_000; await ask(path) !== status;) {
      if (Date.now() > deadline) throw new Error(`${path} never said ${status}:\n${server.said()}`)
      await new Promise((done) => setTimeout(done, 50))
    }
  }

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rg-start-'))
    port = await freePort()
    server = start()
  })
  afterAll(async () => {
    server.child.kill('SIGKILL')
    await server.ended
    await rm(dataDir, { recursive: true, force: true })
  })

  test('is alive before its database is, says 503 meanwhile, and then is ready', async () => {
    await until('/healthz', 200)
    expect(await ask('/readyz')).toBe(503)
    await until('/readyz', 200)
    await until('/api/session', 401)
    await expect.poll(() => server.said(), { timeout: 20_000 }).toContain(`http://127.0.0.1:${port}`)
  }, 240_000)

  test('refuses a second server on its port and on its data, each with one sentence', async () => {
    const samePort = start()
    expect(await samePort.ended).toBe(1)
    expect(samePort.said()).toMatch(/!! 端口 .* \/ port .*\n$/)
    const sameData = run(['api/main.ts', '--no-build'], { DATA_DIR: dataDir, PORT: String(await freePort()) })
    expect(await sameData.ended).toBe(1)
    expect(sameData.said()).not.toMatch(/\n\s+at /)
    expect(await ask('/readyz')).toBe(200)
  }, 120_000)

  test('stops in order when told to, and gives its data to the commands', async () => {
    server.child.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    const command = async (...args: string[]) => {
      const one = run(args, { DATA_DIR: dataDir })
      return { code: await one.ended, said: one.said() }
    }
    const first = await command('api/cli/create-user.ts', '--role', 'sysadmin', '--username', 'admin.wang', '--name', '王')
    expect(first).toMatchObject({ code: 0, said: expect.stringMatching(/[A-Z][a-z]\d\w-.{14}\n.*secadmin, auditor/) as string })
    expect((await command('api/cli/create-user.ts', '--role', 'leader', '--username', 'li')).code).toBe(1)
    const file = join(dataDir, 'all.rgb')
    expect((await command('api/cli/backup.ts', file)).code).toBe(0)
    expect((await command('api/cli/restore.ts', file, '--force')).code).toBe(0)
    expect(await command('api/cli/verify-audit.ts')).toMatchObject({ code: 0, said: expect.stringContaining('链完整') as string })
  }, 240_000)

  test('stops with one sentence for a setting that is wrong', async () => {
    const wrong = run(['api/main.ts'], { DATA_DIR: dataDir, PORT: 'http' })
    expect(await wrong.ended).toBe(1)
    expect(wrong.said()).toBe('!! 设置 PORT 须为 0 至 65535 的整数 / setting PORT must be a whole number from 0 to 65535\n')
  })
})
