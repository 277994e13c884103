/** Every text of a row carries the tag of its place, so that bytes that reach the wrong caller say where they are from. */
export const canary = (tag: string): string => `CANARY_${tag}_`

const letterOf: Record<string, string> = { 1: 'q', 2: 'w', 3: 'v', 9: 'y' }
const digitOf = Object.fromEntries(Object.entries(letterOf).map(([digit, letter]) => [letter, digit]))

/** For kinds of events, which are lower case without digits. */
export const eventCanary = (tag: string): string =>
  `canary-${tag.toLowerCase().replaceAll(/\d/g, (digit) => letterOf[digit] ?? 'q')}-x`

/** Tags, in lower case, of all canaries in a text. */
export function canariesIn(text: string): Set<string> {
  return new Set([
    ...[...text.matchAll(/CANARY_([A-Za-z0-9]+)_/g)].map(([, tag]) => (tag ?? '').toLowerCase()),
    ...[...text.matchAll(/canary-([a-z]+)-x/g)].map(([, tag]) => (tag ?? '').replaceAll(/[qwvy]/g, (letter) => digitOf[letter] ?? '')),
  ])
}
