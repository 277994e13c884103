/** Comparing what is new or changed with everything else, township by township, each in a transaction of its own. */
import { tellOwnWrite } from '../data-version.ts'
import type { Db } from '../db/db.ts'

/** A large township of a large county takes its time, and nobody waits for it. */
const budgetMs = 600_000
/** so few new matters are compared one by one, as at entry: less than going through their townships */
const few = 200

export interface SameLook {
  /** matters that were compared */
  looked: number
  /** pairs found, or found again with another score */
  pairs: number
}

/**
 * Looks at every matter that is new or was changed since the last look; without one it does nothing. A run that breaks
 * off is taken up by the next one: townships that were done are done.
 * @param signal ends it after the township that is being compared
 */
export async function lookForSame(db: Db, signal?: AbortSignal): Promise<SameLook> {
  const { rows: townships } = await db.query<{ township: number, n: number }>(
    'select township, n::int as n from same_to_look(installation_county())', [], { budgetMs })
  if (townships.length === 0) return { looked: 0, pairs: 0 }
  const { rows: [grams] } = await db.query<{ due: boolean }>('select same_grams_due(installation_county()) as due', [], { budgetMs })
  if (grams?.due !== false) await db.query('select count_same_grams(installation_county())', [], { budgetMs })
  const done = { looked: 0, pairs: 0 }
  for (const { township, n } of townships) {
    if (signal?.aborted) break
    const { rows: [row] } = await db.query<{ pairs: number }>(
      'select look_for_same(installation_county(), $1)::int as pairs', [township], { budgetMs })
    done.looked += n
    done.pairs += row?.pairs ?? 0
  }
  return await told(db, done)
}

/**
 * Looks at matters that nobody has compared yet: a few one by one, each a short statement of its own; many as `lookForSame`.
 * @param most where there are more it does nothing and leaves them to the night ([default] no limit)
 */
export async function lookAtNew(db: Db, most = Number.POSITIVE_INFINITY, signal?: AbortSignal): Promise<SameLook> {
  const { rows: [count] } = await db.query<{ fresh: number, ids: string[] | null, compared: boolean }>(`
    with fresh as (
      select m.id from matter m where m.county_code = installation_county() and m.kinds > 0
        and not exists (select from same_look l where l.county_code = m.county_code and l.matter_id = m.id))
    select (select count(*) from fresh)::int as fresh, (select array_agg(f.id::text) from (select id from fresh order by id limit $1) f) as ids,
      exists (select from same_gram where county_code = installation_county()) as compared`, [few], { budgetMs })
  const { fresh = 0, ids, compared = false } = count ?? {}
  if (fresh === 0 || fresh > most) return { looked: 0, pairs: 0 }
  if (fresh > few || !compared) return await lookForSame(db, signal)
  for (const id of ids ?? []) await db.query('select look_at_entry(installation_county(), $1::bigint)', [id], { budgetMs })
  const { rows: [found] } = await db.query<{ pairs: number }>(`select count(*)::int as pairs from same_pair
    where county_code = installation_county() and (elder_id = any ($1::bigint[]) or younger_id = any ($1::bigint[]))`, [ids], { budgetMs })
  return await told(db, { looked: fresh, pairs: found?.pairs ?? 0 })
}

async function told(db: Db, done: SameLook): Promise<SameLook> {
  await db.transaction(async (tx) => {
    await tx.query(`select emit_event('same-looked', null, null, $1::jsonb)`, [JSON.stringify(done)])
    await tx.query('select touch_data(installation_county())')
  })
  tellOwnWrite()
  await db.notify('outbox', 'same-looked')
  return done
}
