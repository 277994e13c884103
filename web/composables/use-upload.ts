/** One file with its key: sent again after a lost answer, it arrives once. */
import { ref, shallowRef } from 'vue'
import { dataChanged } from './use-live.ts'
import { forgetSession } from './use-session.ts'
import { ApiProblem } from '../lib/fetch-json.ts'
import { sendFile } from '../lib/send-file.ts'

export function useUpload() {
  const busy = ref(false)
  const sent = ref(0)
  const error = shallowRef<ApiProblem | null>(null)
  const keys = new Map<string, string>()

  /** True when the file was taken; otherwise `error` says why, or another one is on its way. */
  async function send(url: string, file: File): Promise<boolean> {
    if (busy.value) return false
    const intent = `${url} ${file.name} ${file.size} ${file.lastModified}`
    const key = keys.get(intent) ?? crypto.randomUUID()
    keys.set(intent, key)
    busy.value = true
    sent.value = 0
    error.value = null
    try {
      await sendFile(url, file, { key, onShare: (share) => { sent.value = share } })
      keys.delete(intent)
      dataChanged()
      return true
    } catch (problem) {
      if (!(problem instanceof ApiProblem)) throw problem
      if (problem.status >= 400 && problem.status < 500 && problem.status !== 429) keys.delete(intent)
      if (problem.status === 401) forgetSession()
      error.value = problem
      return false
    } finally {
      busy.value = false
    }
  }
  return { send, busy, sent, error }
}
