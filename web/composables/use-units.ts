/**
 * Where the user stands in the tree of units: the drilled unit, the way down to it, and the units below it.
 *
 * The way is found in the units feed itself, level by level, never by cutting codes: counties number as they like.
 */
import { computed, ref, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { Filter } from '../../api/contract/filter.ts'
import { useFeed } from './use-feed.ts'
import { fetchJson } from '../lib/fetch-json.ts'
import { unitsUrl } from '../lib/feed-urls.ts'
import { levelBelow, levels } from '../lib/levels.ts'
import type { Level, Session, UnitCollection, UnitProperties } from '../lib/api-types.ts'

export interface UnitStep { code: string, name: string, level: Level }

export function useUnits(session: Readonly<Ref<Session | null>>, filter: Ref<Filter>, goesFirst?: () => boolean) {
  /** one unit in scope = the tree starts there; several = it starts at their common level */
  const root = computed<UnitStep | null>(() => {
    const [first] = session.value?.scope ?? []
    return first ? { code: first.code, name: first.name, level: first.level as Level } : null
  })
  const known = shallowRef(new Map<string, UnitProperties>())
  const lost = ref(false)

  function remember(collection: UnitCollection | null): void {
    if (!collection) return
    known.value = new Map([...known.value, ...collection.features.map(({ properties }) => [properties.code, properties] as const)])
  }

  /** From below the root down to the drilled unit; null while the way is not known yet. */
  const path = computed<UnitStep[] | null>(() => {
    const steps: UnitStep[] = []
    for (let code = filter.value.unit; code !== undefined && code !== root.value?.code;) {
      const unit = known.value.get(code)
      if (!unit) return null
      steps.unshift(unit)
      code = unit.parent_code ?? undefined
    }
    return steps
  })

  // a link from elsewhere: look for the unit one level after the other
  watch([path, root], async ([way, start]) => {
    lost.value = false
    if (way || !start) return
    for (const level of levels.slice(levels.indexOf(start.level) + 1)) {
      remember(await fetchJson<UnitCollection>(unitsUrl({}, level, null)).catch(() => null))
      if (path.value) return
    }
    lost.value = true
  }, { immediate: true })

  const current = computed<UnitStep | null>(() => path.value === null ? null : path.value.at(-1) ?? root.value)
  /** the level whose units are counted; a villager group has none below, so its siblings stay */
  const level = computed<Level | null>(() => {
    const at = current.value
    return at ? levelBelow(at.level) ?? 'group' : null
  })
  const parent = computed(() => {
    const way = path.value ?? []
    return current.value?.level === 'group' ? way.at(-2) ?? root.value : current.value
  })

  const below = useFeed<UnitCollection>(() => level.value && parent.value
    ? unitsUrl(filter.value, level.value, ['county', 'group'].includes(parent.value.level) ? null : parent.value.code)
    : null, goesFirst)
  // the level above, for orientation: only from the second step on
  const above = useFeed<UnitCollection>(() => {
    const way = path.value ?? []
    const over = parent.value && way.includes(parent.value) ? way[way.indexOf(parent.value) - 1] ?? root.value : null
    return parent.value && over && parent.value.code !== root.value?.code
      ? unitsUrl({}, parent.value.level, over.level === 'county' ? null : over.code)
      : null
  })
  watch(below.data, remember)
  watch(above.data, remember)

  return { root, path, current, parent, level, below, above: above.data, lost }
}
