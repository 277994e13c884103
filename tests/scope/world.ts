import type { Db, Tx } from '../../api/db/db.ts'
import { canary, eventCanary } from './canaries.ts'
import { accountId, accounts } from './callers.ts'
import {
  areaBox, areas, boxOf, centreOf, countyCode, matterTags, rootOf, unitBy, units, unplaced, within, wkt,
} from './places.ts'
import { insertResponses } from './world-responses.ts'

/** A matter's number of people: one bit each, so that a sum of people names the matters in it. */
export const peopleOf = (tag: string): number => 2 ** matterTags.indexOf(tag)
export const matterId = (tag: string): number => 5_000 + matterTags.indexOf(tag)
export const petitionId = (tag: string): number => 6_000 + matterTags.indexOf(tag)
/** The one matter whose words only the office may read. */
export const confidentialTag = 'A2a'
/** The document of an area has a number that tells of which. */
export const documentId = (area: number): number => area + 20_000
export const runId = { K: 71, X: 72 } as const
/** who imported into county K before anybody gave him a scope */
export const runMaker = 'nowhere'
export const tokenId = (name: string): string => accountId(name).replace('-4', '-5')

async function insertTerritory(tx: Tx): Promise<void> {
  await tx.query(`insert into setting (key, value) values ('county_code', '"990000"') on conflict (key) do update set value = excluded.value`)
  for (const { tag, id, code, level, parent, ended } of units) {
    await tx.query(`
      insert into admin_unit (id, county_code, code, name, level, parent_id, geom, household_count, valid_to, kind)
      values ($1, $2, $3, $4, $5, $6, st_geomfromtext($7, 4326), 500, $8, $4)`,
    [id, countyCode[rootOf(tag)], code, canary(tag), level, parent && unitBy(parent).id, ended ? null : wkt(boxOf(tag)),
      ended ? '2025-12-31' : null])
    await tx.query(`insert into unit_name (county_code, unit_id, name, kind) values ($1, $2, $3, 'alias')`,
      [countyCode[rootOf(tag)], id, canary(tag)])
    if (ended) {
      await tx.query(`insert into unit_succession (predecessor_id, successor_id, on_date, reason) values ($1, $2, '2026-01-01', 'merged')`,
        [id, unitBy(tag.replace('z', '')).id])
    }
  }
  for (const { tag, id, root, ended } of areas) {
    await tx.query(`
      insert into key_area (id, county_code, code, name, kind, geom, household_count, problem_count, note, valid_from, valid_to)
      values ($1, $2, $3, $3, 'land_requisition', st_geomfromtext($4, 4326), 100, 7, $3, '2025-01-01', $5)`,
    [id, countyCode[root], canary(tag), wkt(areaBox(tag)), ended ? '2026-01-01' : null])
    await tx.query(`
      insert into key_area_version (county_code, area_id, name, kind, geom, valid_from, valid_to)
      values ($1, $2, $3, 'land_requisition', st_geomfromtext($4, 4326), '2024-01-01', '2024-12-31')`, [countyCode[root], id, canary(tag), wkt(areaBox(tag))])
  }
  for (const [from, into] of [['P9', 'P1'], ['P9', 'P2'], ['P9', 'P3'], ['P1', 'P9']] as const) {
    const idOf = (tag: string): number => areas.find((one) => one.tag === tag)?.id ?? 0
    await tx.query(`insert into area_succession values ('990000', $1, $2, '2026-01-01', 'merged')`, [idOf(from), idOf(into)])
  }
  await tx.query(`insert into area_succession select '980000', 3009, 3010, '2026-01-01', 'split'`)
  for (const { tag, id, root, ended } of areas) {
    await tx.query(`insert into area_document (county_code, id, area_id, kind, title, file_name, format, byte_count, sha256, issued_on, removed_at, reason)
      values ($1, $2, $3, 'plan', $4, $4, 'pdf', $6, sha256(convert_to($4, 'UTF8')), '2026-01-01', case when $5::boolean then now() end, case when $5::boolean then $4 end)`,
    [countyCode[root], documentId(id), id, canary(tag), ended, canary(tag).length])
    await tx.query(`insert into area_document_part values ($1, $2, 0, convert_to($3, 'UTF8'))`, [countyCode[root], documentId(id), canary(tag)])
  }
  for (const [at, [root, unit]] of ([['K', null], ['K', 'A'], ['K', 'B1'], ['X', null], ['X', 'XA']] as const).entries()) {
    await tx.query('insert into department (id, county_code, code, name, unit_id) values ($1, $2, $3, $4, $5)',
      [4_001 + at, countyCode[root], `D${at}`, canary(`dept${unit ?? root}`), unit && unitBy(unit).id])
  }
}

