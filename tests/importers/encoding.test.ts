import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { openCsv } from '../../api/importers/read/csv.ts'
import { detectEncoding } from '../../api/importers/read/encoding.ts'
import { cells, file, refusal } from './files.ts'

const LINE = '信访件编号,问题属地,概况\n'
const rowsOfFile = async (bytes: Buffer, asked?: string) => (await cells(openCsv(file(bytes), asked))).rows

describe('the encoding of a text file', () => {
  it('is UTF-8 with or without a byte-order mark, and the mark is no part of the first header', async () => {
    const text = LINE + 'A1,大河村,征地补偿\n'
    for (const bytes of [Buffer.from(text), Buffer.from('\ufeff' + text)]) {
      expect(detectEncoding(file(bytes)).name).toBe('utf-8')
      expect((await rowsOfFile(bytes))[0]).toEqual(['信访件编号', '问题属地', '概况'])
    }
  })

  it('is GB18030 when it is not UTF-8, four-byte characters included', async () => {
    const text = LINE + 'A1,𠮷野村㐀家坝,反映㑇姓村民房屋拆迁补偿\n'
    const bytes = iconv.encode(text, 'gb18030')
    expect(bytes.length).toBeGreaterThan(iconv.encode(text, 'gbk').length)
    expect(detectEncoding(file(bytes)).name).toBe('gb18030')
    expect((await rowsOfFile(bytes))[1]).toEqual(['A1', '𠮷野村㐀家坝', '反映㑇姓村民房屋拆迁补偿'])
  })

  it('is UTF-16 only with its mark, and a file full of NUL bytes without one is asked about', async () => {
    const body = iconv.encode(LINE + 'A1,大河村,房屋\n', 'utf-16le')
    const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), body])
    expect((await rowsOfFile(marked))[1]).toEqual(['A1', '大河村', '房屋'])
    expect((await refusal(() => openCsv(file(Buffer.from('A1,\0\0,x\n'))))).code).toBe('binary-file')
    expect((await rowsOfFile(body, 'utf-16le'))[1]).toEqual(['A1', '大河村', '房屋'])
  })

  it('is refused with the line of the one bad byte, however late it comes', async () => {
    const lines = Array.from({ length: 60_000 }, (_, i) => `A${i},大河村,征地补偿款未到位\n`)
    const bytes = Buffer.from(LINE + lines.join(''))
    bytes[bytes.length - 20] = 0xff
    const refused = await refusal(() => openCsv(file(bytes)))
    expect(refused.code).toMatch(/encoding-(unknown|mixed)/)
    expect(refused.parameter).toBe('encoding')
    expect(refused.line).toBe(60_001)
  })

  it('is refused when one line of a GB18030 file is UTF-8: the decoder alone would take it and return nonsense', async () => {
    const gb = iconv.encode(LINE + 'A1,大河村,房屋拆迁\n'.repeat(50), 'gb18030')
    const mixed = Buffer.concat([gb, Buffer.from('A52,大河村边,反映征地补偿款未到位\n')])
    expect(new TextDecoder('gb18030', { fatal: true }).decode(mixed)).not.toContain('征地补偿')
    const refused = await refusal(() => openCsv(file(mixed)))
    expect(refused.code).toBe('encoding-mixed')
    expect(refused.line).toBe(52)
  })

  it('is asked about when GB18030 would give mostly rare characters, as for Big5', async () => {
    const big5 = iconv.encode('編號,地點,內容\n' + 'A1,臺南市永康區,噪音舉發妨害安寧環境髒亂\n'.repeat(5), 'big5')
    expect((await refusal(() => openCsv(file(big5)))).code).toMatch(/encoding-(doubtful|unknown)/)
  })

  it('named by the user is checked as strictly', async () => {
    const refused = await refusal(() => openCsv(file(Buffer.concat([Buffer.from('a,b\n1,'), Buffer.from([0xc3, 0x28]), Buffer.from('\n')])), 'utf-8'))
    expect([refused.code, refused.line]).toEqual(['encoding-broken', 2])
    expect((await refusal(() => openCsv(file('a,b\n'), 'latin-9'))).code).toBe('encoding-unknown-name')
  })

  it('never changes a text that was encoded rightly', async () => {
    const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code))
    const cell = fc.oneof(fc.array(han, { maxLength: 12 }).map((parts) => parts.join('')), fc.stringMatching(/^[a-z0-9 ]{0,8}$/))
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), fc.constantFrom('utf-8', 'gb18030', 'utf-16le'), async (rows, encoding) => {
      const text = rows.map((row) => row.join(',')).join('\n') + '\n'
      const read = await rowsOfFile(iconv.encode(text, encoding), encoding)
      expect(read).toEqual(rows.map((row) => [...row]))
    }), { numRuns: 150 })
  })

  it('is either the whole text or a refusal, whatever byte is overwritten', async () => {
    const text = LINE + 'A1,大河村,征地补偿款未到位\n'.repeat(20)
    const good = Buffer.from(text)
    await fc.assert(fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 0x80, max: 0xff }), async (at, byte) => {
      const bytes = Buffer.from(good)
      bytes[at] = byte
      let read: string
      try {
        read = (await rowsOfFile(bytes)).map((row) => row.join(',')).join('\n') + '\n'
      } catch {
        return
      }
      expect(Buffer.from(read).equals(bytes)).toBe(true)
    }), { numRuns: 200 })
  })
})
