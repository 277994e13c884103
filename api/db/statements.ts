/**
 * Splits an SQL file into its statements, because each must be one call whose command tag is checked. Knows quotes,
 * E-strings, dollar quotes, line and nested block comments; psql commands and `begin atomic` bodies are not SQL of ours.
 */
export interface Statement {
  sql: string
  /** line of its first word, counted from 1 */
  line: number
}

/** Where the token that begins at `at` ends, when it is one in which a semicolon means nothing; else `at`. */
function skipOpaque(text: string, at: number): number {
  const two = text.slice(at, at + 2)
  if (two === '--') return endOr(text, text.indexOf('\n', at))
  if (two === '/*') return skipComment(text, at)
  const char = text[at]
  if (char === "'") {
    const escapes = /[eE]/.test(text[at - 1] ?? '') && !/[\w$]/.test(text[at - 2] ?? '')
    return skipQuoted(text, at, "'", escapes)
  }
  if (char === '"') return skipQuoted(text, at, '"', false)
  if (char === '$' && !/[\w$]/.test(text[at - 1] ?? '')) return skipDollar(text, at)
  return at
}

const endOr = (text: string, at: number): number => (at < 0 ? text.length : at)

function skipComment(text: string, from: number): number {
  let depth = 0
  let at = from
  while (at < text.length) {
    const two = text.slice(at, at + 2)
    if (two === '/*') depth++
    else if (two === '*/') depth--
    at += two === '/*' || two === '*/' ? 2 : 1
    if (depth === 0) return at
  }
  return text.length
}

function skipQuoted(text: string, from: number, quote: string, escapes: boolean): number {
  for (let at = from + 1; at < text.length; at++) {
    if (escapes && text[at] === '\\') at++
    else if (text[at] === quote && text[at + 1] === quote) at++
    else if (text[at] === quote) return at + 1
  }
  return text.length
}

function skipDollar(text: string, from: number): number {
  const tag = /^\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/.exec(text.slice(from, from + 66))?.[0]
  if (tag === undefined) return from
  const end = text.indexOf(tag, from + tag.length)
  return end < 0 ? text.length : end + tag.length
}

const isComment = (text: string, at: number): boolean => ['--', '/*'].includes(text.slice(at, at + 2))

/** The statements of a file in order, without their semicolons and without the comments around them. */
export function splitStatements(text: string): Statement[] {
  const statements: Statement[] = []
  let first = -1 // of the statement's first word
  let last = 0 // behind its last one
  let line = 1
  let counted = 0
  const finish = (): void => {
    if (first < 0) return
    line += text.slice(counted, first).split('\n').length - 1
    counted = first
    statements.push({ sql: text.slice(first, last), line })
    first = -1
  }
  for (let at = 0; at < text.length;) {
    const comment = isComment(text, at)
    const end = skipOpaque(text, at)
    const next = end > at ? end : at + 1
    if (end === at && text[at] === ';') finish()
    else if (!comment && !(end === at && /\s/.test(text[at] ?? ''))) {
      if (first < 0) first = at
      last = next
    }
    at = next
  }
  finish()
  return statements
}
