import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { isMigrated, migrate } from '../../api/migrate.ts'
import { patiently } from '../setup/callers.ts'
import { engines, sqlDir } from '../setup/engines.ts'

const start: Record<string, string> = {
  'roles.sql': `do $$ begin create role rg_wall nologin; exception when duplicate_object then null; end $$;`,
  'migrations/0001-area.sql': 'create table area (id int primary key, name text);\ninsert into area values (1, \'甲\');',
  'migrations/0002-visit.sql': 'create table visit (id int, area_id int references area);',
  'rules/010-first.sql': 'create or replace function first_rule() returns int language sql as $$ select 1; $$;',
  'rules/020-second.sql': 'create or replace function second_rule() returns int language sql as $$ select first_rule() + 1; $$;',
  'reference.sql': `insert into area values (2, '乙') on conflict (id) do update set name = excluded.name;`,
  'policies.sql': 'alter table area enable row level security;\ndrop policy if exists all_may on area;\n' +
    'create policy all_may on area using (true);',
}

describe.each(engines)('migrating on $name', ({ openEmpty, open, name }) => {
  let db: Db
  let dir: string
  const write = async (files: Record<string, string>): Promise<void> => {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(dir, file)), { recursive: true })
      await writeFile(join(dir, file), text)
    }
  }
  const areas = async (): Promise<unknown> => (await db.query('select id, name from area order by id')).rows
  const tables = async (): Promise<unknown[]> => (await db.query<{ t: string }>(
    `select tablename::text as t from pg_tables where schemaname = 'public' and tablename <> 'spatial_ref_sys' order by 1`,
  )).rows.map(({ t }) => t)

  /** Back to an empty database: opening another embedded one takes seconds. */
  const reset = `do $$ declare name text; begin
    for name in select oid::regclass::text from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'spatial_ref_sys'
    loop execute 'drop table ' || name || ' cascade'; end loop;
    drop function if exists first_rule(), second_rule();
  end $$`

  beforeAll(async () => { db = await openEmpty() })
  afterAll(() => db.close())
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'rg-sql-'))
    await write(start)
  })
  afterEach(async () => {
    await patiently(() => db.query(reset))
    await rm(dir, { recursive: true, force: true })
  })

  it('makes tables, rules, rows and policies, and a second time changes nothing', async () => {
    expect(await isMigrated(db, dir)).toBe(false)
    await migrate(db, dir)
    expect(await areas()).toEqual([{ id: 1, name: '甲' }, { id: 2, name: '乙' }])
    expect((await db.query('select second_rule() as two')).rows).toEqual([{ two: 2 }])
    const record = await db.query('select name, applied_at from schema_migration order by 1')
    await migrate(db, dir)
    expect((await db.query('select name, applied_at from schema_migration order by 1')).rows).toEqual(record.rows)
    expect(await isMigrated(db, dir)).toBe(true)
  })

  it('asks an empty database nothing that fails: a failing statement wears the embedded engine, which would be replaced in mid-start', async () => {
    const failed: string[] = []
    const watched: Db = {
      ...db,
      query: (sql, ...more) => db.query<never>(sql, ...more).catch((error: unknown) => {
        failed.push(sql)
        throw error
      }),
    }
    expect(await isMigrated(watched, dir)).toBe(false)
    await migrate(watched, dir)
    expect(await isMigrated(watched, dir)).toBe(true)
    expect(failed).toEqual([])
  })

  it('applies a new migration once and changed rules again, leaving older migrations alone', async () => {
    await migrate(db, dir)
    await db.query('delete from area where id = 1')
    await write({
      'migrations/0003-more.sql': `insert into area values (3, '丙')`,
      'rules/010-first.sql': start['rules/010-first.sql']?.replace('select 1', 'select 41') ?? '',
    })
    await migrate(db, dir)
    expect(await areas()).toEqual([{ id: 2, name: '乙' }, { id: 3, name: '丙' }])
    expect((await db.query('select second_rule() as n')).rows).toEqual([{ n: 42 }])
  })

  it('refuses an applied migration that was edited or removed, and does nothing then', async () => {
    await migrate(db, dir)
    await write({ 'migrations/0002-visit.sql': 'create table visit (id bigint);', 'migrations/0003-x.sql': 'create table x ()' })
    await expect(migrate(db, dir)).rejects.toThrow('migrations/0002-visit.sql')
    await rm(join(dir, 'migrations/0002-visit.sql'))
    await expect(migrate(db, dir)).rejects.toThrow('was removed')
    expect(await tables()).toEqual(['area', 'schema_migration', 'visit'])
  })

  it('undoes a migration that fails halfway, names file and line, and goes on once it is mended', async () => {
    const broken = `create table half (id int);\n\ninsert into half values (1);\nselect 1/0;\n`
    await write({ 'migrations/0003-half.sql': broken })
    await expect(migrate(db, dir)).rejects.toThrow(/sql\/migrations\/0003-half\.sql:4: division by zero \[22012\]/)
    expect(await tables()).toEqual(['area', 'schema_migration', 'visit'])
    await write({ 'migrations/0003-half.sql': broken.replace('1/0', '1') })
    await migrate(db, dir)
    expect(await tables()).toEqual(['area', 'half', 'schema_migration', 'visit'])
  })

  it('leaves the old rules and policies in force when a new one fails', async () => {
    await migrate(db, dir)
    await write({ 'policies.sql': 'drop policy all_may on area; create policy all_may on nowhere using (true);' })
    await expect(migrate(db, dir)).rejects.toThrow('policies.sql:1')
    expect((await db.query(`select policyname::text as p from pg_policies`)).rows).toEqual([{ p: 'all_may' }])
  })

  it('may be started twice at once', async () => {
    await Promise.all([migrate(db, dir), migrate(db, dir)])
    expect(await areas()).toEqual([{ id: 1, name: '甲' }, { id: 2, name: '乙' }])
  })

  if (name === 'embedded') {
    it('leaves a dump behind before it changes a database that holds something', async () => {
      const dumps: string[] = []
      const watched: Db = { ...db, dump: async (reason) => { dumps.push(reason); return '' } }
      await migrate(watched, dir)
      await migrate(watched, dir)
      expect(dumps).toEqual([])
      await write({ 'migrations/0003-more.sql': 'create table more ()' })
      await migrate(watched, dir)
      expect(dumps).toEqual(['before-migration'])
    })

    it('stops at a statement whose exception the engine swallowed', async () => {
      const bow = "st_geomfromtext('POLYGON((0 0,1 1,1 0,0 1,0 0))')"
      await write({
        'migrations/0003-swallowed.sql':
          `create table shape as select st_intersection(${bow}, st_translate(${bow}, 0.1, 0.1)) as g;\ncreate table after ()`,
      })
      await expect(migrate(db, dir)).rejects.toThrow('0003-swallowed.sql:1')
    })
  }

  it("brings the project's own sql/ to the state that it describes", async () => {
    const own = await open()
    try {
      expect(await isMigrated(own, sqlDir)).toBe(true)
      const copy = join(dir, 'own')
      await cp(sqlDir, copy, { recursive: true })
      await writeFile(join(copy, 'policies.sql'), '-- again\n', { flag: 'a' })
      await migrate(own, copy)
      expect(await isMigrated(own, copy)).toBe(true)
    } finally {
      await own.close()
    }
  }, 240_000) // making the image of a new sql/ is part of it
})
