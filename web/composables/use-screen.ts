/** What fits on this screen, in rem: type grows with the screen, so pixels alone say little. */
import { computed } from 'vue'
import { useWindowSize } from '@vueuse/core'

export function useScreen() {
  const { width, height } = useWindowSize()
  const rem = computed(() => width.value && height.value ? parseFloat(getComputedStyle(document.documentElement).fontSize) : 16)
  const columns = computed(() => width.value / rem.value)
  return {
    rem,
    phone: computed(() => width.value <= 720),
    /** room for an open legend on the map */
    roomy: computed(() => columns.value >= 90),
    /** room for a third column beside list and map */
    wide: computed(() => columns.value >= 78 && width.value > 1300),
    /** command walls of 32:9: units stand beside the areas instead of behind a tab */
    ultra: computed(() => columns.value >= 120 && width.value / height.value >= 2.5),
    /** type and marks on the map against a desk's, in quarters */
    scale: computed(() => Math.max(1, Math.round(rem.value / 16 * 4) / 4)),
  }
}
