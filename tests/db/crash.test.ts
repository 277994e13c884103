import { fork } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEmbedded } from '../../api/db/embedded.ts'
import { patiently } from '../setup/callers.ts'
import { emptyImage } from '../setup/embedded-db.ts'

const writerFile = join(import.meta.dirname, 'crash-writer.ts')

describe('the embedded database after a crash', () => {
  let dataDir: string
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rg-crash-'))
    await cp(await emptyImage(), join(dataDir, 'embedded'), { recursive: true })
  })
  afterEach(() => rm(dataDir, { recursive: true, force: true }))

  /** Lets a process write until it told us `most` commits, then kills it; resolves to the last number told. */
  async function writeUntilKilled(most: number): Promise<number> {
    const writer = fork(writerFile, [dataDir], { execArgv: [], stdio: 'ignore' })
    let told = 0
    const ended = new Promise((resolve) => writer.once('exit', resolve))
    await new Promise<void>((resolve) => {
      let seen = 0
      writer.on('message', (id) => {
        told = Number(id)
        if (++seen === most) resolve()
      })
      writer.once('exit', () => resolve())
    })
    writer.kill('SIGKILL')
    await ended
    return told
  }

  it('has every transaction that was acknowledged, whole, when the program was killed', async () => {
    let told = 0
    for (const most of [7, 60]) told = await writeUntilKilled(most)
    expect(told).toBeGreaterThanOrEqual(67)
    const db = await openEmbedded({ dataDir, dumpEveryMs: 0 })
    try {
      const { rows } = await db.query<{ ids: number; most: number; n: number }>(
        'select count(*) as ids, max(id) as most, (select n from counter) as n from ack')
      expect(rows[0]?.ids).toBeGreaterThanOrEqual(told)
      expect(rows[0]?.most).toBe(rows[0]?.ids)
      expect(rows[0]?.n).toBe(rows[0]?.ids)
    } finally {
      await db.close()
    }
  })

  it('comes back by itself when its own process is killed from outside', async () => {
    const db = await openEmbedded({ dataDir, dumpEveryMs: 0 })
    try {
      await db.query('create table kept as select 1 as id')
      const { child } = JSON.parse(await readFile(join(dataDir, 'embedded.lock'), 'utf8')) as { child: { pid: number } }
      const cut = db.transaction(async (tx) => {
        await tx.query('insert into kept values (2)')
        process.kill(child.pid, 'SIGKILL')
        await tx.query('insert into kept values (3)')
      })
      await expect(cut).rejects.toMatchObject({ name: 'DbUnavailable' })
      expect((await patiently(() => db.query('select id from kept'))).rows).toEqual([{ id: 1 }])
    } finally {
      await db.close()
    }
  })

  it('removes what a first start left that was killed in the middle', async () => {
    await mkdir(join(dataDir, 'embedded.building-abc/data'), { recursive: true })
    const db = await openEmbedded({ dataDir, dumpEveryMs: 0 })
    await db.close()
    expect(await readdir(dataDir)).toEqual(['embedded'])
  })

  it('is left as it is when it cannot be opened: the start fails and says where', async () => {
    await rm(join(dataDir, 'embedded/global/pg_control'))
    const files = async () => (await readdir(join(dataDir, 'embedded'))).filter((name) => name !== 'postmaster.pid').sort()
    const before = await files()
    await expect(openEmbedded({ dataDir, dumpEveryMs: 0 })).rejects.toThrow(dataDir)
    expect(await files()).toEqual(before)
    await expect(openEmbedded({ dataDir, dumpEveryMs: 0 })).rejects.toThrow('cannot be opened')
  })
})
