/** One matter by its number: its clocks, its row in the list, its petitions. */
import { computed } from 'vue'
import type { Ref } from 'vue'
import { useFeed } from './use-feed.ts'
import type { MatterRow, PetitionRow, Rows } from '../lib/api-types.ts'
import type { MatterClocks } from '../../api/contract/feeds/matter-clocks.ts'

export function useMatter(no: Ref<string>) {
  const number = computed(() => encodeURIComponent(no.value))
  const clocks = useFeed<{ rows: MatterClocks[], as_of: string }>(() => `/api/feeds/matter-clocks?matter=${number.value}`)
  // the list's search finds a number too, and others that contain it
  const list = useFeed<Rows<MatterRow>>(() => no.value.length > 60 ? null : `/api/feeds/matters?q=${number.value}&limit=100`)
  const petitions = useFeed<Rows<PetitionRow>>(() => no.value.length > 60 ? null : `/api/feeds/petitions?q=${number.value}&limit=100`)
  const parts = [clocks, list, petitions]
  return {
    clocks: computed(() => clocks.data.value?.rows[0] ?? null),
    matter: computed(() => list.data.value?.rows.find((row) => row.matter_no === no.value) ?? null),
    petitions: computed(() => (petitions.data.value?.rows ?? []).filter((row) => row.matter_no === no.value)),
    asOf: computed(() => clocks.data.value?.as_of ?? ''),
    busy: clocks.busy,
    // a page with one part missing would look like a matter without petitions
    error: computed(() => parts.find(({ error }) => error.value !== null)?.error.value ?? null),
    lost: computed(() => clocks.data.value?.rows.length === 0),
    again: () => { for (const part of parts) if (part.error.value !== null) part.again() },
  }
}
