/** Content categories as the tree that their six digits are: 2 + 2 + 2. */
export interface Category { code: string, name: string, parent: string | null }

/** What the filter takes for a category: `030000` -> `03`, `030100` -> `0301`. */
export const prefixOf = (code: string): string => code.replace(/(00)+$/, '')

export interface Branch extends Category { prefix: string, depth: number, hasBelow: boolean, path: string }

/**
 * Lines of the tree from top to bottom: the roots, and what lies under opened ones; or, while somebody searches, whatever
 * holds the words, with the names above it as `path`.
 */
export function branches(categories: readonly Category[], opened: ReadonlySet<string>, search: string): Branch[] {
  const byCode = new Map(categories.map((one) => [one.code, one]))
  const parents = new Set(categories.map(({ parent }) => parent))
  const depthOf = ({ code }: Category): number => prefixOf(code).length / 2 - 1
  const above = ({ parent }: Category): Category[] => {
    const over = parent === null ? undefined : byCode.get(parent)
    return over ? [...above(over), over] : []
  }
  const wanted = search.trim()
  return [...categories]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .filter((one) => wanted ? one.name.includes(wanted) : above(one).every(({ code }) => opened.has(code)))
    .map((one) => ({
      ...one, prefix: prefixOf(one.code), depth: wanted ? 0 : depthOf(one), hasBelow: !wanted && parents.has(one.code),
      path: wanted ? above(one).map(({ name }) => name).join(' › ') : '',
    }))
}
