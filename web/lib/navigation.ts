/**
 * The pages of the top bar, in the order of the work: see, respond, then tend the data. A page is one line here, one
 * route in router.ts and one word under `nav` in i18n. `roles` only keeps doors off the screen that would not open.
 */
import { action as deciding } from '../../api/contract/actions/decide-same.ts'
import { action as placing } from '../../api/contract/actions/place-matter.ts'
import { readers } from '../../api/contract/feed.ts'
import { importers } from '../../api/contract/imports.ts'
import { businessRoles } from '../../api/contract/roles.ts'
import type { Role } from '../../api/contract/roles.ts'

export interface NavEntry {
  /** name of the route, and key of the word in `nav` */
  name: string
  path: string
  roles: readonly Role[]
}

/** Accounts that things wait for; a planner only reads. */
const workers = ['leader', 'office', 'township', 'village', 'group'] as const satisfies Role[]

const entries: readonly NavEntry[] = [
  { name: 'map', path: '/map', roles: businessRoles },
  { name: 'work', path: '/work', roles: workers },
  { name: 'hotspots', path: '/hotspots', roles: businessRoles },
  { name: 'areas', path: '/areas', roles: readers },
  { name: 'area-edit', path: '/areas/edit', roles: importers },
  { name: 'places', path: '/places', roles: placing.roles },
  { name: 'same', path: '/same', roles: deciding.roles },
  { name: 'response', path: '/response', roles: readers },
  { name: 'problems', path: '/problems', roles: readers },
  { name: 'consultations', path: '/consultations', roles: readers },
  { name: 'imports', path: '/imports', roles: importers },
  { name: 'settings', path: '/settings', roles: ['sysadmin'] },
]

/** Where an account begins: those on the ground, with a phone in hand, at what waits for them. */
export const homeOf = (role: Role | undefined, phone: boolean): string =>
  role === 'sysadmin' ? '/settings' : phone && (role === 'township' || role === 'village' || role === 'group') ? '/work' : '/map'

export const navigationFor = (role: Role | undefined): NavEntry[] =>
  role === undefined ? [] : entries.filter(({ roles }) => roles.includes(role))

/** Whether a page has anything for this role: a page of the bar has it for those who find its door there, others for everybody. */
export const mayOpen = (name: unknown, role: Role | undefined): boolean =>
  entries.every((entry) => entry.name !== name || (role !== undefined && entry.roles.includes(role)))

/** Addresses that belong to a page of the bar without lying under its own. */
const belongs: Record<string, string> = { '/units': '/areas', '/replies': '/response', '/coverage': '/response' }

/** The entry that a path belongs to: the longest that it lies under; null for a page beside the bar. */
export function entryOf(path: string, shown: readonly NavEntry[]): NavEntry | null {
  const lies = (under: string): boolean => path === under || path.startsWith(`${under}/`)
  const [, home] = Object.entries(belongs).find(([under]) => lies(under)) ?? []
  const found = shown.filter((entry) => lies(entry.path) || entry.path === home)
  return found.reduce<NavEntry | null>((best, entry) => best && best.path.length >= entry.path.length ? best : entry, null)
}
