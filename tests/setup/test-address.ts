/** The server that tests may use: it holds databases of ours only while a test runs. Absent = embedded engine only. */
export const testAddress: string | undefined = process.env['TEST_DATABASE_URL'] || undefined

/** The same server, another database. (A socket address such as postgres://me@/db?host=/run/x is no URL to `URL`.) */
export function withDatabase(address: string, database: string): string {
  const [, server, query] = /^(postgres(?:ql)?:\/\/[^/?]*)(?:\/[^?]*)?(\?.*)?$/.exec(address) ?? []
  if (server === undefined) throw new Error(`TEST_DATABASE_URL is no postgres:// address: ${address}`)
  return `${server}/${database}${query ?? ''}`
}
