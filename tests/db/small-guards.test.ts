/** Small guards of the database: work that would wait for itself, what a driver throws, and which files make a database. */
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { DbError, DbUnavailable } from '../../api/db/db.ts'
import { serverError, translated } from '../../api/db/server-errors.ts'
import { TransactionGuard } from '../../api/db/transaction-guard.ts'
import { readSqlFiles } from '../../api/migration-files.ts'

describe('work inside of a transaction', () => {
  it('may not ask its own database for anything else, however deep it calls, and may again afterwards', async () => {
    const guard = new TransactionGuard()
    expect(() => guard.refuseInside()).not.toThrow()
    const deep = async (): Promise<void> => {
      await Promise.resolve()
      guard.refuseInside()
    }
    await expect(guard.inside(deep)).rejects.toThrow('事务内请使用 tx')
    await expect(guard.inside(() => new Promise((resolve, reject) => { setTimeout(() => { deep().then(resolve, reject) }, 1) }))).rejects.toThrow('事务内请使用 tx')
    expect(() => guard.refuseInside()).not.toThrow()
  })

  it('leaves others alone: what runs beside it, and what it began and did not wait for', async () => {
    const guard = new TransactionGuard()
    let later: Promise<void> | undefined
    const held = guard.inside(async () => {
      later = new Promise((resolve) => { setTimeout(resolve, 5) }).then(() => guard.refuseInside())
      await new Promise((resolve) => { setTimeout(resolve, 1) })
      return 'done'
    })
    expect(() => guard.refuseInside()).not.toThrow()
    expect(await held).toBe('done')
    await expect(later).resolves.toBeUndefined()
  })

  it('is over also where it broke', async () => {
    const guard = new TransactionGuard()
    await expect(guard.inside(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(() => guard.refuseInside()).not.toThrow()
  })
})

describe('what the driver throws', () => {
  const fromServer = (code: string) => Object.assign(new pg.DatabaseError('said', 1, 'error'), { code, hint: 'hint', detail: 'detail', constraint: 'c' })

  test.each(['23505', 'RG409', '57014', '40001', '42P01'])('%s of the server is an error of the statement, with all that it says', (code) => {
    const found = serverError(fromServer(code))
    expect(found).toBeInstanceOf(DbError)
    expect(found).toMatchObject({ message: 'said', code, hint: 'hint', detail: 'detail', constraint: 'c' })
  })

  test.each(['57P01', '57P02', '57P03', '53300', '08006', '08001'])('%s of the server says that it cannot answer now', (code) => {
    expect(serverError(fromServer(code))).toMatchObject({ name: 'DbUnavailable', retryAfterSeconds: 5 })
  })

  test.each([
    Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), Object.assign(new Error('read'), { code: 'ECONNRESET' }), new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'), new Error('Client was closed and is not queryable'),
  ])('a line that is cut (%s) says so too', (error) => {
    expect(serverError(error)).toBeInstanceOf(DbUnavailable)
  })

  it('anything else stays what it is: a fault of the program must not look like a pause', async () => {
    const fault = new TypeError('x is undefined')
    const known = [fault, new DbError('x', '23505'), new DbUnavailable('x'), 'text', undefined]
    expect(known.map(serverError)).toEqual(known)
    await expect(translated(() => Promise.reject(fault))).rejects.toBe(fault)
    await expect(translated(() => Promise.reject(fromServer('57P01')))).rejects.toBeInstanceOf(DbUnavailable)
    expect(await translated(() => Promise.resolve(7))).toBe(7)
  })
})

describe('the files that make a database', () => {
  let folder = ''
  const put = async (name: string, text: string): Promise<void> => { await writeFile(join(folder, name), text) }
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rg-sql-files-'))
    for (const inside of ['migrations', 'rules', 'reference']) await mkdir(join(folder, inside))
    await put('roles.sql', 'r')
    await put('migrations/0002-b.sql', 'b')
    await put('migrations/0001-a.sql', 'a')
    await put('migrations/notes.md', 'no statement')
    await put('rules/020_y.sql', 'y')
    await put('rules/010_x.sql', 'x')
    await put('reference.sql', 'words')
    await put('reference/holidays.csv', 'day,name\n2026-10-01,国庆节\n')
    await put('policies.sql', 'p')
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('come in order: migrations once, then rules by number, reference rows, tables as calls of their rule, and policies last', async () => {
    const { roles, migrations, repeatable } = await readSqlFiles(folder)
    expect([roles, migrations, repeatable].map((files) => files.map(({ name }) => name))).toEqual([
      ['roles.sql'], ['migrations/0001-a.sql', 'migrations/0002-b.sql'], ['rules/010_x.sql', 'rules/020_y.sql', 'reference.sql', 'reference/holidays.csv', 'policies.sql'],
    ])
    expect(repeatable[3]?.text).toBe('select load_holidays($csv$day,name\n2026-10-01,国庆节\n$csv$)')
  })

  it('have one hash, which changes with any text and any name, and with nothing else', async () => {
    const hashNow = async (): Promise<string> => (await readSqlFiles(folder)).sha256
    const before = await hashNow()
    await put('migrations/notes.md', 'other words')
    expect(await hashNow()).toBe(before)
    for (const name of ['roles.sql', 'migrations/0001-a.sql', 'rules/010_x.sql', 'reference.sql', 'reference/holidays.csv', 'policies.sql']) {
      await put(name, `changed ${name}`)
    }
    const changed = await hashNow()
    expect(changed).not.toBe(before)
    await rename(join(folder, 'rules/020_y.sql'), join(folder, 'rules/005_y.sql'))
    expect(await hashNow()).not.toBe(changed)
  })

  it('may be none: an empty folder is an empty database', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'rg-no-sql-'))
    expect(await readSqlFiles(empty)).toMatchObject({ roles: [], migrations: [], repeatable: [] })
    await rm(empty, { recursive: true })
  })
})
