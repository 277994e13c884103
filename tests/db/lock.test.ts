import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockData } from '../../api/db/data-lock.ts'
import { processStart } from '../../api/db/process-identity.ts'

const holderFile = join(import.meta.dirname, 'lock-holder.ts')

describe('the lock of a data folder', () => {
  let dir: string
  let file: string
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'rg-lock-'))
    file = join(dir, 'embedded.lock')
  })
  afterEach(() => rm(dir, { recursive: true, force: true }))

  /** Another process that holds the lock until it is told to end, with a process of its own noted in it. */
  async function holder() {
    const child = fork(holderFile, [file], { execArgv: [] })
    const kept = await new Promise<{ child: number }>((resolve) => child.once('message', (said) => resolve(said as { child: number })))
    const ended = new Promise((resolve) => child.once('exit', resolve))
    return { pid: child.pid ?? 0, ownChild: kept.child, end: async (how: NodeJS.Signals) => { child.kill(how); await ended } }
  }

  it('keeps a second opener out with a sentence in both languages that names the holder', async () => {
    const other = await holder()
    try {
      const refusal = await lockData(file).catch((error: Error) => error.message)
      expect(refusal).toContain(`进程 ${other.pid}`)
      expect(refusal).toContain(`pid ${other.pid}`)
      expect(refusal).toContain('DATA_DIR')
    } finally {
      await other.end('SIGKILL')
    }
  })

  it('is refused to the same process too, until it is released', async () => {
    const lock = await lockData(file)
    await expect(lockData(file)).rejects.toThrow(String(process.pid))
    lock.release()
    expect(existsSync(file)).toBe(false)
    ;(await lockData(file)).release()
  })

  it('is taken over from a holder that was killed, whose database process is ended first', async () => {
    const other = await holder()
    await other.end('SIGKILL')
    expect(processStart(other.ownChild)).toBeDefined()
    const lock = await lockData(file)
    expect(processStart(other.ownChild)).toBeUndefined()
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ pid: process.pid })
    lock.release()
  })

  it('is taken over when its process id belongs to another process by now', async () => {
    await writeFile(file, JSON.stringify({ pid: process.ppid, start: '1', host: hostname() }))
    ;(await lockData(file)).release()
  })

  it('is taken over when the writing of it was cut off', async () => {
    await writeFile(file, '{"pid":')
    ;(await lockData(file)).release()
  })

  it('held on another machine counts as long as it beats', async () => {
    await writeFile(file, JSON.stringify({ pid: 1, host: 'another-machine' }))
    await expect(lockData(file)).rejects.toThrow('another-machine')
    const longAgo = new Date(Date.now() - 60_000)
    await utimes(file, longAgo, longAgo)
    ;(await lockData(file)).release()
  })

  it('goes to one of many who find it stale at the same moment', async () => {
    await writeFile(file, JSON.stringify({ pid: 999_999_999, start: '1', host: hostname() }))
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockData(file)))
    const won = results.filter((result) => result.status === 'fulfilled')
    expect(won).toHaveLength(1)
    for (const result of won) result.value.release()
  })
})
