import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ImportLook } from '../../api/contract/import-look.ts'
import type { ImportFile, ImportRun } from '../../api/contract/imports.ts'
import { HeldFiles, sweepUploads } from '../../api/importers/held-files.ts'
import { openTestApp, type TestApp } from '../setup/app.ts'
import { one, petitionCsv } from './county.ts'
import { form } from './form.ts'

const gone = (path: string): Promise<boolean> => stat(path).then(() => false, () => true)

describe('files that are held for a session', () => {
  let held: HeldFiles
  let folder: string
  let now = 0
  beforeEach(async () => {
    now = 1_000_000
    held = new HeldFiles(() => now)
    folder = await mkdtemp(join(tmpdir(), 'rg-held-test-'))
  })
  afterEach(async () => {
    await held.close()
    await rm(folder, { recursive: true, force: true })
  })
  async function upload(name: string): Promise<{ path: string, fileName: string, remove: () => Promise<void> }> {
    const path = join(folder, name)
    await writeFile(path, name)
    return { path, fileName: name, remove: () => rm(path, { force: true }) }
  }

  test('are read as often as wanted, by that session alone', async () => {
    const { id } = await held.hold('one', await upload('a'))
    for (let n = 0; n < 3; n += 1) {
      const file = held.take('one', id)
      expect(await readFile(file.path, 'utf8')).toBe('a')
      await file.remove()
    }
    expect(() => held.take('other', id)).toThrowError(/file_gone/)
    await held.drop('other', id)
    expect(held.take('one', id).fileName).toBe('a')
  })

  test('go an hour after their last use, and not before', async () => {
    const { id } = await held.hold('one', await upload('a'))
    now += 3_599_000
    await held.take('one', id).remove()
    now += 3_599_000
    await held.tidy()
    await held.take('one', id).remove()
    now += 3_600_000
    await held.tidy()
    expect(() => held.take('one', id)).toThrowError(/file_gone/)
    expect(await gone(join(folder, 'a'))).toBe(true)
  })

  test('go with the session, the oldest when it sends a third, all with the process', async () => {
    const ids = await Promise.all([held.hold('one', await upload('a')), held.hold('two', await upload('b'))])
    await held.forget('one')
    expect([await gone(join(folder, 'a')), await gone(join(folder, 'b'))]).toEqual([true, false])
    await held.hold('two', await upload('c'))
    await held.hold('two', await upload('d'))
    expect(await Promise.all(['b', 'c', 'd'].map((name) => gone(join(folder, name))))).toEqual([true, false, false])
    await held.close()
    expect(await readdir(folder)).toEqual([])
    expect(ids).toHaveLength(2)
  })

  test('stay under the hands of a run that reads them, and go when it is done', async () => {
    const { id } = await held.hold('one', await upload('a'))
    const run = held.take('one', id)
    await held.forget('one')
    expect(await gone(run.path)).toBe(false)
    await run.remove()
    expect(await gone(run.path)).toBe(true)
  })

  test('of a process that was killed are swept; those of one that lives are not', async () => {
    for (const pid of [process.pid, process.ppid, 999_999_999]) await mkdir(join(folder, `rg-upload-${pid}-x`))
    sweepUploads(folder)
    expect((await readdir(folder)).sort()).toEqual([process.pid, process.ppid].map((pid) => `rg-upload-${pid}-x`).sort())
  })
})

describe('the wizard over the API', () => {
  let it: TestApp
  const cookies: Record<string, string> = {}
  beforeAll(async () => {
    it = await openTestApp()
    for (const role of ['planner', 'office', 'township']) cookies[role] = await it.cookieOf(role)
  }, 240_000)
  afterAll(() => it.close())
  const csv = petitionCsv([{ no: 'H1', on: '2024-01-01', place: '东乡' }, { no: 'H2', on: '2024-02-01' }])
  const send = (role = 'planner') => {
    const { payload, headers } = form('台账.csv', csv)
    return it.app.inject({ method: 'POST', url: '/api/import-files', payload, headers: { ...headers, cookie: cookies[role] } })
  }
  const post = (url: string, role = 'planner') => it.app.inject({ method: 'POST', url, headers: { cookie: cookies[role], prefer: 'wait=120' } })

  test('sends the file once: looks, dry run and run go by its number', async () => {
    const sent = (await send()).json<ImportFile>()
    expect(sent).toMatchObject({ file_name: '台账.csv', byte_count: Buffer.byteLength(csv) })
    const file = `file=${sent.file_id}`
    for (const more of ['', '&encoding=utf-8']) expect((await post(`/api/import-looks?${file}${more}`)).json<ImportLook>().kind).toBe('petitions')
    expect((await post(`/api/imports/petitions?dry_run=1&${file}`)).json<ImportRun>()).toMatchObject({ state: 'done', dry_run: true, created: 2, file_name: '台账.csv' })
    expect((await post(`/api/imports/petitions?${file}`)).json<ImportRun>()).toMatchObject({ state: 'done', created: 2 })
    expect(await one(it.db, 'select count(*)::int as value from petition')).toBe(2)
    // and it may be corrected and run again
    expect((await post(`/api/imports/petitions?${file}`)).json<ImportRun>()).toMatchObject({ created: 0, unchanged: 2 })
  })

  test('is the session\'s own, and over when it is dropped or signed out', async () => {
    const { file_id: id } = (await send()).json<ImportFile>()
    expect((await post(`/api/import-looks?file=${id}`, 'office')).json()).toMatchObject({ code: 'file_gone', status: 404 })
    expect((await post(`/api/imports/petitions?file=${id}`, 'office')).statusCode).toBe(404)
    await it.app.inject({ method: 'DELETE', url: `/api/import-files/${id}`, headers: { cookie: cookies['office'] } })
    expect((await post(`/api/import-looks?file=${id}`)).statusCode).toBe(200)
    expect((await it.app.inject({ method: 'DELETE', url: `/api/import-files/${id}`, headers: { cookie: cookies['planner'] } })).statusCode).toBe(204)
    expect((await post(`/api/import-looks?file=${id}`)).statusCode).toBe(404)
    expect((await send('township')).statusCode).toBe(403)
    expect((await post('/api/import-looks?file=nonsense')).statusCode).toBe(400)
    expect((await post('/api/import-looks')).statusCode).toBe(406)
    const kept = (await send('office')).json<ImportFile>()
    await it.app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie: cookies['office'] } })
    cookies['office'] = await it.cookieOf('office')
    expect((await post(`/api/import-looks?file=${kept.file_id}`, 'office')).statusCode).toBe(404)
  })
})
