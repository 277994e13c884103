/**
 * Every number is a door: the list it opens and what it adds to the page's filter. What the filter says of the same sort
 * already stays (`narrowed`): the first petitions among collective ones are no list of all first petitions.
 */
import type { Filter } from '../../api/contract/filter.ts'

export interface Door { of: 'petitions' | 'matters', patch: Filter }

export const doors = {
  petitions: { of: 'petitions', patch: {} },
  people: { of: 'petitions', patch: {} },
  matters: { of: 'matters', patch: {} },
  first: { of: 'petitions', patch: { kind: 'first' } },
  repeat: { of: 'petitions', patch: { kind: 'repeat' } },
  collective: { of: 'petitions', patch: { kind: 'collective' } },
  collective_people: { of: 'petitions', patch: { kind: 'collective' } },
  open: { of: 'petitions', patch: { state: ['open'] } },
  closed: { of: 'petitions', patch: { state: ['closed'] } },
  overdue: { of: 'petitions', patch: { overdue: '1' } },
  located: { of: 'petitions', patch: { place: 'placed' } },
  unlocated: { of: 'petitions', patch: { place: 'unlocated' } },
  outside: { of: 'petitions', patch: { place: 'outside' } },
} as const satisfies Record<string, Door>

export type DoorName = keyof typeof doors
