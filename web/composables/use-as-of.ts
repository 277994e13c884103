/** A day before today that somebody asks at; null for today. The county's day, wherever the screen stands. */
import { computed } from 'vue'
import { inDays } from '../lib/days.ts'

export const useAsOf = (asked: () => string | undefined) => computed(() => {
  const day = asked()
  return day !== undefined && day < inDays(0) ? day : null
})
