/** Light or dark: the user's choice, else the system's. */
import { computed, watchEffect } from 'vue'
import { useLocalStorage, usePreferredDark } from '@vueuse/core'

export type Theme = 'light' | 'dark'

const chosen = useLocalStorage<Theme | ''>('theme', '')
const systemDark = usePreferredDark()
const theme = computed<Theme>(() => chosen.value || (systemDark.value ? 'dark' : 'light'))

watchEffect(() => {
  document.documentElement.dataset['theme'] = theme.value
})

export function useTheme() {
  return { theme, toggle: (): void => { chosen.value = theme.value === 'dark' ? 'light' : 'dark' } }
}
