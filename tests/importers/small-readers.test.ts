/** The small parts under the readers of files: each against a plain way of doing the same. */
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { FeatureRows } from '../../api/importers/read/feature-rows.ts'
import { firstUtf8Run, gbPlausibility, isImplausible } from '../../api/importers/read/gb18030.ts'
import { countLines, lineBlocks } from '../../api/importers/read/line-blocks.ts'
import { strictEncoding, textChunks } from '../../api/importers/read/text-chunks.ts'
import { utf16Blocks } from '../../api/importers/read/utf16.ts'
import { findMerges } from '../../api/importers/read/xlsx-merges.ts'

let folder = ''
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'rg-small-')) })
afterAll(() => rm(folder, { recursive: true, force: true }))
const kept = async (name: string, bytes: string | Uint8Array): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}
const chinese = '关于东乡东村征地补偿款发放情况的答复意见，请依法处理。'

describe('bytes that could be either encoding', () => {
  const seenIn = (bytes: Uint8Array): { common: number, rare: number } => {
    const seen = { common: 0, rare: 0 }
    gbPlausibility(bytes, seen)
    return seen
  }

  it('of Chinese in UTF-8 are found in the midst of ASCII, those of GB18030 never', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 20 }), (before) => {
      expect(firstUtf8Run(Buffer.from(before + chinese))).toBe(before.length)
      expect(firstUtf8Run(iconv.encode(before + chinese, 'gb18030'))).toBe(-1)
    }))
    expect(firstUtf8Run(Buffer.from('plain'))).toBe(-1)
    // three characters may be chance, four are none
    expect([firstUtf8Run(Buffer.from('征地补')), firstUtf8Run(Buffer.from('征地补偿'))]).toEqual([-1, 0])
  })

  it('that are Chinese in GB18030 are common ones, also with letters and rare characters of four bytes among them', () => {
    expect(seenIn(iconv.encode(`A1,${chinese}㐀`, 'gb18030'))).toEqual({ common: [...chinese].length, rare: 0 })
    expect(isImplausible(seenIn(iconv.encode(chinese.repeat(50), 'gb18030')))).toBe(false)
  })

  it('of Big5 are called implausible as GB18030, but not a handful of them', () => {
    expect(isImplausible(seenIn(iconv.encode('關於東鄉徵地補償款發放情況的答覆意見，請依法處理。'.repeat(4), 'big5')))).toBe(true)
    expect([[0, 10], [0, 11], [33, 11]].map(([common = 0, rare = 0]) => isImplausible({ common, rare }))).toEqual([false, true, false])
  })
})

describe('lines of a file', () => {
  it('come whole, in order, with the number of the first, however long the file', async () => {
    const lines = Array.from({ length: 60_000 }, (_, n) => `${n},${chinese.slice(0, n % 20)}`)
    const path = await kept('lines.csv', `\uFEFF${lines.join('\n')}`)
    const found: string[] = []
    let blocks = 0
    for (const { bytes, firstLine, end } of lineBlocks(path, 3)) {
      expect(firstLine).toBe(found.length + 1)
      expect(end).toBeGreaterThan(0)
      found.push(...bytes.toString('utf8').replace(/\n$/, '').split('\n'))
      blocks += 1
    }
    expect(blocks).toBeGreaterThan(1)
    expect(found).toEqual(lines)
  })

  it('of an empty file are none', async () => {
    expect([...lineBlocks(await kept('empty.csv', ''))]).toEqual([])
  })

  it('are counted by their ends', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '征', '\r') }), (text) => {
      expect(countLines(Buffer.from(text))).toBe(text.split('\n').length - 1)
    }))
  })

  it('of a UTF-16 file are whole too, in both byte orders', async () => {
    const lines = Array.from({ length: 40_000 }, (_, n) => `${n}\t${chinese}`)
    for (const [name, encoded] of [['utf-16le', 'utf16-le'], ['utf-16be', 'utf16-be']] as const) {
      const path = await kept(`${name}.txt`, iconv.encode(lines.join('\n'), encoded, { addBOM: true }))
      const found: string[] = []
      for (const { text, firstLine } of utf16Blocks(path, name, 2)) {
        expect(firstLine).toBe(found.length + 1)
        found.push(...text.replace(/\n$/, '').split('\n'))
      }
      expect(found).toEqual(lines)
    }
  })

  it('of UTF-16 with half a character are refused behind the line before it', async () => {
    const broken = Buffer.concat([iconv.encode('a\nb\n', 'utf16-le'), Buffer.from([0x00, 0xd8, 0x41, 0x00])])
    const path = await kept('broken.txt', broken)
    expect(() => [...utf16Blocks(path, 'utf-16le', 0)]).toThrow(/UTF-16/)
  })
})

