import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { restoreAndMigrate } from '../../api/backup/restore-release.ts'
import { writeBackup } from '../../api/backup/write.ts'
import type { Db } from '../../api/db/db.ts'
import { silent } from '../../api/db/log.ts'
import { isMigrated, migrate } from '../../api/migrate.ts'
import { patiently } from '../setup/callers.ts'
import { engines } from '../setup/engines.ts'

const first = 'migrations/0001-matters.sql'
const files: Record<string, string> = {
  'roles.sql': 'select 1;',
  [first]: `
    create table account (id int primary key);
    create table session (id int primary key);
    create table admin_unit (id int primary key);
    -- as a merged matter names its elder: checked at the end, which comes after the tables are altered back
    create table petition (id int primary key, people int not null, elder int references petition deferrable initially deferred);
    create table data_version (version bigint not null, changed_at timestamptz, changed_in xid8);
    insert into data_version (version) values (1);`,
  // what a later release works out of the rows that are there
  'migrations/0002-collective.sql': `
    alter table petition add column collective boolean;
    update petition set collective = people >= 5;
    alter table petition alter column collective set not null;`,
  'rules/010-count.sql': 'create or replace function collective_count() returns bigint language sql as $$ select count(*) from petition where collective $$;',
  'reference.sql': 'select 1;',
  'policies.sql': 'select 1;',
}

describe.each(engines)('a backup of an earlier release on $name', ({ openEmpty }) => {
  let db: Db
  let dir: string
  let file: string
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'rg-release-'))
    file = join(dir, 'county.rgb')
    for (const folder of ['migrations', 'rules']) await mkdir(join(dir, folder))
    for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text)
    db = await openEmpty()
    await migrate(db, dir, silent, new Set([first]))
    await db.query('insert into petition (id, people, elder) values (1, 1, null), (2, 5, 3), (3, 40, null)')
    await writeBackup(db, file)
  }, 120_000)
  afterAll(async () => {
    await db.close()
    await rm(dir, { recursive: true })
  })

  it('is put into the tables of its time and comes up to today’s with them, in an empty database', async () => {
    expect(await isMigrated(db, dir)).toBe(false)
    await patiently(() => db.query('drop table account, session, admin_unit, petition, data_version, schema_migration'))
    await restoreAndMigrate(db, file, false, dir, silent)
    expect(await isMigrated(db, dir)).toBe(true)
    expect((await db.query('select id, elder, collective from petition order by id')).rows)
      .toEqual([{ id: 1, elder: null, collective: false }, { id: 2, elder: 3, collective: true }, { id: 3, elder: null, collective: true }])
    expect((await db.query('select collective_count()::int as n')).rows).toEqual([{ n: 2 }])
  })

  it('is refused where the tables are of today, with the way out, and changes nothing', async () => {
    await db.query('insert into petition (id, people, collective) values (4, 2, false)')
    await expect(restoreAndMigrate(db, file, true, dir, silent)).rejects.toThrow(/较早的版本.*0002-collective.*earlier release.*empty database/)
    expect((await db.query('select count(*)::int as n from petition')).rows).toEqual([{ n: 4 }])
  })

  it('is not begun for a file that is none', async () => {
    await writeFile(join(dir, 'other.rgb'), 'no backup')
    await expect(restoreAndMigrate(db, join(dir, 'other.rgb'), true, dir, silent)).rejects.toThrow('no backup')
  })
})
