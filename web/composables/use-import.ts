/** The wizard's work: one file from the first look to its run, sent once. */
import { computed, ref, shallowRef } from 'vue'
import type { ImportLook } from '../../api/contract/import-look.ts'
import type { ImportRun } from '../../api/contract/imports.ts'
import { ApiProblem } from '../lib/fetch-json.ts'
import { missingFields, noWishes, used, usesOf, wishQuery } from '../lib/import-query.ts'
import type { Wishes } from '../lib/import-query.ts'
import { SentFile } from '../lib/import-file.ts'
import { forgetSession } from './use-session.ts'

export function useImport(onRun: (run: ImportRun) => void) {
  const file = shallowRef<File | null>(null)
  const wishes = shallowRef<Wishes>(noWishes)
  const look = shallowRef<ImportLook | null>(null)
  const error = shallowRef<ApiProblem | null>(null)
  const busy = ref<'sending' | 'looking' | null>(null)
  const sent = ref(0)
  let running: AbortController | null = null
  let sending: SentFile | null = null

  async function send<T>(url: string): Promise<T | null> {
    if (!sending) return null
    running?.abort()
    const mine = running = new AbortController()
    busy.value = sent.value < 1 ? 'sending' : 'looking'
    error.value = null
    try {
      return await sending.ask<T>(url, mine.signal)
    } catch (problem) {
      if (running === mine && problem instanceof ApiProblem) {
        if (problem.status === 401) forgetSession()
        error.value = problem
      }
      return null
    } finally {
      if (running === mine) busy.value = null
    }
  }

  function take(chosen: File | null): void {
    running?.abort()
    sending?.drop()
    file.value = chosen
    look.value = null
    sent.value = 0
    sending = chosen && new SentFile(chosen, (share) => {
      sent.value = share
      if (busy.value) busy.value = share < 1 ? 'sending' : 'looking'
    })
  }

  async function lookAgain(): Promise<void> {
    const { kind } = wishes.value
    const answer = await send<ImportLook>(`/api/import-looks${wishQuery({ ...wishes.value, uses: null }, null, kind ? { kind } : {})}`)
    if (answer) look.value = answer
  }

  function choose(chosen: File): void {
    take(chosen)
    wishes.value = { ...noWishes, kind: wishes.value.kind }
    void lookAgain()
  }

  /** Another way of reading the file shows other columns: what was chosen for the old ones is over. */
  function wish(change: Partial<Wishes>): void {
    wishes.value = { ...wishes.value, ...change, uses: null }
    if (file.value) void lookAgain()
  }

  const uses = computed(() => wishes.value.uses ?? (look.value ? usesOf(look.value.understood.columns) : []))

  async function start(dryRun: boolean): Promise<void> {
    if (!look.value) return
    const countyName = look.value.kind === 'units' && wishes.value.countyName.trim()
    const query = wishQuery(wishes.value, look.value, { wait: '0', ...(dryRun ? { dry_run: '1' } : {}), ...(countyName ? { county_name: countyName } : {}) })
    const run = await send<ImportRun>(`/api/imports/${look.value.kind}${query}`)
    if (run) onRun(run)
  }

  return {
    file, wishes, look, error, busy, sent, uses, choose, wish, lookAgain, start,
    missing: computed(() => look.value ? missingFields(look.value, uses.value) : []),
    nameCounty: (countyName: string): void => { wishes.value = { ...wishes.value, countyName } },
    use: (column: number, field: string): void => { wishes.value = { ...wishes.value, uses: used(uses.value, column, field) } },
    reset: (): void => {
      take(null)
      error.value = null
      wishes.value = noWishes
    },
  }
}

export type Import = ReturnType<typeof useImport>
