/** Who is signed in. One value for the whole page; the server's cookie is the truth. */
import { computed, shallowRef } from 'vue'
import { ApiProblem, fetchJson } from '../lib/fetch-json.ts'
import type { Session } from '../lib/api-types.ts'

const session = shallowRef<Session | null>(null)
let asked: Promise<Session | null> | null = null

/** The session, asked for once per page load; null when nobody is signed in. Throws when the server is not there. */
export async function askSession(): Promise<Session | null> {
  asked ??= fetchJson<Session>('/api/session').then((answer) => (session.value = answer), (error: unknown) => {
    asked = null
    if (error instanceof ApiProblem && error.status === 401) return null
    throw error
  })
  return await asked
}

/**
 * Asks anew, without an end of the session in between, at which the page would leave for the sign-in: the rights may have changed,
 * as the first units bring the scope that was granted ahead, or how one signs in. Without an answer nothing changes.
 */
export async function renewSession(): Promise<void> {
  asked = null
  await askSession().catch(() => undefined)
}

/** Whether the server answers now, whatever it said before. */
export async function reachable(): Promise<boolean> {
  asked = null
  return await askSession().then(() => true, () => false)
}

/** @param code of the second factor, where the server asked for it (401 `code_required`) */
export async function signIn(username: string, password: string, code?: string): Promise<Session> {
  await fetchJson('/api/session', { method: 'POST', body: { username, password, code } })
  asked = null
  const answer = await askSession()
  if (!answer) throw new ApiProblem(401, {})
  return answer
}

export async function signOut(): Promise<void> {
  await fetchJson('/api/session', { method: 'DELETE' })
  forgetSession()
}

/** After a 401 in mid-work: the next page asks again. */
export function forgetSession(): void {
  asked = null
  session.value = null
}

/** The map page need not show itself around to this account again. Said also when the page is left at that moment. */
export async function rememberTour(): Promise<void> {
  if (!session.value || session.value.tour_seen) return
  session.value = { ...session.value, tour_seen: true }
  await fetchJson('/api/session/tour', { method: 'POST', body: { seen: true }, keepalive: true }).catch(() => undefined)
}

export function useSession() {
  return { session: computed(() => session.value) }
}
