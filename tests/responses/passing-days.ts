/** Time that passes: instead of waiting, everything that the joint response has on record moves into the past. */
import type { Db } from '../../api/db/db.ts'

const tables = ['joint_response', 'response_task', 'response_event', 'household_visit_round', 'consultation', 'consultation_item', 'task_force', 'policy_pack', 'problem', 'commitment',
  'revisit', 'meeting', 'field_activity'] as const

/** Every day and instant of the work is `days` earlier than it was, those that events keep included. */
export async function letDaysPass(db: Db, days: number): Promise<void> {
  const { rows } = await db.query<{ table: string, set: string }>(`
    select c.table_name as table, string_agg(format('%1$I = %1$I - %2$s', c.column_name, case c.data_type when 'date' then '$1::int' else 'make_interval(days => $1::int)' end), ', ') as set
    from information_schema.columns c
    where c.table_schema = 'public' and c.table_name = any ($1) and c.data_type in ('date', 'timestamp with time zone') and c.is_generated = 'NEVER'
    group by 1`, [tables])
  await db.transaction(async (tx) => {
    await tx.query(`select set_config('app.bulk', 'on', true)`)
    for (const { table, set } of rows) await tx.query(`update ${table} set ${set}`, [days])
    await tx.query(`
      update response_event e set facts = (
        select jsonb_object_agg(f.key, case when jsonb_typeof(f.value) = 'null' then f.value
          when f.key ~ '_on$' then to_jsonb((f.value #>> '{}')::date - $1::int)
          when f.key ~ '_at$' then to_jsonb((f.value #>> '{}')::timestamptz - make_interval(days => $1::int)) else f.value end)
        from jsonb_each(e.facts) f)
      where e.facts is not null and e.facts <> '{}'`, [days])
    await tx.query(`
      update consultation_item i set earlier = (
        select jsonb_agg(e.kept || jsonb_build_object('due_on', (e.kept ->> 'due_on')::date - $1::int, 'decided_on', (e.kept ->> 'decided_on')::date - $1::int) order by e.n)
        from jsonb_array_elements(i.earlier) with ordinality e (kept, n))
      where i.earlier <> '[]'`, [days])
    await tx.query('select touch_data(installation_county())')
  })
}
