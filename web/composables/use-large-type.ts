/** Larger letters for those who need them: remembered on this machine, for every page. */
import { watchEffect } from 'vue'
import { useLocalStorage } from '@vueuse/core'

const large = useLocalStorage('large-type', false)
watchEffect(() => { document.documentElement.toggleAttribute('data-large', large.value) })

export const useLargeType = () => large
