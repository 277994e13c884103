/** Printing in light colours, whatever the screen shows; the theme comes back afterwards. */
import { useEventListener } from '@vueuse/core'

export function usePrint(): () => void {
  const root = document.documentElement
  let before: string | undefined
  useEventListener(window, 'beforeprint', () => {
    before = root.dataset['theme']
    root.dataset['theme'] = 'light'
  })
  useEventListener(window, 'afterprint', () => {
    if (before !== undefined) root.dataset['theme'] = before
  })
  return () => window.print()
}
