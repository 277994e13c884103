/**
 * The petitioner's identity (domain section 2): sealed by the program in a table of its own, written when a petition is
 * registered by hand, opened by the petition office alone, with a reason, thirty times an hour at most.
 */
import { recordAudit, recordAuditIn } from './audit.ts'
import type { Petitioner, Revealed } from './contract/petitioner.ts'
import type { Caller, Db, Tx } from './db/db.ts'
import { notFound, Problem } from './errors.ts'
import { sealerFor, type Sealer } from './sealing.ts'

const sealerOf = (identityKey: string): Sealer => sealerFor(identityKey, 'identity')
const place = (petitionNo: string): string => `petitioner|${petitionNo}|sealed`

/** Beside a petition of the caller's, in the transaction that registers it. */
export async function keepIdentity(tx: Tx, petitionNo: string, petitioner: Petitioner, identityKey: string): Promise<void> {
  await tx.query(`insert into petitioner (county_code, petition_id, sealed)
    select county_code, id, $2 from petition where county_code = installation_county() and petition_no = $1`,
  [petitionNo, sealerOf(identityKey).seal(JSON.stringify(petitioner), place(petitionNo))])
}

const sealedOf = `
  select r.sealed, s.open from petition p join state s on s.id = p.state
  left join petitioner r on r.county_code = p.county_code and r.petition_id = p.id
  where p.county_code = installation_county() and p.petition_no = $1 order by r.id`

/**
 * Writes down who looks and why, then opens the identity; of a closed matter, or beyond the hourly count, nobody's.
 *
 * @throws Problem 404 for a petition that is not the caller's or has no identity, 409 `matter_closed`, 429 `reveals_spent`
 */
export async function revealIdentity(db: Db, caller: Caller, petitionNo: string, reason: string, identityKey: string): Promise<Revealed> {
  const entry = { subjectKind: 'petition', subjectId: petitionNo, detail: { reason } }
  try {
    return await db.as(caller, async (tx) => {
      // first the record, which also makes two at once wait for each other, so that the count is right
      await recordAuditIn(tx, { action: 'reveal', ...entry })
      const { rows: [count] } = await tx.query<{ spent: boolean }>('select reveals_spent() as spent')
      if (count?.spent) {
        throw new Problem(429, 'reveals_spent', '一小时内查看身份的次数已用完', 'no more identities can be opened within this hour',
          { headers: { 'retry-after': '3600' } })
      }
      const { rows } = await tx.query<{ sealed: Uint8Array | null, open: boolean }>(sealedOf, [petitionNo])
      if (rows.some(({ open }) => !open)) {
        throw new Problem(409, 'matter_closed', '已办结事项的信访人身份不再查看', 'the identity of a closed matter is not opened any more')
      }
      const sealed = rows.flatMap((row) => row.sealed ?? [])
      if (sealed.length === 0) throw notFound()
      const sealer = sealerOf(identityKey)
      return { petition_no: petitionNo, petitioners: sealed.map((one) => JSON.parse(sealer.unseal(one, place(petitionNo))) as Petitioner) }
    })
  } catch (error) {
    // the attempt stays in the record too
    if (error instanceof Problem) await recordAudit(db, caller, { action: 'reveal-refused', ...entry, detail: { reason, code: error.code } })
    throw error
  }
}
