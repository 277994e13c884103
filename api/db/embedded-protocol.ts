/** What the process that owns the embedded engine and its child say to each other over IPC. */

export type Step =
  /** one statement by the extended protocol; `params` are PostgreSQL text */
  | { kind: 'statement'; sql: string; params: readonly (string | null)[] }
  /** our own fixed words (begin, set local role, commit): several statements, `tags` command tags expected */
  | { kind: 'words'; sql: string; tags: readonly string[] }
  /** `COPY … FROM STDIN` with all its lines */
  | { kind: 'copy'; sql: string; lines: Uint8Array }

export interface Request {
  id: number
  /** run in order until one fails; a failure inside an atomic list rolls the transaction back */
  steps: readonly Step[]
  atomic: boolean
}

export interface StepResult {
  rows: Record<string, unknown>[]
  affected: number
  command: string
}

export interface Failure {
  message: string
  code: string
  hint?: string
  detail?: string
  constraint?: string
  /** the engine gave no command tag: it swallowed an exception and cannot be trusted any more */
  swallowed: boolean
}

export type Reply =
  /** `rss`: resident bytes of the child */
  | { id: number; ok: true; result: StepResult; rss: number }
  | { id: number; ok: false; failure: Failure; rss: number }

/** First message of the child: it has opened the folder, or could not. */
export type Hello = { ready: true; rss: number } | { ready: false; message: string }

export type Order = Request | { close: true }
