import type { Log } from './db/log.ts'

/** Plain lines for the person at the terminal: what is said before, and beside, the requests' log. */
export const consoleLog: Log = {
  info: (message) => { process.stdout.write(`${message}\n`) },
  warn: (message) => { process.stderr.write(`! ${message}\n`) },
  error: (message) => { process.stderr.write(`!! ${message}\n`) },
}

/** Ends a command with one sentence instead of a stack. */
export function failWith(error: unknown): never {
  consoleLog.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
