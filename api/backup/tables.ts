import type { Tx } from '../db/db.ts'

export interface Column {
  name: string
  /** text, JSON, arrays, bytes: their text may hold what COPY must escape */
  escaped: boolean
}

export interface Table {
  name: string
  columns: Column[]
}

const readTables = `
  select c.relname as name,
    (select jsonb_agg(jsonb_build_object('name', a.attname, 'escaped', t.typcategory not in ('N', 'B', 'D', 'T')
        and t.typname not in ('uuid', 'geometry')) order by a.attnum)
      from pg_attribute a join pg_type t on t.oid = a.atttypid
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    coalesce((select jsonb_agg(distinct f.relname) from pg_constraint k join pg_class f on f.oid = k.confrelid
      where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid), '[]') as needs
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'schema_migration'
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  order by c.relname`

/** All tables of the application, each after those that it refers to; computed columns left out. */
export async function tablesInOrder(tx: Tx): Promise<Table[]> {
  const { rows } = await tx.query<Table & { needs: string[] }>(readTables)
  const waiting = new Map(rows.map((row) => [row.name, row]))
  const ordered: Table[] = []
  while (waiting.size > 0) {
    const next = [...waiting.values()].find(({ needs }) => needs.every((name) => !waiting.has(name)))
    if (!next) throw new Error(`表之间循环引用 / tables refer to each other in a circle: ${[...waiting.keys()].join(', ')}`)
    waiting.delete(next.name)
    ordered.push({ name: next.name, columns: next.columns })
  }
  return ordered
}

export interface Migration { name: string, sha256: string }

/** Migrations that made the tables; the two rows in brackets tell of repeatable files and are no migrations. */
export async function appliedMigrations(tx: Tx): Promise<Migration[]> {
  const { rows } = await tx.query<Migration>(`select name, sha256 from schema_migration where name not like '(%' order by name`)
  return rows
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
