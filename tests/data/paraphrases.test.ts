import { describe, expect, it } from 'vitest'
import { labelledSet } from '../../data/same/labelled.ts'
import { paraphrasedSet } from '../../data/same/paraphrases.ts'
import { table } from '../../data/tables.ts'

describe('the matters of which we know whether they are one', () => {
  const sets = { tuning: paraphrasedSet('tuning', { facts: 120, seed: 3 }), held: paraphrasedSet('held', { facts: 120, seed: 3 }) }

  it('are kept apart: no topic of the half for tuning is held out, and none of either is in the first set', () => {
    const topics = (half: string): Set<string | undefined> => new Set(table('paraphrases').filter((row) => row.half === half).map(({ topic }) => topic))
    expect([...topics('tuning')].filter((topic) => topics('held').has(topic))).toEqual([])
    const said = new Set(labelledSet({ facts: 120, seed: 3 }).map(({ text }) => text))
    expect([...sets.tuning, ...sets.held].filter(({ text }) => said.has(text))).toEqual([])
  })

  it.each(['tuning', 'held'] as const)('%s: say in each one what it is about, come in the order of receipt, and again the same from the same seed', (half) => {
    const set = sets[half]
    expect(paraphrasedSet(half, { facts: 120, seed: 3 })).toEqual(set)
    expect(set.map(({ on }) => on)).toEqual(set.map(({ on }) => on).sort())
    expect(set.every(({ text, title }) => !/[{}]|undefined/.test(`${text}${title}`))).toBe(true)
    for (const kind of ['single', 'repeat', 'near', 'collective']) expect(set.filter((one) => one.kind === kind).length, kind).toBeGreaterThan(5)
  })
})
