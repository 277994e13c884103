import type { Tx } from '../../db/db.ts'
import { sqlFile } from '../../sql.ts'

interface WordRow { id: number; code: string; name_zh: string; name_en: string }
interface Words {
  channel: WordRow[]
  lodged_level: WordRow[]
  purpose: (WordRow & { counted_only: boolean })[]
  state: (WordRow & { open: boolean })[]
  aliases: { table_name: string; alias: string; code: string }[]
}

/** Ids of reference rows by the words that files write for them. */
export interface ReferenceWords {
  channel(word: string): number | undefined
  lodgedLevel(word: string): number | undefined
  purpose(word: string): number | undefined
  state(word: string): number | undefined
  isOpen(state: number): boolean
  /** whether a purpose's words mean a report of misconduct; a doubt counts as yes */
  isMisconduct(word: string): boolean
  stateOf: { registered: number; closed: number; opinionIssued: number }
}

/** spellings remembered of one column; a column of free text by mistake must not fill the memory */
const mostWords = 1_000

const bare = (word: string): string => word.normalize('NFKC').trim().toLowerCase()

function lookUp(rows: readonly WordRow[], aliases: Words['aliases'], table: string): (word: string) => number | undefined {
  const ids = new Map<string, number>()
  const byCode = new Map(rows.map(({ id, code }) => [code, id]))
  for (const { table_name, alias, code } of aliases) {
    const id = byCode.get(code)
    if (table_name === table && id !== undefined) ids.set(bare(alias), id)
  }
  for (const row of rows) for (const word of [row.name_en, row.code, row.name_zh]) ids.set(bare(word), row.id)
  return remembering((word) => ids.get(bare(word)))
}

/** A column has a handful of words and a file a million rows: each spelling is made bare once. */
function remembering<T>(look: (word: string) => T): (word: string) => T {
  const found = new Map<string, T>()
  return (word) => {
    const before = found.get(word)
    if (before !== undefined || found.has(word)) return before as T
    if (found.size >= mostWords) found.clear()
    const now = look(word)
    found.set(word, now)
    return now
  }
}

/** Reads the small reference tables once per run. */
export async function loadWords(tx: Tx): Promise<ReferenceWords> {
  const { rows: [row] } = await tx.query<{ words: Words }>(await sqlFile('imports/petitions/words.sql'))
  if (!row) throw new Error('the reference rows must come back')
  const { channel, lodged_level, purpose, state, aliases } = row.words
  const open = new Set(state.filter((one) => one.open).map((one) => one.id))
  const counted = purpose.filter((one) => one.counted_only)
  const accusing = [
    ...counted.flatMap((one) => [one.name_zh, one.name_en, one.code]),
    ...aliases.filter((one) => one.table_name === 'purpose' && counted.some(({ code }) => code === one.code)).map((one) => one.alias),
  ].map(bare)
  const purposeOf = lookUp(purpose, aliases, 'purpose')
  const countedIds = new Set(counted.map((one) => one.id))
  const idOf = (code: string): number => {
    const found = state.find((one) => one.code === code)
    if (!found) throw new Error(`state ${code} is missing in sql/reference.sql`)
    return found.id
  }
  return {
    channel: lookUp(channel, aliases, 'channel'),
    lodgedLevel: lookUp(lodged_level, aliases, 'lodged_level'),
    purpose: purposeOf,
    state: lookUp(state, aliases, 'state'),
    isOpen: (id) => open.has(id),
    isMisconduct: remembering((word) => {
      const known = purposeOf(word)
      if (known !== undefined) return countedIds.has(known)
      const written = bare(word)
      return accusing.some((part) => written.includes(part))
    }),
    stateOf: { registered: idOf('registered'), closed: idOf('closed'), opinionIssued: idOf('opinion_issued') },
  }
}
