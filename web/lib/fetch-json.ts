/** A refusal of the API: problem+json, or `status` 0 when the network did not answer. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly hint: string | undefined
  /** the same in English; `message` is Chinese */
  readonly english: string
  readonly retryAfterSeconds: number | undefined
  /** which word of the asking would have to be another */
  readonly parameter: string | undefined

  constructor(status: number, body: Record<string, unknown>, retryAfterSeconds?: number) {
    const text = (key: string): string | undefined => typeof body[key] === 'string' ? body[key] : undefined
    super(text('detail') ?? text('title') ?? String(status))
    this.name = 'ApiProblem'
    this.status = status
    this.english = text('detail_en') ?? this.message
    this.code = text('code') ?? ''
    this.hint = text('hint')
    this.parameter = text('parameter')
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export interface Request {
  method?: 'GET' | 'POST' | 'DELETE'
  body?: unknown
  signal?: AbortSignal
  /** goes on when the page is left in the middle of it */
  keepalive?: boolean
  /** Idempotency-Key of a write; the same for every try of one intent */
  key?: string
}

/** JSON of a same-origin address; undefined for 204. Throws `ApiProblem`, or the signal's `AbortError`. */
export async function fetchJson<T>(url: string, { method = 'GET', body, signal, key, keepalive = false }: Request = {}): Promise<T> {
  let answer: Response
  try {
    answer = await fetch(url, {
      method,
      signal: signal ?? null,
      keepalive,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json, application/geo+json, application/problem+json',
        'x-requested-with': 'fetch',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': key ?? crypto.randomUUID() } : {}),
      },
      body: body === undefined ? null : JSON.stringify(body),
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiProblem(0, {})
  }
  if (answer.status === 204) return undefined as T
  if (answer.ok) return await answer.json() as T
  const problem = await answer.json().catch(() => ({})) as Record<string, unknown>
  throw new ApiProblem(answer.status, problem, Number(answer.headers.get('retry-after')) || undefined)
}
