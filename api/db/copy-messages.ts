import { checkCopyLine } from './params.ts'

const text = new TextEncoder()

function message(tag: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(5 + body.length)
  bytes[0] = tag.charCodeAt(0)
  new DataView(bytes.buffer).setInt32(1, 4 + body.length)
  bytes.set(body, 5)
  return bytes
}

/**
 * `COPY … FROM STDIN` as one run of PostgreSQL wire messages: the query, one CopyData with all lines, CopyDone.
 * The single-user engine reads them from one buffer. Copying from a file instead would need superuser rights, which
 * a caller must not have.
 *
 * @param sql one COPY statement
 * @param lines text-format lines, UTF-8, each ending in `\n`
 */
export function copyMessages(sql: string, lines: Uint8Array): Uint8Array {
  const parts = [message('Q', text.encode(`${sql}\0`)), message('d', lines), message('c', new Uint8Array(0))]
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** `COPY table(columns) FROM STDIN`, with the names quoted where they need it; `table` may carry a schema. */
export function copyStatement(table: string, columns: readonly string[]): string {
  const name = (word: string): string => `"${word.replaceAll('"', '""')}"`
  return `copy ${table.split('.').map(name).join('.')} (${columns.map(name).join(', ')}) from stdin`
}

/**
 * Joins lines into pieces of about `size` bytes, so that no piece holds a broken line.
 *
 * @throws Error for a line that does not end in a newline
 */
export async function* linePieces(
  lines: AsyncIterable<string> | Iterable<string>, size = 4_000_000,
): AsyncGenerator<Buffer> {
  let piece: string[] = []
  let length = 0
  for await (const line of lines) {
    if (!line.endsWith('\n')) throw new Error(`COPY 的每一行须以换行结束 / every COPY line ends in \\n: ${line.slice(0, 80)}`)
    checkCopyLine(line)
    piece.push(line)
    length += line.length
    if (length < size) continue
    yield Buffer.from(piece.join(''))
    piece = []
    length = 0
  }
  if (piece.length > 0) yield Buffer.from(piece.join(''))
}
