/** One file to an address of the API, as multipart. `fetch` does not tell how much of a body was sent; this does. */
import { ApiProblem } from './fetch-json.ts'

export interface Sending {
  onShare?: (share: number) => void
  signal?: AbortSignal
  /** of an intent that is sent again after a lost answer; otherwise every sending is one of its own */
  key?: string
}

/** @throws ApiProblem a refusal, or status 0 when the network did not answer; the signal's `AbortError` */
export function sendFile<T>(url: string, file: File, { onShare, signal, key = crypto.randomUUID() }: Sending = {}): Promise<T> {
  const form = new FormData()
  form.append('file', file)
  const request = new XMLHttpRequest()
  return new Promise((resolve, reject) => {
    request.open('POST', url)
    request.responseType = 'json'
    request.setRequestHeader('accept', 'application/json, application/problem+json')
    request.setRequestHeader('x-requested-with', 'fetch')
    request.setRequestHeader('idempotency-key', key)
    request.upload.addEventListener('progress', ({ loaded, total }) => onShare?.(total > 0 ? loaded / total : 0))
    request.addEventListener('load', () => {
      const { status, response } = request
      if (status >= 200 && status < 300) resolve(response as T)
      else reject(new ApiProblem(status, (response ?? {}) as Record<string, unknown>, Number(request.getResponseHeader('retry-after')) || undefined))
    })
    request.addEventListener('error', () => reject(new ApiProblem(0, {})))
    request.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(form)
  })
}