/** Matter, petition, petitioner and an earlier place for every tag; roll-ups and cells follow by trigger. */
async function insertMatters(tx: Tx): Promise<void> {
  for (const tag of matterTags) {
    const status: number = (unplaced as Record<string, number>)[tag] ?? 1
    const [lon, lat] = status === 1 ? centreOf(tag) : status === 0 ? [null, null] : [104.3, 27.9]
    const unit = status === 1 ? unitBy(tag) : undefined
    const idOf = (level: string): number | null => {
      if (!unit) return null
      return units.find((one) => one.level === level && within(unit.tag, one.tag))?.id ?? null
    }
    const place = [idOf('township'), idOf('village'), idOf('group'), areas.find(({ touches }) => touches.includes(tag))?.id ?? null]
    const county = countyCode[rootOf(tag)]
    const secret = tag === confidentialTag
    await tx.query(`
      insert into matter (county_code, id, matter_no, title, text, category, purpose, route, sector, state, department_id, confidential,
        matter_key, place_text, place_key, place_status, place_grade, place_method, geom, township_id, village_id, group_id, area_id,
        received_on, registered_on, accepted_on, first_channel, register_due_on, accept_due_on, opinion_due_on, hardship_yuan, flags)
      values ($1, $2, $3, $11, $11, (select min(code) from category), 3, 6, 1, 3, 4001, $12, convert_to('KEY' || $3, 'UTF8'), $11, $3, $4, 'A', 'point',
        case when $5::float8 is not null then st_setsrid(st_point($5, $6), 4326) end, $7, $8, $9, $10,
        '2026-03-02', '2026-03-03', '2026-03-10', 2, '2026-03-17', '2026-03-18', '2026-05-11', 1000, array[$3])`,
    [county, matterId(tag), canary(tag), status, lon, lat, ...place, canary(secret ? `secret${tag}` : tag), secret])
    await tx.query(`
      insert into petition (county_code, id, matter_id, received_on, registered_on, due_on, category, people_count, x, y,
        township_id, village_id, group_id, area_id, channel, lodged_level, purpose, sector, state, place_status, is_first,
        is_collective, is_open, petition_no)
      values ($1, $2, $3, '2026-03-02', '2026-03-03', '2026-05-11', (select min(code) from category), $4, mercator_x($5), mercator_y($6), $7, $8, $9, $10,
        2, 5, 3, 1, 3, $11, true, true, true, $12)`,
    [county, petitionId(tag), matterId(tag), peopleOf(tag), lon, lat, ...place, status, canary(tag)])
    await tx.query(`insert into petitioner (county_code, petition_id, sealed) values ($1, $2, convert_to('PERSON' || $3, 'UTF8'))`,
      [county, petitionId(tag), canary(tag)])
    await tx.query(`
      insert into place_history (county_code, matter_id, reason, place_status, place_method, township_id, village_id, group_id, area_id)
      values ($1, $2, $3, $4, $3, $5, $6, $7, $8)`, [county, matterId(tag), canary(tag), status, ...place])
    await tx.query(`insert into matter_care (county_code, matter_id, backlog_on, hardship_by) values ($1, $2, '2026-06-01', $3)`,
      [county, matterId(tag), canary(tag)])
    await tx.query(`insert into matter_stage (county_code, matter_id, kind, asked_on) values ($1, $2, 'hearing', '2026-04-01')`, [county, matterId(tag)])
    // there to be seen and nothing else: the matter keeps its date and its version
    await tx.query(`select set_config('app.bulk', 'on', true)`)
    await tx.query(`insert into clock_pause (county_code, matter_id, clock, from_on, until_on, reason)
      values ($1, $2, 'C5', '2026-04-01', '2026-04-13', $3)`, [county, matterId(tag), canary(tag)])
    await tx.query(`select set_config('app.bulk', 'off', true)`)
    await tx.query('insert into matter_event (county_code, matter_id, from_state, to_state) values ($1, $2, 2, 3)', [county, matterId(tag)])
  }
}

