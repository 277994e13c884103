import type { Tx } from '../../db/db.ts'

/**
 * From here on a category is the county's own, made by an import: the national list ends far below. Below a name of the
 * national list, the numbers from 70 on are the county's own.
 */
export const localFrom = 800_000
/** where local names go when the first-level places are taken */
const overflow = 990_000
const splitters = /[_>＞→]|\s*[/／]\s*/

export interface CategoryRow { code: number; parent: number | null; level: number; name_zh: string; successor_code?: number | null }
interface NewName { path: string[]; rows: number }

/** A name must be borne by this many rows before it becomes a category; rarer ones are more likely slips of the pen. */
export const localAfterRows = 5

/**
 * Category words of a file to codes. Names that the tree does not know get a negative number while the file is read;
 * `settle` then makes categories of those that occur often enough, in the range of local codes, and leaves the others
 * without one. Which codes they get depends on the names alone, not on the order of the rows.
 */
export class Categories {
  readonly #byCode: Map<number, CategoryRow>
  readonly #byPath = new Map<string, number>()
  readonly #aliases: ReadonlyMap<string, number>
  readonly #cache = new Map<string, number | null>()
  readonly #unknown: NewName[] = []

  constructor(rows: readonly CategoryRow[], aliases: ReadonlyMap<string, number>) {
    this.#byCode = new Map(rows.map((row) => [row.code, row]))
    this.#aliases = aliases
    // a name of the past means what it became; where both editions have it, today's is meant
    for (const row of rows) if (this.#current(row) !== row.code) this.#byPath.set(this.#pathOf(row), this.#current(row))
    for (const row of rows) if (this.#current(row) === row.code) this.#byPath.set(this.#pathOf(row), row.code)
  }

  static async load(tx: Tx): Promise<Categories> {
    const rows = await tx.query<CategoryRow>('select code, parent, level, name_zh, successor_code from category')
    const aliases = await tx.query<{ alias: string; code: string }>("select alias, code from reference_alias where table_name = 'category'")
    return new Categories(rows.rows, new Map(aliases.rows.map(({ alias, code }) => [alias, Number(code)])))
  }

  #current(row: CategoryRow): number {
    const next = typeof row.successor_code === 'number' ? this.#byCode.get(row.successor_code) : undefined
    return next === undefined || next === row ? row.code : this.#current(next)
  }

  #pathOf(row: CategoryRow): string {
    const parent = row.parent === null || row.parent === overflow ? undefined : this.#byCode.get(row.parent)
    return parent ? `${this.#pathOf(parent)}_${row.name_zh}` : row.name_zh
  }

  /** Code of the words in up to three cells, `城乡建设_住房保障` alike; negative for a new name; null for none. */
  code(parts: readonly (string | null)[]): number | null {
    const written = parts.map((part) => part ?? '').join('\u0001')
    const cached = this.#cache.get(written)
    const code = cached === undefined ? this.#resolve(parts) : cached
    if (cached === undefined) this.#cache.set(written, code)
    if (code !== null && code < 0) (this.#unknown[-code - 1] as NewName).rows++
    return code
  }

  #resolve(parts: readonly (string | null)[]): number | null {
    const path = parts.flatMap((part) => part?.normalize('NFKC').split(splitters) ?? []).map((name) => name.trim()).filter(Boolean).slice(0, 3)
    if (path.length === 0) return null
    const known = this.#known(path)
    if (known !== undefined) return known
    return -this.#unknown.push({ path, rows: 0 })
  }

  #known(path: readonly string[]): number | undefined {
    const whole = path.join('_')
    const coded = /^\d{5,6}$/.test(whole) ? this.#byCode.get(Number(whole)) : undefined
    if (coded) return this.#current(coded)
    return this.#byPath.get(whole) ?? this.#aliases.get(whole)
  }

  /** Nearest category above a path that the tree knows. */
  #nearest(path: readonly string[]): number | undefined {
    for (let depth = path.length - 1; depth > 0; depth--) {
      const code = this.#known(path.slice(0, depth))
      if (code !== undefined) return code
    }
    return undefined
  }

  /**
   * Settles the new names once the file is read: those frequent enough become local categories, to be written in this
   * order. Gives the code of every negative number: null where the name is too rare or its place is full, the nearest
   * known one where only an upper level is known.
   */
  settle(): { codes: { key: number; code: number | null; exact: boolean; name: string }[]; created: CategoryRow[] } {
    const created: CategoryRow[] = []
    const rowsOf = new Map<string, number>()
    for (const { path, rows } of this.#unknown) {
      for (let depth = 1; depth <= path.length; depth++) {
        const name = path.slice(0, depth).join('_')
        rowsOf.set(name, (rowsOf.get(name) ?? 0) + rows)
      }
    }
    const names = [...rowsOf].filter(([name, rows]) => rows >= localAfterRows && !this.#byPath.has(name))
      .sort(([a, m], [b, n]) => a.split('_').length - b.split('_').length || n - m || (a < b ? -1 : 1))
    for (const [name] of names) this.#create(name.split('_'), created)
    const codes = this.#unknown.map(({ path }, at) => {
      const exact = this.#byPath.get(path.join('_'))
      return { key: -at - 1, code: exact ?? this.#nearest(path) ?? null, exact: exact !== undefined, name: path.join('_') }
    })
    return { codes, created }
  }

  #create(path: readonly string[], created: CategoryRow[]): void {
    const above = path.slice(0, -1)
    let parent = above.length === 0 ? null : this.#byPath.get(above.join('_'))
    if (parent === undefined || (parent !== null && (parent % 100 !== 0 || Math.floor(parent / 10_000) === 99))) return
    let code = this.#free(parent)
    if (parent === null && code === undefined) {
      parent = overflow
      if (!this.#byCode.has(overflow)) this.#keep({ code: overflow, parent: null, level: 1, name_zh: '其他（本地分类）' }, created)
      code = this.#free(overflow)
    }
    if (code === undefined) return
    this.#keep({ code, parent, level: parent === null ? 1 : code % 100 === 0 ? 2 : 3, name_zh: path.at(-1) ?? '' }, created)
  }

  #keep(row: CategoryRow, created: CategoryRow[]): void {
    this.#byCode.set(row.code, row)
    this.#byPath.set(this.#pathOf(row), row.code)
    created.push(row)
  }

  #free(parent: number | null): number | undefined {
    const step = parent === null ? 10_000 : parent % 10_000 === 0 ? 100 : 1
    // below a name of the national list only its last places are the county's: a later edition may use the others
    const [from, to] = parent === null ? [80, 98] : parent < localFrom ? [70, 99] : [1, 99]
    for (let n = from; n <= to; n++) if (!this.#byCode.has((parent ?? 0) + n * step)) return (parent ?? 0) + n * step
    return undefined
  }
}
