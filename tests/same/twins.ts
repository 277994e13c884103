/** Matters that are one, registered as two clerks would, and what the tests of merging ask about them. */
import type { SamePair } from '../../api/contract/feeds/same-pairs.ts'
import type { Tx } from '../../api/db/db.ts'
import type { Ground } from '../responses/ground.ts'

export type Candidate = { pair_id: number, version: number, score: number, matter_no: string, parts: { part: string, points: number }[] }
export interface Registered { matter_no: string, candidates: Candidate[] }

/** Everything that a merging touches, as text; a matter's version counts on. Cells that single writes emptied count nothing. */
const tables = {
  matter: `to_jsonb(t) - 'version' || jsonb_build_object('geom', t.geom::text)`, petition: 'to_jsonb(t)',
  petition_tally: 'to_jsonb(t)', clock_tally: 'to_jsonb(t)',
  tile_cell: 'to_jsonb(t)', revisit: 'to_jsonb(t)', matter_stage: 'to_jsonb(t)', matter_care: 'to_jsonb(t)', clock_pause: 'to_jsonb(t)', problem: 'to_jsonb(t)',
}
const counted: Record<string, string> = { petition_tally: 'where t.petitions <> 0', clock_tally: 'where t.n <> 0' }
export async function everything(tx: Pick<Tx, 'query'>): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {}
  for (const [table, shown] of Object.entries(tables)) {
    const { rows } = await tx.query<{ row: unknown }>(`select (${shown})::text as row from ${table} t ${counted[table] ?? ''} order by 1`)
    all[table] = rows.map(({ row }) => row)
  }
  return all
}

/** What is asked of the ground that `at` names; each call of `twins` makes two matters of their own. */
export function twinsOn(at: () => Ground) {
  const place = { lon: 104.005, lat: 27.005 }
  let lot = 0
  const register = async (more: Record<string, unknown> = {}, who = 'office'): Promise<Registered> => await at().done(who, 'register-petition', {
    channel: 'visit', purpose: 'request', received_on: '2026-03-02', category: '520301', ...place, ...more,
  }) as unknown as Registered
  /** A matter and its repeat as another clerk wrote it down. */
  async function twins(): Promise<{ elder: string, younger: string, pair: Candidate }> {
    const n = 100 + (lot += 1)
    const first = await register({ title: `请求支付${n}号地块征地补偿款余款`, text: `${n}号地块去年征用，协议写明分两次付清，第二笔没有到账` })
    const again = await register({ title: `${n}号地块征地补偿款余款没有付`, text: `${n}号地块征用后第二笔补偿没有到账`, received_on: '2026-05-12' })
    const pair = again.candidates.find(({ matter_no: no }) => no === first.matter_no)
    if (!pair) throw new Error(`no pair: ${JSON.stringify(again)}`)
    return { elder: first.matter_no, younger: again.matter_no, pair }
  }
  const decide = (who: string, pair: { pair_id: number, version: number }, decision: string, key?: string) =>
    at().act(who, 'decide-same', { pair_id: pair.pair_id, version: pair.version, decision }, key)
  const petitions = async (no: string): Promise<string[]> => (await at().db.query<{ kind: string }>(`
    select case when p.is_first then 'first' else 'repeat' end || ' ' || p.received_on || ' ' || coalesce(p.prev_on::text, '-') as kind
    from petition p join matter m on m.id = p.matter_id where m.matter_no = $1 order by p.received_on, p.id`, [no])).rows.map(({ kind }) => kind)
  const pairs = (who: string, more = '') => at().feed<SamePair>(who, `same-pairs?limit=1000${more}`)

  const summary = async (): Promise<{ matters: number, repeat: number, first: number }> =>
    (await at().app.inject({ url: '/api/summary', headers: { cookie: await at().cookieOf('office') } })).json()
  return { lot: () => lot, register, twins, decide, petitions, pairs, summary, nextLot: () => (lot += 1) }
}
