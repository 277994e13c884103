/** A file that brings borders into the editor: how it is read, and which of its shapes are wanted. */
import { computed, ref, shallowRef } from 'vue'
import type { Geometry, MultiPolygon, Polygon } from 'geojson'
import type { ImportLook } from '../../api/contract/import-look.ts'
import { ApiProblem } from '../lib/fetch-json.ts'
import { SentFile } from '../lib/import-file.ts'
import { noWishes, wishQuery } from '../lib/import-query.ts'

export interface FileWishes { crs: string | null, encoding: string | null }

export function useAreaFile() {
  const look = shallowRef<ImportLook | null>(null)
  const name = ref('')
  const wishes = shallowRef<FileWishes>({ crs: null, encoding: null })
  const problem = shallowRef<ApiProblem | null>(null)
  const busy = ref(false)
  /** lines of the shapes that are wanted */
  const wanted = shallowRef<readonly number[]>([])
  let sent: SentFile | null = null
  /** only the latest question counts: the answer to an earlier one may come after it */
  let turn = 0

  async function ask(): Promise<void> {
    const [mine, asked] = [sent, ++turn]
    if (!mine) return
    const late = (): boolean => mine !== sent || asked !== turn
    busy.value = true
    problem.value = null
    try {
      const answer = await mine.ask<ImportLook>(`/api/import-looks${wishQuery({ ...noWishes, ...wishes.value }, null, { kind: 'key-areas', shapes: '1' })}`)
      if (late()) return
      const first = look.value === null
      look.value = answer
      if (first) wanted.value = answer.places.length === 1 ? answer.places.map(({ line }) => line) : []
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      if (!late()) problem.value = error
    } finally {
      if (!late()) busy.value = false
    }
  }
  function close(): void {
    sent?.drop()
    sent = null
    look.value = problem.value = null
    name.value = ''
    busy.value = false
  }
  const places = computed(() => look.value?.places ?? [])
  const chosen = computed(() => places.value.filter(({ line }) => wanted.value.includes(line)))

  return {
    look, name, wishes, problem, busy, wanted, places, chosen, close,
    open(file: File): void {
      close()
      sent = new SentFile(file)
      name.value = file.name
      wishes.value = { crs: null, encoding: null }
      void ask()
    },
    /** read another way: the same shapes stay wanted */
    wish(change: Partial<FileWishes>): void {
      wishes.value = { ...wishes.value, ...change }
      void ask()
    },
    want(line: number, yes: boolean): void {
      wanted.value = yes ? [...wanted.value, line] : wanted.value.filter((one) => one !== line)
    },
    shapes: computed<(Polygon | MultiPolygon)[]>(() => chosen.value.map(({ geometry }) => geometry as Geometry)
      .filter((geometry) => geometry.type === 'Polygon' || geometry.type === 'MultiPolygon')),
  }
}

export type AreaFile = ReturnType<typeof useAreaFile>
