import type { Tx } from '../../db/db.ts'
import type { Categories } from './categories.ts'

type Settled = ReturnType<Categories['settle']>

/** The names of the file that the tree did not know, with the codes they got, beside the staged rows. */
export async function stageCategories(aside: Tx, { codes }: Settled): Promise<void> {
  await aside.query('create temp table import_category (key int primary key, code int, exact boolean not null, name text)')
  await aside.query('insert into import_category select * from unnest($1::int[], $2::int[], $3::boolean[], $4::text[])', [
    codes.map(({ key }) => key), codes.map(({ code }) => code), codes.map(({ exact }) => exact), codes.map(({ name }) => name)])
}

/** The local categories that a file brought. */
export async function keepCategories(tx: Tx, { created }: Settled, run: number): Promise<void> {
  await tx.query(`
    insert into category (code, parent, level, name_zh, import_run_id)
    select * from unnest($1::int[], $2::int[], $3::smallint[], $4::text[]), (select $5::bigint) r`, [
    created.map(({ code }) => code), created.map(({ parent }) => parent), created.map(({ level }) => level),
    created.map(({ name_zh }) => name_zh), run])
}
