const SPECIAL = /[\\\t\n\r]/
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

export type Cell = string | number | boolean | null | undefined

/** A value as a field of a COPY line in text format; null and undefined are NULL. */
function copyField(value: Cell): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (typeof value === 'number') return String(value)
  return SPECIAL.test(value) ? value.replace(/[\\\t\n\r]/g, (char) => ESCAPES[char] ?? char) : value
}

/** One COPY line, ending in a newline. */
export const copyLine = (values: readonly Cell[]): string => `${values.map(copyField).join('\t')}\n`

/** Names such as flags, which hold no character that an array literal would have to quote. */
export const nameArray = (names: readonly string[]): string => `{${names.join(',')}}`
