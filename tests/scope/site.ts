/** The whole application over the world, every caller with a session of his own, asked by `inject`. */
import { gunzipSync, inflateRawSync } from 'node:zlib'
import { buildApp } from '../../api/app.ts'
import type { Db } from '../../api/db/db.ts'
import type { App } from '../../api/frame.ts'
import { makeToken } from '../../api/tokens.ts'
import { testConfig } from '../setup/app.ts'
import { decodeTile } from '../tiles/decode.ts'
import { accountId, accounts } from './callers.ts'
import { createWorld } from './world.ts'

export type Answer = Awaited<ReturnType<App['inject']>>
export interface Site {
  app: App
  db: Db
  /** how often the database was asked in a caller's name */
  asked: { times: number }
  cookieOf(name: string): string | undefined
  ask(name: string, url: string, options?: { method?: 'GET' | 'POST' | 'DELETE', payload?: unknown, headers?: Record<string, string> }): Promise<Answer>
  close(): Promise<void>
}

export async function openSite(open: () => Promise<Db>): Promise<Site> {
  const inner = await open()
  await createWorld(inner)
  const asked = { times: 0 }
  const db: Db = {
    ...inner,
    read(...question) {
      asked.times += 1
      return inner.read(...question)
    },
    as(...question) {
      asked.times += 1
      return inner.as(...question)
    },
  }
  const app = await buildApp({ db, config: testConfig })
  const cookies = new Map<string, string>()
  for (const { name } of accounts) {
    const { token, hash } = makeToken()
    await db.query(`insert into session (token_hash, account_id, expires_at) values ($1, $2, now() + $3::interval)`,
      [hash, accountId(name), name === 'expired' ? '-1 second' : '1 hour'])
    cookies.set(name, `sid=${encodeURIComponent(app.signCookie(token))}`)
  }
  let key = 0
  return {
    app, db, asked, cookieOf: (name) => cookies.get(name),
    async ask(name, url, { method = 'GET', payload, headers = {} } = {}) {
      const cookie = cookies.get(name)
      const ask = (): Promise<Answer> => app.inject({
        method, url, headers: {
          ...(cookie === undefined ? {} : { cookie }), ...(method === 'GET' ? {} : { 'idempotency-key': `key-of-matrix-${key += 1}` }), ...headers,
        },
        ...(payload === undefined ? {} : { payload: payload as object }),
      })
      // a busy machine, or an engine that is being replaced, asks for patience and gets it
      let answer = await ask()
      for (let tries = 0; answer.statusCode === 503 && tries < 60; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 500))
        answer = await ask()
      }
      return answer
    },
    async close() {
      await app.close()
      await db.close()
    },
  }
}

/** Entries of a zip archive as text, by its local headers; a workbook is one. */
function unzipped(bytes: Buffer): string {
  const texts: string[] = []
  const end = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1')
  let at = bytes.readUInt32LE(end + 16)
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n -= 1) {
    const [packed, size, nameLength, extra, comment, from] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)]
    const start = from + 30 + bytes.readUInt16LE(from + 26) + bytes.readUInt16LE(from + 28)
    const body = bytes.subarray(start, start + size)
    texts.push((packed === 0 ? body : inflateRawSync(body)).toString('utf8'))
    at += 46 + nameLength + extra + comment
  }
  return texts.join('\n')
}

/** All that an answer says: headers, raw bytes, and what is inside packed ones. */
export function wordsOf({ headers, rawPayload }: Answer): string {
  const packed = headers['content-encoding'] === 'gzip' ? gunzipSync(rawPayload) : rawPayload
  const texts = [JSON.stringify(headers), rawPayload.toString('latin1'), packed.toString('utf8')]
  if (headers['content-type'] === 'application/vnd.mapbox-vector-tile') texts.push(JSON.stringify(decodeTile(packed)))
  if (packed.subarray(0, 2).toString() === 'PK') texts.push(unzipped(packed))
  return texts.join('\n')
}
