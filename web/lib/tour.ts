/** The tour of the map page: what it points at, in order, and where its card stands. */

/** Each step names what it explains; of several the first one on screen. A step whose thing is absent is left out. */
export const steps = [
  { key: 'figures', at: ['.kpis'] },
  { key: 'filter', at: ['.filter'] },
  { key: 'measure', at: ['.measures'] },
  { key: 'map', at: ['.stage'] },
  { key: 'list', at: ['[data-level]', '.left'] },
  { key: 'legend', at: ['.legend', '#tab-legend'] },
  { key: 'tools', at: ['.side-tools'] },
  { key: 'time', at: ['.time'] },
  { key: 'truth', at: ['.line'] },
  { key: 'help', at: ['[data-help]'] },
] as const

export interface Box { left: number, top: number, width: number, height: number }

/** pixels between the card and what it explains, and between the card and the edge of the screen */
const gap = 12

/**
 * Upper left corner of a card: below its thing, else above, right or left of it where it fits, else in the thing's middle.
 * Always wholly on screen when the screen is larger than the card.
 */
export function cardAt(thing: Box, card: { width: number, height: number }, screen: { width: number, height: number }): { left: number, top: number } {
  const clamp = (at: number, size: number, most: number): number => Math.max(gap, Math.min(at, most - size - gap))
  const left = clamp(thing.left + thing.width / 2 - card.width / 2, card.width, screen.width)
  const top = clamp(thing.top + thing.height / 2 - card.height / 2, card.height, screen.height)
  const [below, above] = [thing.top + thing.height + gap, thing.top - gap - card.height]
  const [right, before] = [thing.left + thing.width + gap, thing.left - gap - card.width]
  if (below + card.height + gap <= screen.height) return { left, top: below }
  if (above >= gap) return { left, top: above }
  if (right + card.width + gap <= screen.width) return { left: right, top }
  return { left: before >= gap ? before : left, top }
}