/** Pairs of matters that may be one: within a group's village, across townships, with the confidential one, in another county. */
const pairs = [['A1a', 'A1b'], ['A1a', 'B1b'], ['A2a', 'A2b'], ['XA1a', 'XA1b']] as const
export const pairId = (elder: string, younger: string): number => 7_000 + pairs.findIndex(([a, b]) => a === elder && b === younger)
async function insertPairs(tx: Tx): Promise<void> {
  for (const [elder, younger] of pairs) {
    const of = [countyCode[rootOf(elder)], pairId(elder, younger), matterId(elder), matterId(younger)]
    await tx.query(`insert into same_pair (county_code, id, elder_id, younger_id, score, parts)
      values ($1, $2, $3, $4, 80, '[{"part": "text", "points": 80, "zh": "文字相近", "en": "alike"}]')`, of)
    // one that was taken back again
    await tx.query(`insert into matter_merge (county_code, id, pair_id, elder_id, younger_id, petition_ids, first_ids, younger_kinds, before, after, split_at)
      values ($1, $2, $2, $3, $4, '{}', '{}', 1, '{}', '{}', now())`, of)
    await tx.query(`insert into same_look (county_code, matter_id, mark, facts)
      select county_code, id, 'mark', same_facts_of(m) from matter m where county_code = $1 and id = $2 on conflict do nothing`, [of[0], of[2]])
  }
  await tx.query(`insert into same_gram values ('990000', '补偿', 1, 1)`)
}

