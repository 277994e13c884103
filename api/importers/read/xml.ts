import { FileRefused } from '../refusal.ts'

/** What a walk over XML reports. Names come without their prefix; `tag` is the raw text between `<` and `>`. */
export interface XmlHandler {
  open(name: string, tag: string): void
  close(name: string): void
  text(text: string): void
}

const DEEPEST = 64
/** longest text or tag held while waiting for its end */
const LONGEST = 4 << 20

/**
 * A forward walk over XML as it arrives, for sheets too large to hold as a tree.
 * There is no entity table and no DOCTYPE, so there is nothing to expand or to fetch.
 * @throws FileRefused `xml-doctype`, `xml-broken`
 */
export class XmlWalk {
  #rest = ''
  #depth = 0
  #handler: XmlHandler

  constructor(handler: XmlHandler) {
    this.#handler = handler
  }

  write(chunk: string): void {
    const xml = this.#rest === '' ? chunk : this.#rest + chunk
    let at = 0
    for (;;) {
      const from = xml.indexOf('<', at)
      if (from < 0) break
      const end = markupEnd(xml, from)
      if (end < 0) break
      if (from > at) this.#handler.text(unescapeXml(xml.slice(at, from)))
      this.#markup(xml, from, end)
      at = end
    }
    this.#rest = xml.slice(at)
    if (this.#rest.length > LONGEST) throw brokenXml('4 MB')
  }

  end(): void {
    if (this.#depth !== 0 || this.#rest.includes('<')) throw brokenXml('unfinished')
  }

  #markup(xml: string, from: number, end: number): void {
    const second = xml[from + 1]
    if (second === '?') return
    if (second === '!') {
      if (xml.startsWith('<![CDATA[', from)) this.#handler.text(xml.slice(from + 9, end - 3))
      else if (!xml.startsWith('<!--', from)) throw doctype()
      return
    }
    if (second === '/') {
      this.#depth--
      this.#handler.close(localName(xml, from + 2))
      return
    }
    const name = localName(xml, from + 1)
    if (xml[end - 2] === '/') {
      this.#handler.open(name, xml.slice(from + 1, end - 2))
      this.#handler.close(name)
      return
    }
    if (++this.#depth > DEEPEST) throw brokenXml(`${DEEPEST} levels`)
    this.#handler.open(name, xml.slice(from + 1, end - 1))
  }
}

/** Walks a stream of UTF-8 bytes to its end. */
export async function walkXml(chunks: AsyncIterable<Buffer>, handler: XmlHandler): Promise<void> {
  for await (const _ of walkXmlSteps(chunks, handler)) continue
}

/** The same, pausing after each chunk so that the caller can hand on what has gathered. */
export async function* walkXmlSteps(chunks: AsyncIterable<Buffer>, handler: XmlHandler): AsyncGenerator<number> {
  const walk = new XmlWalk(handler)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let bytes = 0
  for await (const chunk of chunks) {
    try {
      walk.write(decoder.decode(chunk, { stream: true }))
    } catch (error) {
      throw error instanceof TypeError ? brokenXml('UTF-8') : error
    }
    bytes += chunk.length
    yield bytes
  }
  walk.end()
}

/** Value of an attribute in a raw tag; undefined when absent. A prefix of the name is ignored (`r:id` answers to `id`). */
export function attribute(tag: string, name: string): string | undefined {
  for (let at = tag.indexOf(`${name}=`); at > 0; at = tag.indexOf(`${name}=`, at + 1)) {
    const before = tag[at - 1] as string
    if (!/[\s:]/.test(before)) continue
    const quote = tag[at + name.length + 1] as string
    const stop = tag.indexOf(quote, at + name.length + 2)
    return unescapeXml(tag.slice(at + name.length + 2, stop))
  }
  return undefined
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{1,8}));/gi, (_all, hex?: string, dec?: string, name?: string) => {
    if (name) {
      const character = NAMED[name]
      if (character === undefined) throw brokenXml(`&${name};`)
      return character
    }
    const code = hex ? parseInt(hex, 16) : Number(dec)
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
  })
}

function localName(xml: string, from: number): string {
  let start = from
  let to = from
  for (; to < xml.length; to++) {
    const c = xml.charCodeAt(to)
    if (c <= 32 || c === 47 || c === 62) break
    if (c === 58) start = to + 1
  }
  return xml.slice(start, to)
}

/** Position after the markup that begins at `from`; -1 when it has not arrived whole. */
function markupEnd(xml: string, from: number): number {
  const special = xml.startsWith('<!--', from) ? '-->' : xml.startsWith('<![CDATA[', from) ? ']]>' : undefined
  if (special) {
    const at = xml.indexOf(special, from + 4)
    return at < 0 ? -1 : at + special.length
  }
  if (xml.length - from < 9 && xml[from + 1] === '!') return -1
  // a `>` inside an attribute's quotes ends nothing
  let quote = 0
  for (let at = from + 1; at < xml.length; at++) {
    const c = xml.charCodeAt(at)
    if (quote !== 0) {
      if (c === quote) quote = 0
    } else if (c === 34 || c === 39) quote = c
    else if (c === 62) return at + 1
  }
  return -1
}

export function doctype(): FileRefused {
  return new FileRefused('xml-doctype', '文件含 DOCTYPE 声明（可能引用外部实体），已拒绝。请用原软件另存后再导入。',
    'The file has a DOCTYPE (it could pull in external entities) and is refused. Save it again from its program.')
}

function brokenXml(what: string): FileRefused {
  return new FileRefused('xml-broken', `文件内的 XML 不完整或不合规（${what}）。`,
    `The XML in the file is incomplete or malformed (${what}).`)
}
