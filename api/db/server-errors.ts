import pg from 'pg'
import { DbError, DbUnavailable } from './db.ts'

/** SQLSTATEs that say nothing about the statement, only that the server cannot take it now. */
const unavailable = /^(08(000|001|003|004|006)|57P0[123]|53300)$/
const network: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN'])
const lostConnection = /Connection terminated|timeout exceeded when trying to connect|not queryable|Client was closed/

/** What the driver threw as what the rest of the program knows: DbError, DbUnavailable, or the error itself. */
export function serverError(error: unknown): unknown {
  if (error instanceof pg.DatabaseError && error.code !== undefined && !unavailable.test(error.code)) {
    const { message, code, hint, detail, constraint } = error
    return new DbError(message, code, { hint, detail, constraint })
  }
  if (!(error instanceof Error) || error instanceof DbError || error instanceof DbUnavailable) return error
  const code = (error as NodeJS.ErrnoException).code ?? ''
  if (network.has(code) || unavailable.test(code) || lostConnection.test(error.message)) {
    return new DbUnavailable(`数据库无法连接 / the database cannot be reached: ${error.message}`, 5)
  }
  return error
}

/** Runs work that talks to the driver, its errors translated. */
export async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw serverError(error)
  }
}