async function insertRecord(tx: Tx): Promise<void> {
  for (const root of ['K', 'X'] as const) {
    const [county, word, ran] = [countyCode[root], canary(`${root}none`), canary(`${root}run`)]
    await tx.query(`
      insert into import_run (county_code, id, kind, file_name, file_hash, dry_run, state, understood, rejected, account_id)
      values ($1, $2, 'petitions', $3, convert_to($3, 'UTF8'), false, 'done', jsonb_build_object('shownColumns', jsonb_build_array($3::text)), 1, $4)`,
    [county, runId[root], ran, root === 'K' ? accountId(runMaker) : null])
    await tx.query(`
      insert into import_row (county_code, run_id, line, outcome, reasons, cells) values ($1, $2, 7, 'rejected',
        jsonb_build_array(jsonb_build_object('code', 'bad_date', 'column', $3::text, 'message_zh', $3::text, 'message_en', $3::text)),
        jsonb_build_object($3::text, $3::text))`, [county, runId[root], ran])
    await tx.query(`insert into import_before values ($1, $2, 'matter', 1, jsonb_build_object('title', $3::text))`, [county, runId[root], word])
    await tx.query(`insert into import_mapping (county_code, kind, header_hash, mapping)
      values ($1, 'petitions', '\\x01', jsonb_build_object($2::text, $2::text))`, [county, word])
    await tx.query(`insert into placeholder_point (county_code, geom, address_count, matter_count)
      values ($1, st_setsrid(st_point(104.3, 27.9), 4326), 9, 9)`, [county])
    await tx.query(`insert into misconduct_count (county_code, received_on, n) values ($1, '2026-03-02', 91237)`, [county])
    await tx.query(`insert into misconduct_seen (county_code, key, import_run_id) values ($1, '\\x02', 0)`, [county])
    await tx.query(`insert into hotspot_run (county_code, key, asked, answer) values ($1, 'key', jsonb_build_object('word', $2::text), $2::text)`, [county, word])
    await tx.query(`insert into alarm_run (county_code, id, key, week_ends_on, weeks, longest_weeks, radius_m, locations, matters, replications)
      values ($1, $2, 'key', '2026-03-01', 52, 8, 5000, 9, 9, 999)`, [county, runId[root]])
    await tx.query(`insert into alarm_signal (county_code, run_id, rank, level, geom, radius_m, hexagons, from_on, to_on, observed, expected, relative_risk, p,
      recurrence_days, id) values ($1, $2, 1, 'signal', st_setsrid(st_point(104.3, 27.9), 4326), 900, '{1}', '2026-02-02', '2026-03-01', 9, 2, 5, 0.001, 7000, $2)`,
    [county, runId[root]])
    await tx.query(`insert into alarm_answer (county_code, signal_id, said, reason, role) values ($1, $2, 'seen', $3, 'office')`, [county, runId[root], word])
    await tx.query('select touch_data($1)', [county])
    await tx.query(`insert into idempotency_key (county_code, account_id, key, action, body_hash, response)
      values ($1, $2, 'key-of-world', $3, '\\x03', jsonb_build_object('said', $3::text))`, [county, accountId('office'), word])
    for (const [at, unit] of units.filter(({ tag }) => rootOf(tag) === root).entries()) {
      await tx.query('insert into outbox (county_code, id, kind, unit_id, counts) values ($1, $2, $3, $4, $5::jsonb)',
        [county, 100 + at, eventCanary(unit.tag), unit.id, '{"petitions": 1}'])
    }
    for (const [at, area] of areas.filter((one) => one.root === root).entries()) {
      await tx.query('insert into outbox (county_code, id, kind, area_id) values ($1, $2, $3, $4)', [county, 200 + at, eventCanary(area.tag), area.id])
    }
    await tx.query('insert into outbox (county_code, id, kind) values ($1, 300, $2)', [county, eventCanary(`${root}none`)])
  }
  await tx.query(`select record_audit('sign-in', 'account', $1, jsonb_build_object('word', $1::text))`, [canary('audit')])
}

async function insertAccounts(tx: Tx): Promise<void> {
  for (const { name, role, scope, disabled } of accounts) {
    await tx.query(`
      insert into account (id, username, display_name, role, password_hash, must_change, password_changed_at, disabled_at)
      values ($1, $2, $3, $4, 'no password', false, 'infinity', case when $5::boolean then now() end)`,
    [accountId(name), name.toLowerCase(), canary(`acct${name}`), role, disabled])
    for (const tag of scope) {
      await tx.query('insert into account_scope (account_id, unit_id) values ($1, $2)', [accountId(name), unitBy(tag).id])
    }
    await tx.query(`insert into api_token (id, token_hash, account_id, name, expires_at)
      values ($1::uuid, sha256(convert_to($1::text, 'UTF8')), $2, $3, 'infinity')`, [tokenId(name), accountId(name), canary(`token${name}`)])
    await tx.query('insert into saved_view (account_id, name, query) values ($1, $2, $3)', [accountId(name), canary(`view${name}`), 'v=2'])
    const { rows: [notice] } = await tx.query<{ id: number }>(`insert into notice (county_code, account_id, day, until_event, counts)
      values ('990000', $1, '2026-03-01', 0, '{"gaps": 3}') returning id`, [accountId(name)])
    await tx.query(`insert into notice_delivery (county_code, notice_id, webhook, day) values ('990000', $1, $2, '2026-03-01')`, [notice?.id, 'platform'])
    await tx.query(`insert into notice_preference (account_id, enabled, digest_at, kinds) values ($1, true, '08:30', '{gaps}')`, [accountId(name)])
  }
}

/** Fills a migrated, empty database with the world. Nothing in it is out of the owner's hand: every table has rows. */
export async function createWorld(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    await insertTerritory(tx)
    await insertMatters(tx)
    await insertAccounts(tx)
    await insertPairs(tx)
    await insertRecord(tx)
    await insertResponses(tx)
  }, { budgetMs: 60_000 })
}
