/** The area editor's work: one area's border in parts, every step undoable, checked by the server as it changes. */
import { computed, ref, shallowRef, watch } from 'vue'
import type { LineString, MultiPolygon, Polygon } from 'geojson'
import type { AreaCheck } from '../../api/contract/area-work.ts'
import { useDebounceFn } from '@vueuse/core'
import { inDays } from '../lib/days.ts'
import { ApiProblem, fetchJson } from '../lib/fetch-json.ts'
import type { AreaCollection } from '../lib/api-types.ts'

type Shape = Polygon | MultiPolygon
type Op = 'union' | 'subtract' | 'split' | 'buffer' | 'snap' | 'repair'
export interface AreaForm { code: string, name: string, kind: string, households: string, from: string, correction: boolean }

export const partsOf = (shape: Shape): Polygon[] => shape.type === 'Polygon' ? [shape]
  : shape.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }))
const wholeOf = (parts: readonly Polygon[]): Shape | null => parts.length === 0 ? null
  : parts.length === 1 ? parts[0] ?? null : { type: 'MultiPolygon', coordinates: parts.map(({ coordinates }) => coordinates) }

export function useAreaEdit(onSaved: () => void) {
  const parts = shallowRef<readonly Polygon[]>([])
  const before = shallowRef<(readonly Polygon[])[]>([])
  const form = ref<AreaForm>({ code: '', name: '', kind: '', households: '', from: '', correction: false })
  /** the code of a known area; null for a new one */
  const known = ref<string | null>(null)
  const check = shallowRef<AreaCheck | null>(null)
  const choices = shallowRef<Polygon[] | null>(null)
  /** what a split left over; it may become an area of its own once the other part is saved */
  const rest = shallowRef<readonly Polygon[]>([])
  /** the area that a new one is split off from */
  const splitFrom = ref<string | null>(null)
  const problem = shallowRef<ApiProblem | null>(null)
  const busy = ref<'checking' | 'saving' | 'working' | null>(null)
  const saved = ref(false)
  const today = inDays(0)

  function set(next: readonly Polygon[], remember = true): void {
    if (remember) before.value = [...before.value.slice(-49), parts.value]
    parts.value = next
    choices.value = null
    saved.value = false
  }

  async function tried<T>(how: NonNullable<typeof busy.value>, work: () => Promise<T>): Promise<T | null> {
    // a check that begins and ends while a border is being saved must not offer to save it again
    if (how !== 'checking' || busy.value === null) busy.value = how
    problem.value = null
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      problem.value = error
      return null
    } finally {
      if (busy.value === how) busy.value = null
    }
  }

  let asked = 0
  const ask = useDebounceFn(async () => {
    const mine = ++asked
    const geometry = wholeOf(parts.value)
    if (!geometry) {
      check.value = null
      return
    }
    const answer = await tried('checking', () => fetchJson<AreaCheck>('/api/area-checks', {
      method: 'POST', body: { geometry, ...(form.value.code ? { code: form.value.code } : {}) },
    }))
    if (mine === asked) check.value = answer
  }, 300)
  watch([parts, () => form.value.code], () => void ask())
  /** What was said of another border must not stand beside this one, not for the moment that the check takes. */
  function forgetCheck(): void {
    asked += 1
    check.value = null
  }

  async function shape(op: Op, more: { with?: Shape | LineString, metres?: number } = {}): Promise<Polygon[] | null> {
    const geometry = wholeOf(parts.value)
    if (!geometry) return null
    const answer = await tried('working', () => fetchJson<{ parts: Shape[] }>('/api/area-shapes', {
      method: 'POST', body: { op, geometry, ...(form.value.code ? { code: form.value.code } : {}), ...more },
    }))
    return answer && answer.parts.flatMap(partsOf)
  }
  async function apply(op: Op, more: { with?: Shape | LineString, metres?: number } = {}): Promise<void> {
    const made = await shape(op, more)
    if (made) set(made)
  }

  return {
    parts, form, known, check, choices, rest, splitFrom, problem, busy, saved, today, set, apply,
    undoable: computed(() => before.value.length > 0),
    undo(): void {
      const last = before.value.at(-1)
      if (!last) return
      before.value = before.value.slice(0, -1)
      set(last, false)
    },
    open(area: AreaCollection['features'][number] | null): void {
      forgetCheck()
      before.value = []
      rest.value = []
      splitFrom.value = null
      problem.value = null
      known.value = area?.properties.code ?? null
      form.value = {
        code: area?.properties.code ?? '', name: area?.properties.name ?? '', kind: area?.properties.kind ?? '',
        households: String(area?.properties.household_count ?? ''), from: today, correction: false,
      }
      set(area ? partsOf(area.geometry) : [], false)
    },
    /** another part: what overlaps becomes one */
    add: async (part: Polygon): Promise<void> => parts.value.length === 0 ? set([part]) : await apply('union', { with: part }),
    async split(line: LineString): Promise<void> {
      const made = await shape('split', { with: line })
      if (made && made.length > 1) choices.value = made
    },
    keep(kept: readonly Polygon[]): void {
      rest.value = (choices.value ?? []).filter((part) => !kept.includes(part))
      set(kept)
    },
    /** A new area from what the split left over, of the same kind and from the same day. */
    openRest(): void {
      const [left, from, { kind, from: day }] = [rest.value, known.value, form.value]
      forgetCheck()
      before.value = []
      rest.value = []
      problem.value = null
      splitFrom.value = from
      known.value = null
      form.value = { code: '', name: '', kind, households: '', from: day, correction: false }
      set(left, false)
    },
    fromFile(shapes: readonly Shape[], name: string): void {
      set(shapes.flatMap(partsOf))
      if (name && !form.value.name) form.value.name = name.slice(0, 80)
    },
    async save(): Promise<void> {
      const { code, name, kind, households, from, correction } = form.value
      const geometry = wholeOf(parts.value)
      const answer = await tried('saving', () => fetchJson('/api/actions/save-key-area', {
        method: 'POST', body: {
          code, name, kind, geometry, ...(households === '' ? {} : { household_count: Number(households) }),
          ...(correction || !from ? {} : { valid_from: from }),
          ...(splitFrom.value && known.value === null ? { split_from: splitFrom.value } : {}),
        },
      }))
      if (answer === null) return
      known.value = code
      saved.value = true
      onSaved()
      void ask()
    },
    /** @param successor code of the area that goes on with its work; none = nothing follows */
    async retire(successor: string | null): Promise<boolean> {
      const answer = await tried('saving', () => fetchJson('/api/actions/retire-key-area', { method: 'POST', body: { code: known.value, ...(successor === null ? {} : { successor }) } }))
      if (answer !== null) onSaved()
      return answer !== null
    },
  }
}
