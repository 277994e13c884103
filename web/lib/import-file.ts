/** A file for the importers: sent once, asked for by its number, sent again when the server has let it go. */
import type { ImportFile } from '../../api/contract/imports.ts'
import { ApiProblem, fetchJson } from './fetch-json.ts'
import { sendFile } from './send-file.ts'

export class SentFile {
  readonly file: File
  readonly #onShare: (share: number) => void
  readonly #stop = new AbortController()
  #id: Promise<string> | null = null

  constructor(file: File, onShare: (share: number) => void = () => undefined) {
    this.file = file
    this.#onShare = onShare
  }

  /**
   * Asks an address by POST, with `file=…` added to its query. The signal breaks off the asking, not the sending: another
   * question about the same file needs it too.
   * @throws ApiProblem a refusal; AbortError
   */
  async ask<T>(url: string, signal?: AbortSignal): Promise<T> {
    const post = async (): Promise<T> => {
      const id = await this.#sent()
      return await fetchJson<T>(`${url}${url.includes('?') ? '&' : '?'}file=${id}`, { method: 'POST', ...signal ? { signal } : {} })
    }
    try {
      return await post()
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'file_gone') throw error
      this.#id = null
      return await post()
    }
  }

  /** The server need not keep it any longer. */
  drop(): void {
    this.#stop.abort()
    this.#id?.then((id) => fetchJson(`/api/import-files/${id}`, { method: 'DELETE' })).catch(() => undefined)
    this.#id = null
  }

  #sent(): Promise<string> {
    this.#id ??= sendFile<ImportFile>('/api/import-files', this.file, { signal: this.#stop.signal, onShare: this.#onShare }).then(({ file_id: id }) => id)
    const mine = this.#id
    // what did not arrive is sent anew the next time
    mine.catch(() => { if (this.#id === mine) this.#id = null })
    return mine
  }
}
