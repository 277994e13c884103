import { createHash } from 'node:crypto'
import type { Db } from './db/db.ts'

export interface Fault { seq: number, zh: string, en: string }

export interface Chain {
  county: string
  /** links walked */
  links: number
  /** hash of the last one, hex: kept elsewhere, it proves later that nothing was rewritten */
  head: string
  fault: Fault | null
}

interface Link { seq: number, text: string, prev_hash: Uint8Array, hash: Uint8Array }

const pageSize = 2_000
const readPage = `select seq, audit_text(a) as text, prev_hash, hash from audit a
  where county_code = $1 and seq > $2 order by seq limit ${pageSize}`

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

function checkLink({ seq, text, prev_hash: previous, hash }: Link, last: { seq: number, hash: string }): Fault | null {
  if (seq !== last.seq + 1) return { seq: last.seq + 1, zh: '缺失', en: 'it is missing' }
  if (hex(previous) !== last.hash) return { seq, zh: '与上一条不相接', en: 'it does not follow the one before' }
  const own = createHash('sha256').update(previous).update(text, 'utf8').digest('hex')
  return own === hex(hash) ? null : { seq, zh: '内容被改动', en: 'its content was changed' }
}

async function walk(db: Db, county: string, anchor?: { seq: number, hash: string }): Promise<Chain> {
  let last = { seq: 0, hash: '' }
  for (;;) {
    const { rows } = await db.query<Link>(readPage, [county, last.seq], { budgetMs: 60_000 })
    for (const link of rows) {
      const fault = checkLink(link, last)
      if (fault) return { county, links: last.seq, head: last.hash, fault }
      last = { seq: link.seq, hash: hex(link.hash) }
      if (anchor?.seq === last.seq && anchor.hash !== last.hash) {
        return { county, links: last.seq, head: last.hash, fault: { seq: last.seq, zh: '与留存的哈希不符', en: 'it is not the hash that was kept' } }
      }
    }
    if (rows.length < pageSize) break
  }
  const { rows: [head] } = await db.query<{ seq: number, hash: Uint8Array }>(
    'select seq, hash from audit_head where county_code = $1', [county])
  const cut = (head && (head.seq !== last.seq || hex(head.hash) !== last.hash)) || (anchor && anchor.seq > last.seq)
  return {
    county, links: last.seq, head: last.hash,
    fault: cut ? { seq: last.seq + 1, zh: '末尾被截去或续写', en: 'the end was cut off or written on' } : null,
  }
}

/**
 * Walks the chain of every county from its first link, hashing each row anew outside the database.
 *
 * @param anchor a link whose hash was noted down before, of the installation's county
 */
export async function verifyAudit(db: Db, anchor?: { seq: number, hash: string }): Promise<Chain[]> {
  const { rows } = await db.query<{ county: string, own: boolean }>(`
    select county_code as county, county_code = installation_county() as own
    from (select county_code from audit union select county_code from audit_head) c order by 1`)
  const chains: Chain[] = []
  for (const { county, own } of rows) chains.push(await walk(db, county, own ? anchor : undefined))
  return chains
}
