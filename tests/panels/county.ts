/** The server behind the panels of a file: who is signed in, what each address answers, and what was asked of it. */
import { afterEach, expect } from 'vitest'
import type { Role } from '../../api/contract/roles.ts'
import { askSession, forgetSession } from '../../web/composables/use-session.ts'
import { json, pageServer, type Asked } from '../web/page-server.ts'

const wholeCounty = [{ code: '990128', level: 'county', name: '示例县' }]
const session = (role: Role, scope: object[]) => ({
  role, role_name: { zh: role, en: role }, user: { id: role, display_name: role }, unit: null, scope, tour_seen: true,
})

export function county() {
  const asked: Asked[] = []
  const answers = new Map<string, { status: number, body: unknown }>()
  let role: Role | null = null
  let scope: object[] = wholeCounty
  let own: object = {}
  pageServer((reply, question) => {
    asked.push(question)
    const path = question.url.split('?')[0] ?? ''
    if (path === '/api/session') return role === null ? json(401, {})(reply) : json(200, { ...session(role, scope), ...own })(reply)
    const { status, body } = answers.get(path) ?? { status: 404, body: { detail: `nothing at ${path}` } }
    return void Promise.resolve(body).then((told) => { json(status, told)(reply) })
  })
  afterEach(() => {
    asked.length = 0
    answers.clear()
    role = null
    forgetSession()
  })
  return {
    /** what was written, in order */
    writes: () => asked.filter(({ method }) => method === 'POST').map(({ url, body }) => [url, JSON.parse(body)] as [string, unknown]),
    asked: () => asked.filter(({ url }) => url !== '/api/session').map(({ url }) => url),
    /** a body that is promised is told when it comes */
    serve: (path: string, body: unknown, status = 200): void => { answers.set(path, { status, body }) },
    signIn: async (who: Role, where: object[] = wholeCounty, more: object = {}): Promise<void> => {
      forgetSession()
      role = who
      scope = where
      own = more
      await askSession()
    },
    /** until the panel has asked for it and shows it */
    shows: (what: () => unknown) => expect.poll(what, { timeout: 20_000 }),
  }
}
