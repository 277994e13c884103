/** What is sent to the embedded engine as bytes, and who hears what in one process. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Bus, checkPayload } from '../../api/db/bus.ts'
import { copyMessages, copyStatement, linePieces } from '../../api/db/copy-messages.ts'
import { mostPayloadBytes } from '../../api/db/engine-settings.ts'

/** Messages of PostgreSQL's protocol: a letter, a length that counts itself, the body. */
function messages(bytes: Uint8Array): [tag: string, body: string][] {
  const found: [string, string][] = []
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  for (let at = 0; at < bytes.length;) {
    const length = view.getInt32(at + 1)
    found.push([String.fromCharCode(bytes[at] ?? 0), Buffer.from(bytes.subarray(at + 5, at + 1 + length)).toString('utf8')])
    at += 1 + length
  }
  return found
}

describe('rows for the embedded engine', () => {
  it('are a query, all lines in one piece, and an end', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (sql, lines) => {
      expect(messages(copyMessages(sql, Buffer.from(lines)))).toEqual([['Q', `${sql}\0`], ['d', lines], ['c', '']])
    }))
  })

  it('name their table and columns so that no name is read as anything else', () => {
    expect(copyStatement('public.import_stage', ['line', 'a"b'])).toBe('copy "public"."import_stage" ("line", "a""b") from stdin')
  })

  it('come in pieces that hold whole lines and nothing else, in order', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', '征', ' '), maxLength: 12 }).map((text) => `${text}\n`)
    await fc.assert(fc.asyncProperty(fc.array(line, { maxLength: 30 }), fc.integer({ min: 1, max: 40 }), async (lines, size) => {
      const pieces: string[] = []
      for await (const piece of linePieces(lines, size)) pieces.push(piece.toString('utf8'))
      expect(pieces.join('')).toBe(lines.join(''))
      for (const piece of pieces) expect(piece.endsWith('\n')).toBe(true)
      // a piece is closed by the line with which it is full
      for (const piece of pieces.slice(0, -1)) expect(piece.length >= size && piece.slice(0, -1).lastIndexOf('\n') + 1 < size).toBe(true)
    }))
  })

  it('without an end of line are refused: the next row would be joined to them', async () => {
    await expect((async () => { for await (const _ of linePieces(['a\n', 'b'])) continue })()).rejects.toThrow('每一行须以换行结束')
  })
})

describe('listeners', () => {
  const told: string[] = []
  const bus = (): Bus => new Bus({ info: () => undefined, warn: () => undefined, error: (text: string) => { told.push(text) } } as never)
  const turn = (): Promise<void> => new Promise((resolve) => { setImmediate(() => setImmediate(resolve)) })

  it('hear their own channel, also when one among them breaks, and nothing after they have left', async () => {
    const [one, heard] = [bus(), [] as string[]]
    one.add('outbox', () => { throw new Error('a fault of one') })
    const leave = one.add('outbox', (payload) => heard.push(`a ${payload}`))
    one.add('other', (payload) => heard.push(`b ${payload}`))
    one.tell('outbox', '1')
    // a deed does not wait for those who hear of it
    expect(heard).toEqual([])
    await turn()
    leave()
    one.tell('outbox', '2')
    one.tell('nobody', '3')
    await turn()
    expect(heard).toEqual(['a 1'])
    expect(told.filter((text) => text.includes('a fault of one'))).toHaveLength(2)
  })

  it('may be one function twice; the last to leave closes the channel', () => {
    const one = bus()
    const listener = (): void => undefined
    const [first, second] = [one.add('outbox', listener), one.add('outbox', listener)]
    expect(one.channels).toEqual(['outbox'])
    expect([first(), second(), one.channels]).toEqual([false, true, []])
  })

  it('are told no more than a server would carry, counted in bytes', () => {
    expect(() => checkPayload('a'.repeat(mostPayloadBytes))).not.toThrow()
    expect(() => checkPayload('征'.repeat(Math.ceil(mostPayloadBytes / 3) + 1))).toThrow(/通知内容过长/)
  })
})
