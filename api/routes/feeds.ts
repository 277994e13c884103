import { readdir } from 'node:fs/promises'
import * as Type from 'typebox'
import { createAnswers } from '../answers.ts'
import { requireCaller } from '../authz.ts'
import { queryOf, type FeedContract } from '../contract/feed.ts'
import { slice, sliced } from '../contract/slice.ts'
import { readBody, resolveFilter, splitQuery } from '../filtered.ts'
import type { Routes } from '../frame.ts'
import { sideBySide } from '../side-by-side.ts'
import { sqlFolder } from '../sql.ts'

/** Contracts by name: a feed is `sql/feeds/<name>.sql` and `api/contract/feeds/<name>.ts`, nothing else. */
export async function feedContracts(): Promise<Map<string, FeedContract>> {
  const folder = new URL('../contract/feeds/', import.meta.url)
  const names = (await readdir(folder)).filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3)).sort()
  return new Map(await Promise.all(names.map(async (name): Promise<[string, FeedContract]> => {
    const module: { feed: FeedContract } = await import(new URL(`${name}.ts`, folder).href)
    return [name, module.feed]
  })))
}

const quarterHourMs = 900_000
export default (async (app, { db }) => {
  const statements = await sqlFolder('feeds')
  const answers = await createAnswers(db)
  app.addHook('onClose', () => answers.close())

  for (const [name, feed] of await feedContracts()) {
    const sql = statements.get(name)
    if (sql === undefined) throw new Error(`sql/feeds/${name}.sql 不存在 / is missing`)
    const takesOptions = sql.includes('$2')
    const takesFilter = sql.includes('$1')
    const own = feed.sliced ? { ...feed.own, ...slice } : feed.own
    app.get(`/api/feeds/${name}`, {
      config: {
        authz: { roles: feed.roles, scope: feed.describesMatters ? 'area' : 'aggregate', audit: feed.describesMatters },
      },
      // the caller's own rows have no filter
      schema: { querystring: feed.ownRows ? Type.Object(feed.own, { additionalProperties: false }) : queryOf(own), summary: `${feed.title.zh} / ${feed.title.en}` },
    }, async (request, reply) => {
      const media = `${feed.media}; charset=utf-8`
      if (feed.ownRows) {
        const body = await readBody(db, requireCaller(request), sql, takesFilter ? [JSON.stringify(request.query)] : [])
        return reply.header('cache-control', 'no-store').header('content-type', media).send(Buffer.from(body))
      }
      const [filter, options] = splitQuery(request.query as Record<string, unknown>, Object.keys(own))
      const hour = feed.byTheHour ? [Math.floor(Date.now() / quarterHourMs)] : []
      const address = JSON.stringify([name, filter, options, ...hour])
      return await answers.send(request, reply, media, address, async (caller) => {
        const resolved = takesFilter ? [await resolveFilter(db, caller, filter)] : []
        const read = (of: object): Promise<string> => readBody(db, caller, sql, takesOptions ? [...resolved, JSON.stringify(of)] : resolved)
        if (feed.parts) {
          const found = await sideBySide(feed.parts.names, async (parts) => JSON.parse(await read({ ...options, parts })) as { version: number })
          return JSON.stringify(feed.parts.join(found, options))
        }
        const body = await read(options)
        return feed.sliced ? sliced(body, options) : body
      })
    })
  }
}) satisfies Routes
