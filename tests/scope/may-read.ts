/** Which canaries an answer to a caller may hold; written from the requirements like expected.ts. */
import type { Account } from './callers.ts'
import { areas, matterTags, rootOf, units, within } from './places.ts'
import { confidentialTag, runMaker } from './world.ts'
import { responseTags } from './world-responses.ts'

const readers = new Set(['leader', 'office', 'township', 'village', 'group', 'planner'])

export const sees = ({ scope }: Account, tag: string): boolean => scope.some((over) => within(tag, over))
export const seenAreas = ({ role, scope }: Account): string[] => areas.filter(({ root, touches, ended }) =>
  touches.some((group) => scope.some((over) => within(group, over)))
  || (!ended && ['office', 'planner'].includes(role) && scope.includes(root))).map(({ tag }) => tag)
export const seenMatters = (caller: Account): string[] => matterTags.filter((tag) => sees(caller, tag))

/** Tags in lower case. */
export function mayRead(caller: Account): Set<string> {
  const { role, scope, name } = caller
  const tags = [`acct${name}`, `token${name}`, ...(readers.has(role) ? [`view${name}`] : [])]
  if (readers.has(role) || role === 'wall') {
    tags.push(...units.filter(({ tag }) => sees(caller, tag)).map(({ tag }) => tag), ...seenAreas(caller))
  }
  if (readers.has(role)) {
    tags.push(...responseTags(scope), ...seenMatters(caller), ...scope.map((tag) => `dept${rootOf(tag)}`),
      ...['A', 'B1', 'XA'].filter((tag) => sees(caller, tag)).map((tag) => `dept${tag}`))
    if (role === 'office' && sees(caller, confidentialTag)) tags.push(`secret${confidentialTag}`)
  }
  // runs of the county, and by whom they were made
  if (role === 'office' || role === 'planner') tags.push(...scope.map((tag) => `${tag}run`), ...(name === runMaker ? ['Krun'] : []), `acct${runMaker}`)
  if (role === 'sysadmin' || role === 'secadmin') tags.push('acct')
  if (role === 'auditor') tags.push('audit')
  return new Set(tags.map((tag) => tag.toLowerCase()))
}

/** Canaries that may not be there; of accounts, the administrators may read all names. */
export const foreign = (caller: Account, found: ReadonlySet<string>): string[] => {
  const may = mayRead(caller)
  return [...found].filter((tag) => !may.has(tag) && !(may.has('acct') && tag.startsWith('acct')))
}
