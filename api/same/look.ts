/** Comparing what is new or changed with everything else, township by township, each in a transaction of its own. */
import { tellOwnWrite } from '../data-version.ts'
import type { Db } from '../db/db.ts'

/** A large township of a large county takes its time, and nobody waits for it. */
const budgetMs = 600_000

export interface SameLook {
  /** matters that were compared */
  looked: number
  /** pairs found, or found again with another score */
  pairs: number
}

/**
 * Looks at every matter that is new or was changed since the last look; without one it does nothing. A run that breaks
 * off is taken up by the next one: townships that were done are done.
 */
export async function lookForSame(db: Db): Promise<SameLook> {
  const { rows: townships } = await db.query<{ township: number, n: number }>(
    'select township, n::int as n from same_to_look(installation_county())', [], { budgetMs })
  if (townships.length === 0) return { looked: 0, pairs: 0 }
  const { rows: [grams] } = await db.query<{ due: boolean }>('select same_grams_due(installation_county()) as due', [], { budgetMs })
  if (grams?.due !== false) await db.query('select count_same_grams(installation_county())', [], { budgetMs })
  const done = { looked: 0, pairs: 0 }
  for (const { township, n } of townships) {
    const { rows: [row] } = await db.query<{ pairs: number }>(
      'select look_for_same(installation_county(), $1)::int as pairs', [township], { budgetMs })
    done.looked += n
    done.pairs += row?.pairs ?? 0
  }
  await db.transaction(async (tx) => {
    await tx.query(`select emit_event('same-looked', null, null, $1::jsonb)`, [JSON.stringify(done)])
    await tx.query('select touch_data(installation_county())')
  })
  tellOwnWrite()
  await db.notify('outbox', 'same-looked')
  return done
}
