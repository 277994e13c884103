import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Backdrop } from '../map/backdrop.ts'

/** Whose base map it is, in a few words; null for our own, or where a style names nobody. */
export function useCredit(backdrop: () => Backdrop | null | undefined) {
  const { t } = useI18n()
  return computed(() => {
    const shown = backdrop()
    const by = shown?.of === 'tianditu' ? t('base.tianditu') : shown?.style.credit
    return by ? t('base.credit', { by }) : null
  })
}
