import { describe, expect, it } from 'vitest'
import { paraphrasedSet } from '../../data/same/paraphrases.ts'
import { table } from '../../data/tables.ts'

describe('the matters of which we know whether they are one', () => {
  const sets = { tuning: paraphrasedSet('tuning', { facts: 120, seed: 3 }), held: paraphrasedSet('held', { facts: 120, seed: 3 }), second: paraphrasedSet('second', { facts: 120, seed: 3 }), unseen: paraphrasedSet('unseen', { facts: 120, seed: 3 }) }

  it('are kept apart: no topic is in two sets, and no sentence of theirs in the first one', () => {
    const sets = new Map<string, Set<string | undefined>>()
    for (const row of table('paraphrases')) sets.set(row.topic ?? '', (sets.get(row.topic ?? '') ?? new Set()).add(row.set))
    expect([...sets].filter(([, of]) => of.size > 1)).toEqual([])
    const words = table('paraphrases').map((row) => row.words)
    const said = new Set(table('demands').flatMap(({ title, account }) => [title, account]))
    expect(words.filter((one) => said.has(one))).toEqual([])
    expect(new Set(words).size).toBe(words.length)
  })

  it.each(['tuning', 'held', 'second', 'unseen'] as const)('%s: say in each one what it is about, come in the order of receipt, and again the same from the same seed', (name) => {
    const set = sets[name]
    expect(paraphrasedSet(name, { facts: 120, seed: 3 })).toEqual(set)
    expect(set.map(({ on }) => on)).toEqual(set.map(({ on }) => on).sort())
    expect(set.every(({ text, title }) => !/[{}]|undefined/.test(`${text}${title}`))).toBe(true)
    for (const kind of ['single', 'repeat', 'near', 'collective']) expect(set.filter((one) => one.kind === kind).length, kind).toBeGreaterThan(5)
  })
})
