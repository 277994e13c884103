/** Takes digests to the addresses that the settings name, and to no other: each attempt is on the record. */
import type { Db } from '../db/db.ts'
import { countsMatters, noticePath, type Adapter } from '../contract/notices.ts'
import { fewer, smallNumber } from '../contract/small-number.ts'
import { notifierOf, type Message } from './notifier.ts'

const timeoutMs = 10_000
const atOnce = 20
/** The next try comes after one minute, then two, four ..., never after more than six hours: sixteen tries take about two days. */
const mostAttempts = 16

/** Claimed before it is sent: a process that dies on the way leaves it for later, and two do not send it at once. */
const claim = `
  update notice_delivery d set attempts = d.attempts + 1, next_at = $1::timestamptz + make_interval(secs => least(21600, 60 * 2 ^ least(d.attempts, 20)))
  from notice n
  where n.county_code = d.county_code and n.id = d.notice_id and (d.county_code, d.id) in (
    select w.county_code, w.id from notice_delivery w, notice_hours() h
    where w.county_code = installation_county() and w.delivered_at is null and w.given_up_at is null and w.next_at <= $1::timestamptz
      and not is_quiet($1::timestamptz, h.quiet_from, h.quiet_until)
    order by w.next_at, w.id limit ${atOnce} for update of w skip locked)
  returning d.id, d.webhook, d.attempts, n.id as notice, n.day::text as day, (
    select coalesce(jsonb_agg(jsonb_build_object('kind', w.code, 'name', w.name_zh, 'n', c.value::int) order by w.sort), '[]')
    from jsonb_each_text(n.counts) c join work_word w on w.list = 'notice' and w.code = c.key)::text as lines,
    (select to_jsonb(w) from webhooks() w where w.name = d.webhook and w.enabled limit 1)::text as target`
const record = `
  update notice_delivery set status = $2, error = $3, delivered_at = case when $4 then now() end, given_up_at = case when $5 then now() end
  where county_code = installation_county() and id = $1`

interface Claimed { id: number, webhook: string, attempts: number, notice: number, day: string, lines: string, target: string | null }

/** @param origin public address of the program, for links; null: lines without links */
function messageOf({ notice, day, lines }: Claimed, origin: string | null): Message {
  const counted = JSON.parse(lines) as { kind: string, name: string, n: number }[]
  return {
    id: String(notice), day,
    lines: counted.map(({ kind, name, n }) => ({
      kind, name, n: n < smallNumber && countsMatters(kind) ? fewer : String(n), url: origin === null ? null : new URL(noticePath(kind, notice), origin).href,
    })),
  }
}

interface Outcome { status: number | null, error: string | null, ok: boolean }

async function attempt(one: Claimed, target: { adapter: Adapter, url: string, secret: string | null }, origin: string | null): Promise<Outcome> {
  try {
    const notifier = await notifierOf(target.adapter)
    const { url, headers, body } = notifier.request(messageOf(one, origin), target, Date.now())
    // a redirect would lead to a host that nobody configured
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
    const said = (await answer.text()).slice(0, 2_000)
    return notifier.accepted(answer.status, said) ? { status: answer.status, error: null, ok: true }
      : { status: answer.status, error: said.slice(0, 300), ok: false }
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    return { status: null, error: cause.slice(0, 300), ok: false }
  }
}

/**
 * Sends what is due at `at` (ms), nothing in quiet hours. What is refused stays and is tried again later, ever more seldom;
 * an address that was taken out of the settings is given up.
 *
 * @returns how many were delivered
 */
export async function deliverNotices(db: Db, at: number, origin: string | null): Promise<number> {
  const { rows } = await db.query<Claimed>(claim, [new Date(at).toISOString()])
  const outcomes = await Promise.all(rows.map(async (one): Promise<boolean> => {
    const outcome: Outcome = one.target === null ? { status: null, error: '未配置该转发地址 / this address is not configured', ok: false }
      : await attempt(one, JSON.parse(one.target) as never, origin)
    const over = !outcome.ok && (one.target === null || one.attempts >= mostAttempts)
    await db.query(record, [one.id, outcome.status, outcome.error, outcome.ok, over])
    return outcome.ok
  }))
  return outcomes.filter(Boolean).length
}
