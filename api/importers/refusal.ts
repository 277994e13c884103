/**
 * A file that cannot be read at all. `code` is stable; the texts name the line and what would be right.
 * It travels from the reader child to the caller as plain data.
 */
export class FileRefused extends Error {
  readonly code: string
  readonly zh: string
  readonly en: string
  /** 1-based line, row or feature */
  readonly line: number | undefined
  /** command-line option or API parameter that would answer the question, e.g. `encoding` */
  readonly parameter: string | undefined

  constructor(code: string, zh: string, en: string, at: { line?: number; parameter?: string } = {}) {
    super(`${zh} / ${en}`)
    this.name = 'FileRefused'
    this.code = code
    this.zh = zh
    this.en = en
    this.line = at.line
    this.parameter = at.parameter
  }

  toData() {
    return { code: this.code, zh: this.zh, en: this.en, line: this.line, parameter: this.parameter }
  }

  static fromData(data: ReturnType<FileRefused['toData']>): FileRefused {
    return new FileRefused(data.code, data.zh, data.en, { line: data.line, parameter: data.parameter })
  }
}
