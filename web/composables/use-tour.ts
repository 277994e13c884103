/** Whether the tour is shown: of itself at an account's first visit, and whenever somebody asks for it. */
import { computed, ref } from 'vue'
import type { Ref } from 'vue'
import { rememberTour, useSession } from './use-session.ts'

/** `alone`: nobody is there to be shown anything, as at an unattended wall. */
export function useTour(alone: Ref<boolean>) {
  const { session } = useSession()
  const asked = ref(false)
  return {
    shown: computed(() => asked.value || session.value?.tour_seen === false && !alone.value),
    open: (): void => { asked.value = true },
    /** Gone through or skipped: both mean that it has been seen. */
    done: (): void => {
      asked.value = false
      void rememberTour()
    },
  }
}
