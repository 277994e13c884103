import { fork } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEmbedded } from '../../api/db/embedded.ts'
import { copyFolder } from '../../api/db/embedded-home.ts'
import { migratedImage } from '../setup/embedded-db.ts'
import { sqlDir } from '../setup/engines.ts'
import { importCounty, importPetitions, keep, one, petitionCsv } from './county.ts'

const rows = (from: number, n: number) => Array.from({ length: n }, (_, at) => ({
  no: `K${from + at}`, on: '2024-01-01', lon: 104.01 + (at % 380) / 1_000, lat: 27.61 + (at % 180) / 1_000, category: `类${at % 7}`,
}))
let prepared: string

beforeAll(async () => {
  prepared = await mkdtemp(join(tmpdir(), 'rg-kill-'))
  await copyFolder(await migratedImage(sqlDir), join(prepared, 'embedded'))
  const db = await openEmbedded({ dataDir: prepared, dumpEveryMs: 0 })
  await importCounty(db)
  await importPetitions(db, rows(0, 10))
  await db.close()
}, 240_000)
afterAll(() => rm(prepared, { recursive: true, force: true }))

/** Imports 20,000 rows in a process of its own and kills it a moment after it reached a phase. */
async function killAt(phase: string, afterMs: number): Promise<{ dataDir: string; finished: boolean }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rg-kill-'))
  await cp(join(prepared, 'embedded'), join(dataDir, 'embedded'), { recursive: true })
  const path = await keep('many.csv', petitionCsv(rows(10, 20_000)))
  const child = fork(new URL('./kill.ts', import.meta.url).pathname, [dataDir, path], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  let finished = false
  await new Promise<void>((resolve) => {
    child.on('message', (message) => {
      if (message === 'done') finished = true
      if (message === phase) setTimeout(() => child.kill('SIGKILL'), afterMs)
    })
    child.on('exit', () => { resolve() })
  })
  return { dataDir, finished }
}

test.each([['reading', 0], ['writing', 300], ['counting', 0]])('an import killed while %s leaves nothing of itself', async (phase, afterMs) => {
  const { dataDir, finished } = await killAt(phase, afterMs)
  expect(finished).toBe(false)
  const db = await openEmbedded({ dataDir, dumpEveryMs: 0 })
  try {
    const left = await one<Record<string, number>>(db, `select json_build_object('petitions', (select count(*) from petition),
      'matters', (select count(*) from matter), 'runs', (select count(*) from import_run where kind = 'petitions'),
      'tallied', (select sum(petitions) from petition_tally where channel = 0), 'cells', (select sum(n) from tile_cell where z = 5),
      'local', (select count(*) from category where code >= 800000)) as value`)
    // all of it or nothing: a kill after the commit is no loss
    expect([10, 20_010]).toContain(left['petitions'])
    expect(left).toMatchObject({ matters: left['petitions'], tallied: left['petitions'], runs: left['petitions'] === 10 ? 1 : 2 })
    if (phase !== 'counting') expect(left['petitions']).toBe(10)
    expect((await importPetitions(db, rows(0, 11))).created).toBe(left['petitions'] === 10 ? 1 : 0)
  } finally {
    await db.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}, 240_000)
