/** Addresses of the joint response's feeds. */
import { filterQuery, pickFilter } from '../../api/contract/filter.ts'
import type { Filter } from '../../api/contract/filter.ts'

export type WorkFeed = 'responses' | 'response-matrix' | 'response-units' | 'response-events' | 'tasks' | 'problems' | 'gaps' | 'visits'
  | 'consultations' | 'commitments' | 'field-activities' | 'departments' | 'my-work' | 'replies' | 'meetings'

export function workUrl(feed: WorkFeed, filter: Filter, own: Record<string, string | number | null | undefined> = {}): string {
  const query = filterQuery(pickFilter(filter))
  for (const [name, value] of Object.entries(own)) {
    if (value !== null && value !== undefined && value !== '') query.append(name, String(value))
  }
  const text = query.toString()
  return `/api/feeds/${feed}${text ? `?${text}` : ''}`
}

export const boardPath = (response: string): string => `/response/${encodeURIComponent(response)}`
