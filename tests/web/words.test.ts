import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { kinds, periods, places } from '../../api/contract/filter.ts'
import { indicatorNames } from '../../api/contract/summary.ts'
import { roles } from '../../api/contract/roles.ts'
import en from '../../web/i18n/en.ts'
import zh from '../../web/i18n/zh.ts'
import { pageTitles, titleOf } from '../../web/lib/page-title.ts'
import { mapLayers } from '../../web/map/layer-files.ts'

function texts(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) => typeof value === 'string' ? [[path + key, value] as [string, string]] : texts(value as object, `${path}${key}.`))
}
const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort()

describe('the words of the interface', () => {
  const chinese = texts(zh)
  const english = new Map(texts(en))

  test('are complete in both languages, with the same numbers in them', () => {
    expect([...english.keys()].sort()).toEqual(chinese.map(([key]) => key).sort())
    for (const [key, text] of chinese) {
      const [one = '', many = one] = (english.get(key) ?? '').split(' | ')
      expect([key, placeholders(many)]).toEqual([key, placeholders(text)])
      expect([key, placeholders(text)]).toEqual([key, expect.arrayContaining(placeholders(one))])
    }
  })

  test('never call a place or a person dangerous or a risk', () => {
    expect(chinese.filter(([, text]) => /危险|风险|重点人|维稳|钉子户|刁民/.test(text))).toEqual([])
    expect([...english].filter(([, text]) => /danger|\brisk|trouble/i.test(text))).toEqual([])
  })

  test('say in English one day and not one days, wherever a number may be one', () => {
    // always several: a group has three or more, a file that asks which has two, and so on
    const several = /^(areaEdit\.file\.which|imports\.(fact|places|result)\.|response\.(andOthers|replies\.(differ|lead)|board\.meetings)|same\.|dossier\.response\.andMore|hotspots\.|places\.|mapPage\.time|security\.|tour\.)/
    const plain = [...english].filter(([key, text]) => /\{n\} (?:[a-z-]+ )?[a-z]+s\b/.test(text) && !text.includes(' | ') && !several.test(key))
    expect(plain).toEqual([])
  })

  test('name every page for the tab of the browser, and no two alike but a place and its list', () => {
    const named = Object.values(pageTitles)
    for (const key of named) expect([key, english.has(key), chinese.some(([one]) => one === key)]).toEqual([key, true, true])
    expect(named.filter((key, at) => named.indexOf(key) !== at)).toEqual(['nav.areas', 'nav.response', 'notFound.title'])
    expect([titleOf('problems'), titleOf('somewhere'), titleOf(undefined)]).toEqual(['nav.problems', null, null])
  })

  test('are all said somewhere', () => {
    const web = join(import.meta.dirname, '../../web')
    const source = readdirSync(web, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(vue|ts)$/.test(file) && !file.startsWith('i18n')).map((file) => readFileSync(join(web, file), 'utf8')).join('\n')
    // a text is named in full, or a group above it is with the rest filled in
    const filled = (key: string): boolean => key.split('.').some((_, i, parts) => i >= 2 && source.includes(`\`${parts.slice(0, i).join('.')}.\${`))
    const unsaid = chinese.filter(([key]) => !source.includes(`'${key}'`) && !source.includes(`\`${key.replace(/[^.]+$/, '${')}`) && !filled(key))
    expect(unsaid.map(([key]) => key)).toEqual([])
  })

  test('name every period, kind, place, indicator, demo account and layer that the contract or a folder adds', () => {
    for (const period of periods) expect(zh.period).toHaveProperty(period)
    for (const kind of kinds) expect(zh.kind).toHaveProperty(kind)
    for (const place of places) expect(zh.filterPlace).toHaveProperty(place)
    for (const name of indicatorNames) expect(zh.indicator).toHaveProperty(name)
    for (const role of roles) expect(zh.demoAccount).toHaveProperty(role)
    // what nobody can switch off stands in no legend
    for (const { id } of mapLayers.filter(({ id }) => !['outside', 'selection', 'backdrop'].includes(id))) expect(zh.layer).toHaveProperty(id)
  })
})
