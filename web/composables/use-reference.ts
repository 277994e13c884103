/** Words of the codes, from the reference feed, asked for once per session. */
import { computed } from 'vue'
import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFeed } from './use-feed.ts'
import type { ReferenceRow } from '../lib/api-types.ts'

export function useReference(may: Ref<boolean>) {
  const { locale } = useI18n()
  const { data } = useFeed<{ rows: ReferenceRow[] }>(() => may.value ? '/api/feeds/reference' : null)
  const inOrder = computed(() => [...data.value?.rows ?? []].sort((a, b) => a.sort - b.sort || (a.code < b.code ? -1 : 1)))

  /** Code and name of a table's rows, in the table's order. */
  const options = (table: string): { code: string, name: string, parent: string | null }[] => inOrder.value
    .filter((row) => row.table === table)
    .map((row) => ({ code: row.code, name: locale.value === 'en' ? row.name_en ?? row.name_zh : row.name_zh, parent: row.parent ?? null }))
  const names = computed(() => new Map(inOrder.value.map((row) =>
    [`${row.table}:${row.code}`, locale.value === 'en' ? row.name_en ?? row.name_zh : row.name_zh] as const)))
  /** The name of a code; the code itself while it is not known. */
  const nameOf = (table: string, code: string): string => names.value.get(`${table}:${code}`) ?? code

  return { options, nameOf }
}

/** `inWords(table, code, name)`: the name that a list carries in Chinese; for a reader of English that of the code, where there is one. */
export function useInWords() {
  const { locale } = useI18n()
  const { nameOf } = useReference(computed(() => locale.value === 'en'))
  return (table: string, code: string | null, name: string | null): string => {
    const english = locale.value === 'en' && code !== null ? nameOf(table, code) : code
    return english === code ? name ?? '' : english ?? ''
  }
}

export type Reference = ReturnType<typeof useReference>
