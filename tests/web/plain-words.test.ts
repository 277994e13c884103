/** The words of the interface as a township cadre reads them: Chinese in Chinese, its own punctuation, and English without a Chinese character. */
import { describe, expect, test } from 'vitest'
import en from '../../web/i18n/en.ts'
import zh from '../../web/i18n/zh.ts'

function texts(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) => typeof value === 'string' ? [[path + key, value] as [string, string]] : texts(value as object, `${path}${key}.`))
}
const bare = (text: string): string => text.replace(/\{\w+\}/g, '')

/** What has no Chinese word: formats, systems of coordinates, keys, names of authors and the letters of a formula. */
const untranslated = new Set([
  'xlsx', 'csv', 'CSV', 'UTF-8', 'GB18030', 'GeoJSON', 'shapefile', 'zip', 'KML', 'KMZ', 'GeoPackage', 'pdf', 'docx', 'jpg', 'png', 'MB', 'JSON', 'HMAC', 'http', 'https', 'WebGL', 'PostgreSQL',
  'WGS84', 'CGCS2000', 'GCJ-02', 'BD-09', 'Shift', 'Esc', 'S', 'U', 'English',
  'Getis', 'Ord', 'Wilson', 'Benjamini', 'Hochberg', 'Openshaw', 'Mann', 'Kendall', 'Kulldorff', 'Martuzzi', 'Elliott', 'Gi', 'R_m', 'S_w', 'n', 'w', 'm', 'p', 'q', 'z', 'k',
])

describe('the words of the interface', () => {
  test('have no foreign word where Chinese has one', () => {
    const foreign = texts(zh).flatMap(([key, text]) => [...bare(text).matchAll(/[A-Za-z][\w-]*/g)].map(([word]) => [key, word] as const))
    expect(foreign.filter(([, word]) => !untranslated.has(word))).toEqual([])
    // and a word that is no longer said is no longer excused
    const said = new Set(foreign.map(([, word]) => word))
    expect([...untranslated].filter((word) => !said.has(word))).toEqual([])
  })

  test('have the punctuation of Chinese beside Chinese, and end in no blank', () => {
    expect(texts(zh).filter(([, text]) => /[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(\s|$)/.test(text))).toEqual([])
    expect(texts(zh).filter(([, text]) => text !== text.trim() || text.includes('  '))).toEqual([])
  })

  test('close every bracket and every quotation mark that they open', () => {
    for (const [open, close] of ['（）', '“”', '《》', '【】'].map((pair) => [...pair])) {
      const count = (text: string, mark: string | undefined): number => text.split(mark ?? '').length - 1
      expect(texts(zh).filter(([, text]) => count(text, open) !== count(text, close))).toEqual([])
    }
    expect(texts(en).filter(([, text]) => (text.match(/\(/g) ?? []).length !== (text.match(/\)/g) ?? []).length)).toEqual([])
  })

  test('are in English all English, but for the name of the other language', () => {
    expect(texts(en).filter(([, text]) => /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/.test(text)).map(([key]) => key)).toEqual(['app.language'])
  })

  test('are said in both languages, not twice in one', () => {
    const chinese = new Map(texts(zh))
    expect(texts(en).filter(([key, text]) => chinese.get(key) === text && /[A-Za-z\u4e00-\u9fff]/.test(bare(text))).map(([key]) => key)).toEqual([])
  })

  test('have in English one and several told apart by a bar, the number in each that has one', () => {
    for (const [key, text] of texts(en).filter(([, text]) => text.includes(' | '))) {
      const forms = text.split(' | ')
      expect([key, forms.length]).toEqual([key, 2])
      expect([key, forms.every((form) => form.trim() !== '')]).toEqual([key, true])
    }
    expect(texts(zh).filter(([, text]) => text.includes(' | '))).toEqual([])
  })
})
