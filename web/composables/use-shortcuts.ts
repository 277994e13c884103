/** Keys of the map page; silent while somebody types or a dialog is open, and with any modifier. */
import { onBeforeUnmount, onMounted } from 'vue'

export type Shortcuts = Record<'/' | 'f' | 'l' | 't' | '?' | 'Escape', () => void>

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

export function useShortcuts(keys: Shortcuts): void {
  function press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (typing(event.target) || document.querySelector('dialog[open]')) return
    const act = Object.hasOwn(keys, event.key) ? keys[event.key as keyof Shortcuts] : undefined
    if (!act) return
    event.preventDefault()
    act()
  }
  onMounted(() => { document.addEventListener('keydown', press) })
  onBeforeUnmount(() => { document.removeEventListener('keydown', press) })
}
