import { DbError } from './db.ts'

/** Deeper JSON than this reaches no database: the embedded engine drops or hangs on it without a word (guard G7). */
export const maxJsonDepth = 32

const tooDeep = (): DbError => new DbError(
  `JSON 嵌套过深（最多 ${maxJsonDepth} 层） / JSON is nested too deep (at most ${maxJsonDepth} levels)`,
  '54001',
)

/** Depth of brackets in JSON text, strings skipped; text that is not JSON never counts too little. */
export function jsonDepth(text: string): number {
  let depth = 0
  let deepest = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (quoted) {
      if (char === 0x5c) at++
      else if (char === 0x22) quoted = false
    } else if (char === 0x22) quoted = true
    else if (char === 0x5b || char === 0x7b) deepest = Math.max(deepest, ++depth)
    else if (char === 0x5d || char === 0x7d) depth--
  }
  return deepest
}

function objectDepth(value: unknown, level = 1): number {
  if (level > maxJsonDepth) throw tooDeep()
  if (typeof value !== 'object' || value === null) return level - 1
  let deepest = level
  for (const child of Object.values(value)) deepest = Math.max(deepest, objectDepth(child, level + 1))
  return deepest
}

const isPlainObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) &&
  !(value instanceof Date) && !(value instanceof Uint8Array)

function arrayText(values: readonly unknown[]): string {
  const parts = values.map((value) => {
    if (value === null || value === undefined) return 'NULL'
    if (Array.isArray(value)) return arrayText(value)
    return `"${scalarText(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  })
  return `{${parts.join(',')}}`
}

function scalarText(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`
  if (typeof value === 'string' && /^\s*[[{]/.test(value) && jsonDepth(value) > maxJsonDepth) throw tooDeep()
  return String(value)
}

/**
 * A parameter as PostgreSQL text, the same for both drivers: objects (and arrays holding objects) as JSON, other
 * arrays as array literals, bytes as `\x…`, instants as ISO 8601. A JSON array of scalars must come as
 * `JSON.stringify(…)`, because nothing here knows the type of the place it goes to.
 *
 * @throws DbError 54001 for JSON (also JSON text) deeper than {@link maxJsonDepth}, 22021 for a NUL character
 */
export function paramText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  const text = encode(value)
  if (text.includes('\0')) throw new DbError('文字含 NUL 字符 / text holds a NUL character', '22021')
  return text
}

function encode(value: unknown): string {
  if (isPlainObject(value) || (Array.isArray(value) && value.some(isPlainObject))) {
    objectDepth(value)
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) {
    objectDepth(value)
    return arrayText(value)
  }
  return scalarText(value)
}

/**
 * The same guard for a COPY line: a field of it may be JSON too.
 *
 * @throws DbError 54001
 */
export function checkCopyLine(line: string): void {
  if ((line.match(/[[{]/g)?.length ?? 0) <= maxJsonDepth) return
  for (const field of line.split('\t')) {
    if (/^\s*[[{]/.test(field) && jsonDepth(field.replaceAll('\\\\', '\\')) > maxJsonDepth) throw tooDeep()
  }
}

/** All parameters of one statement as text. */
export const paramTexts = (params: readonly unknown[] = []): (string | null)[] => params.map(paramText)