describe('an encoding', () => {
  it('is the first that decodes every byte', async () => {
    const path = await kept('gb.geojson', iconv.encode(chinese, 'gb18030'))
    expect(strictEncoding(path, ['utf-8', 'gb18030'])).toBe('gb18030')
    expect([...textChunks(path, 'gb18030')].map(({ text }) => text).join('')).toBe(chinese)
    expect(() => strictEncoding(path, ['utf-8'])).toThrow(/不是有效的 utf-8/)
  })

  it('is asked of a character that lies across two pieces of the file', async () => {
    const text = `${'a'.repeat((1 << 20) - 1)}征${'b'.repeat(10)}`
    const path = await kept('across.json', text)
    const pieces = [...textChunks(path, 'utf-8')]
    expect(pieces).toHaveLength(2)
    expect(pieces.map((piece) => piece.text).join('') === text).toBe(true)
    expect(pieces.at(-1)?.end).toBe(Buffer.byteLength(text))
  })
})

describe('merged cells', () => {
  const list = '<mergeCells count="2"><mergeCell ref="A1:E1"/><mergeCell ref="AA10:AB12"/></mergeCells>'
  const wanted = [{ top: 1, bottom: 1, left: 0, right: 4 }, { top: 10, bottom: 12, left: 26, right: 27 }]

  it('are found behind the rows, wherever the pieces of the sheet are cut', async () => {
    const sheet = `<sheetData>${'<row/>'.repeat(30)}</sheetData>${list}`
    async function* cut(at: number, size: number): AsyncGenerator<Buffer> {
      yield Buffer.from(sheet.slice(0, at))
      for (let from = at; from < sheet.length; from += size) yield Buffer.from(sheet.slice(from, from + size))
    }
    await fc.assert(fc.asyncProperty(fc.nat(sheet.length), fc.integer({ min: 1, max: 60 }), async (at, size) => {
      expect(await findMerges(cut(at, size))).toEqual(wanted)
    }))
  })

  it('may be none', async () => {
    async function* sheet(): AsyncGenerator<Buffer> { yield Buffer.from('<sheetData><row/></sheetData>') }
    expect(await findMerges(sheet())).toEqual([])
  })
})

describe('properties of features', () => {
  const feature = (properties: Record<string, unknown> | null) => ({ type: 'Feature' as const, geometry: null, properties })

  it('become cells beside the columns of the first features; a later name is reported once', () => {
    const rows = new FeatureRows()
    rows.learn(feature({ code: 'K1', name: '片区' }))
    rows.learn(feature({ name: '片区', tags: [] }))
    expect(rows.columns).toEqual(['code', 'name', 'tags'])
    expect(rows.cells(feature({ tags: ['征地', 2], code: null, late: 1, name: { zh: '片区' } }))).toEqual([null, '{"zh":"片区"}', '征地、2'])
    expect(rows.cells(feature(null))).toEqual([null, null, null])
    expect(rows.warnings().map(({ code, zh }) => [code, zh.includes('late')])).toEqual([['late-columns', true]])
  })

  test('without a late name nothing is reported', () => {
    expect(new FeatureRows().warnings()).toEqual([])
  })
})
