import { DbError } from './db/db.ts'
import type { Log } from './db/log.ts'
import { Problem } from './errors.ts'

/** Plain lines for the person at the terminal: what is said before, and beside, the requests' log. */
export const consoleLog: Log = {
  info: (message) => { process.stdout.write(`${message}\n`) },
  warn: (message) => { process.stderr.write(`! ${message}\n`) },
  error: (message) => { process.stderr.write(`!! ${message}\n`) },
}

/** One sentence for an error: a refusal in both its languages, also one of a rule of the database. */
function sentence(error: unknown): string {
  if (error instanceof Problem) return `${error.zh} / ${error.en}`
  if (error instanceof DbError && error.code.startsWith('RG')) return [error.message, error.hint].filter(Boolean).join(' / ')
  return error instanceof Error ? error.message : String(error)
}

/** Ends a command with one sentence instead of a stack. */
export function failWith(error: unknown): never {
  consoleLog.error(sentence(error))
  process.exit(1)
}
