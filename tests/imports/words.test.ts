import { describe, expect, test } from 'vitest'
import { Categories, type CategoryRow } from '../../api/importers/petitions/categories.ts'
import { stateOfRow } from '../../api/importers/petitions/state-of-row.ts'

const national: CategoryRow[] = [
  { code: 30000, parent: null, level: 1, name_zh: '城乡建设' }, { code: 30100, parent: 30000, level: 2, name_zh: '城乡规划' },
  { code: 30101, parent: 30100, level: 3, name_zh: '违章建筑' },
]
const tree = (more: readonly CategoryRow[] = []) => new Categories([...national, ...more], new Map([['城建', 30000]]))
const times = (n: number, work: () => number | null): number | null => Array.from({ length: n }, work).at(-1) ?? null

describe('category words', () => {
  test('are found joined, in separate columns, by code and by alias', () => {
    const categories = tree()
    expect(categories.code(['城乡建设_城乡规划_违章建筑', null, null])).toBe(30101)
    expect(categories.code(['城乡建设', '城乡规划', '违章建筑'])).toBe(30101)
    expect(categories.code(['城乡建设 / 城乡规划', null, null])).toBe(30100)
    expect(categories.code(['30101', null, null])).toBe(30101)
    expect(categories.code(['城建', null, null])).toBe(30000)
    expect(categories.code([null, '', null])).toBeNull()
  })

  test('of an earlier edition mean what they became', () => {
    const categories = tree([
      { code: 20000, parent: null, level: 1, name_zh: '国土资源', successor_code: 520000 }, { code: 520000, parent: null, level: 1, name_zh: '自然资源' },
      { code: 20300, parent: 20000, level: 2, name_zh: '土地征收', successor_code: 520300 }, { code: 520300, parent: 520000, level: 2, name_zh: '土地征收' },
    ])
    expect(categories.code(['国土资源_土地征收', null, null])).toBe(520300)
    expect(categories.code(['自然资源_土地征收', null, null])).toBe(520300)
    expect(categories.code(['20300', null, null])).toBe(520300)
  })

  test('that are new and frequent become local ones, in an order that the rows do not decide', () => {
    const make = (names: string[]) => {
      const categories = tree()
      for (const name of names) times(6, () => categories.code([name, null, null]))
      const { codes } = categories.settle()
      return Object.fromEntries(codes.map(({ name, code }) => [name, code]))
    }
    const one = make(['路灯', '噪音', '城乡建设_夜市'])
    expect(one).toEqual(make(['城乡建设_夜市', '噪音', '路灯']))
    expect(one['噪音']).toBeGreaterThanOrEqual(800_000)
    // below a national name the last places are the county's own
    expect(one['城乡建设_夜市']).toBe(37_000)
  })

  test('that are rare stay with the nearest known name', () => {
    const categories = tree()
    categories.code(['城乡建设', '错别字', null])
    categories.code(['错别字', null, null])
    expect(categories.settle()).toMatchObject({ codes: [{ code: 30000, exact: false }, { code: null, exact: false }], created: [] })
  })

  test('that are more than there are places go below one common name', () => {
    const categories = tree()
    for (let n = 0; n < 60; n++) times(5, () => categories.code([`类别${n}`, null, null]))
    const { codes, created } = categories.settle()
    expect(new Set(codes.map(({ code }) => code)).size).toBe(60)
    expect(codes.every(({ code }) => code !== null && code >= 800_000 && code <= 999_999)).toBe(true)
    // the next file finds them there
    expect(tree(created).code(['类别59', null, null])).toBe(codes.at(-1)?.code)
  })
})

describe('the state of a row', () => {
  const words = {
    state: (word: string) => ({ 受理: 3, 办结: 9, 已作出处理意见: 5 })[word], isOpen: (id: number) => id < 9,
    stateOf: { registered: 1, closed: 9, opinionIssued: 5 },
  }
  test.each([
    ['受理', null, null, { id: 3, closedOn: null, opinionOn: null }, []],
    [null, true, '2024-02-01', { id: 9, closedOn: '2024-02-01', opinionOn: null }, []],
    [null, null, '2024-02-01', { id: 9, closedOn: '2024-02-01', opinionOn: null }, []],
    [null, null, null, { id: 1, closedOn: null, opinionOn: null }, []],
    [null, false, '2024-02-01', { id: 1, closedOn: null, opinionOn: null }, ['closed-date-on-open']],
    ['受理', true, '2024-02-01', { id: 3, closedOn: null, opinionOn: null }, ['state-conflict', 'closed-date-on-open']],
    ['已作出处理意见', true, '2024-02-01', { id: 5, closedOn: null, opinionOn: '2024-02-01' }, []],
    ['办结', true, null, { id: 9, closedOn: null, opinionOn: null }, ['closed-without-date']],
    ['不知道', null, null, { id: 1, closedOn: null, opinionOn: null }, ['unknown-state']],
  ])('from %s, closed %s, on %s', (word, closed, closedOn, expected, expectedFlags) => {
    const flags: string[] = []
    expect(stateOfRow(words, { word, closed, closedOn }, flags)).toEqual(expected)
    expect(flags).toEqual(expectedFlags)
  })
})
