import { buildApp } from '../../api/app.ts'
import type { Db } from '../../api/db/db.ts'
import { demoPassword } from '../../api/demo-accounts.ts'
import type { App } from '../../api/frame.ts'
import { testConfig } from './app.ts'

export interface DemoApp {
  app: App
  db: Db
  /** asks an address as a demo account and gives the parsed answer; throws the body of a refusal */
  ask<T>(username: string, url: string): Promise<T>
  /** the raw answer */
  get(username: string, url: string, headers?: Record<string, string>): Promise<Awaited<ReturnType<App['inject']>>>
  /** `cookie` header of a demo account */
  cookieOf(username: string): Promise<string>
  close(): Promise<void>
}

/** The whole application over a demo county of its own. */
export async function openDemoApp(open: () => Promise<Db>): Promise<DemoApp> {
  const db = await open()
  const app = await buildApp({ db, config: testConfig })
  const cookies = new Map<string, string>()
  async function cookieOf(username: string): Promise<string> {
    const known = cookies.get(username)
    if (known !== undefined) return known
    const answer = await app.inject({ method: 'POST', url: '/api/session', payload: { username, password: demoPassword } })
    const [cookie] = answer.cookies
    if (!cookie) throw new Error(`${username}: ${answer.body}`)
    const header = `${cookie.name}=${encodeURIComponent(cookie.value)}`
    cookies.set(username, header)
    return header
  }
  const get: DemoApp['get'] = async (username, url, headers = {}) =>
    await app.inject({ method: 'GET', url, headers: { ...headers, cookie: await cookieOf(username) } })
  return {
    app, db, get, cookieOf,
    async ask<T>(username: string, url: string): Promise<T> {
      const answer = await get(username, url)
      if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`)
      return answer.json<T>()
    },
    async close() {
      await app.close()
      await db.close()
    },
  }
}
