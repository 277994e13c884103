/** A link between two matters of a group, by their places in its list. */
interface Link { elder: number, younger: number }

/** What still hangs together: places of the matters in ascending order, and the links among them. */
export interface LinkedPart<L extends Link> { matters: number[], links: L[] }

/**
 * The parts into which links fall, the one with the earliest matter first. A matter without a link is in none. Each part can be
 * decided by itself; all of them at once cannot, since nothing says that one part is the other.
 */
export function linkedParts<L extends Link>(links: readonly L[]): LinkedPart<L>[] {
  const root = new Map<number, number>()
  const find = (at: number): number => {
    const above = root.get(at) ?? at
    return above === at ? at : find(above)
  }
  for (const { elder, younger } of links) {
    const [one, other] = [find(elder), find(younger)]
    root.set(Math.max(one, other), Math.min(one, other))
  }
  const parts = new Map<number, LinkedPart<L>>()
  for (const link of links) {
    const top = find(link.elder)
    const part = parts.get(top) ?? { matters: [], links: [] }
    part.matters = [...new Set([...part.matters, link.elder, link.younger])].sort((a, b) => a - b)
    part.links.push(link)
    parts.set(top, part)
  }
  return [...parts.values()].sort((a, b) => (a.matters[0] ?? 0) - (b.matters[0] ?? 0))
}
