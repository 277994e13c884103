import type { Level } from './api-types.ts'

export const levels: readonly Level[] = ['county', 'township', 'village', 'group']

/** The level below; null under the villager group. */
export function levelBelow(level: Level): Level | null {
  return levels[levels.indexOf(level) + 1] ?? null
}
