import { FileRefused } from '../refusal.ts'

/** JSON nested deeper than this breaks the database engine, and no map needs it. */
export const DEEPEST = 32
const LONGEST_FEATURE = 32 << 20

export interface JsonScanHandler {
  /** the text of one element of the root's `features` array, in order */
  feature?(text: string, ordinal: number): void
  /** the text of another member of the root object, up to 100,000 characters */
  member?(key: string, text: string): void
}

/**
 * Cuts a GeoJSON text into its features as it arrives, so that neither the text nor the tree is ever held whole.
 * It counts brackets outside of strings and leaves the grammar to JSON.parse.
 * @throws FileRefused `json-too-deep`, `json-broken`
 */
export class JsonScan {
  features = 0
  #handler: JsonScanHandler
  #depth = 0
  #inString = false
  #escaped = false
  #inFeatures = false
  #key = ''
  #lastString = ''
  /** a name of the root object that the end of a chunk cut in two */
  #stringHead = ''
  #kept: string[] = []
  #keeping = false
  #keptLength = 0
  #started = false

  constructor(handler: JsonScanHandler) {
    this.#handler = handler
  }

  write(text: string): void {
    let from = 0
    let stringFrom = 0
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i)
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false
        else if (c === 92) this.#escaped = true
        else if (c === 34) {
          this.#inString = false
          if (this.#depth === 1) this.#lastString = this.#stringHead + text.slice(stringFrom, i)
          this.#stringHead = ''
        }
        continue
      }
      if (c === 34) {
        this.#inString = true
        stringFrom = i + 1
      } else if (c === 123 || c === 91) {
        this.#depth++
        if (this.#depth > DEEPEST) throw this.#refuse('json-too-deep', `嵌套超过 ${DEEPEST} 层`, `nested deeper than ${DEEPEST}`)
        if (this.#depth === 1) this.#started = c === 123
        if (this.#depth === 2 && c === 91 && this.#key === 'features') {
          this.#inFeatures = true
          this.#keeping = false
          this.#kept = []
        } else if (this.#inFeatures && this.#depth === 3) {
          from = i
          this.#keeping = true
          this.#keptLength = 0
        }
      } else if (c === 125 || c === 93) {
        this.#depth--
        if (this.#depth < 0) throw this.#refuse('json-broken', '括号不配对', 'brackets do not match')
        if (this.#inFeatures && this.#depth === 2) {
          this.#kept.push(text.slice(from, i + 1))
          this.#keeping = false
          this.features++
          const element = this.#takeKept()
          this.#handler.feature?.(element, this.features)
        } else if (this.#inFeatures && this.#depth === 1) {
          this.#inFeatures = false
          this.#key = ''
        } else if (this.#depth === 0) this.#endMember(text, from, i)
      } else if (this.#depth === 1 && c === 58 && !this.#inFeatures) {
        this.#key = this.#lastString
        this.#keeping = true
        this.#keptLength = 0
        from = i + 1
      } else if (this.#depth === 1 && c === 44) this.#endMember(text, from, i)
    }
    if (this.#inString && this.#depth === 1) this.#stringHead = (this.#stringHead + text.slice(stringFrom)).slice(-200)
    if (!this.#keeping) return
    this.#kept.push(text.slice(from))
    this.#keptLength += text.length - from
    if (this.#keptLength > LONGEST_FEATURE) throw this.#refuse('json-broken', '单个要素超过 32 MB', 'one feature is larger than 32 MB')
  }

  end(): void {
    if (this.#depth !== 0 || this.#inString || !this.#started) throw this.#refuse('json-broken', '文件不完整', 'the file is cut short')
  }

  #endMember(text: string, from: number, to: number): void {
    if (!this.#keeping) return
    this.#kept.push(text.slice(from, to))
    this.#keeping = false
    const value = this.#takeKept()
    if (this.#key && value.length <= 100_000) this.#handler.member?.(this.#key, value)
    this.#key = ''
  }

  #takeKept(): string {
    const text = this.#kept.length === 1 ? this.#kept[0] as string : this.#kept.join('')
    this.#kept = []
    return text
  }

  #refuse(code: string, zh: string, en: string): FileRefused {
    const line = this.features + 1
    return new FileRefused(code, `GeoJSON 第 ${line} 个要素附近：${zh}。`, `GeoJSON, near feature ${line}: ${en}.`, { line })
  }
}
