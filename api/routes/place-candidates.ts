import { rightsOf } from '../answers.ts'
import { requireCaller } from '../authz.ts'
import { action as placing } from '../contract/actions/place-matter.ts'
import { PlaceCandidates, PlaceCandidatesQuery } from '../contract/place-candidates.ts'
import { watchDataVersion } from '../data-version.ts'
import type { Caller } from '../db/db.ts'
import { notFound } from '../errors.ts'
import { readBody } from '../filtered.ts'
import type { Routes } from '../frame.ts'
import { createGazetteer, type Gazetteer } from '../importers/gazetteer/matcher.ts'
import type { GazetteerUnit } from '../importers/gazetteer/types.ts'
import { sqlFile } from '../sql.ts'

/** keys 1 to 9 choose one */
const most = 9
/** callers with different scopes whose names are kept at hand */
const keptGazetteers = 8

/** Where a matter may lie, by the names in its text: the gazetteer of the caller's own units, in number and in words. */
export default (async (app, { db }) => {
  const [units, statement] = await Promise.all([sqlFile('imports/gazetteer.sql'), sqlFile('place-candidates.sql')])
  const version = await watchDataVersion(db)
  app.addHook('onClose', () => version.close())
  const gazetteers = new Map<string, Promise<Gazetteer>>()

  async function read(caller: Caller): Promise<Gazetteer> {
    const { rows } = await db.read<{ unit: GazetteerUnit }>(caller, units.replace('$1', 'installation_county()'), [])
    return createGazetteer(rows.map(({ unit }) => unit))
  }
  async function gazetteerOf(caller: Caller): Promise<Gazetteer> {
    const key = `${await version.current()} ${rightsOf(caller)}`
    const known = gazetteers.get(key) ?? read(caller)
    gazetteers.delete(key)
    gazetteers.set(key, known)
    known.catch(() => gazetteers.delete(key))
    for (const oldest of gazetteers.keys()) if (gazetteers.size > keptGazetteers) gazetteers.delete(oldest)
    return await known
  }

  app.get('/api/place-candidates', {
    config: { authz: { roles: placing.roles, scope: 'area', audit: true } },
    schema: { querystring: PlaceCandidatesQuery, response: { 200: PlaceCandidates }, summary: '候选地点 / Where a matter may lie' },
  }, async (request, reply) => {
    const caller = requireCaller(request)
    const { matter_no: matterNo, q } = request.query
    const { rows: [matter] } = await db.read<{ words: string | null }>(caller,
      'select described(confidential, place_text) as words from matter where matter_no = $1', [matterNo])
    if (!matter) throw notFound()
    const words = q ?? matter.words ?? ''
    const candidates = words === '' ? [] : (await gazetteerOf(caller)).candidates(words, most)
    const body = await readBody(db, caller, statement, [JSON.stringify({ ...request.query, q: q ?? '', candidates })])
    return await reply.header('cache-control', 'no-store').send(JSON.parse(body) as PlaceCandidates)
  })
}) satisfies Routes
