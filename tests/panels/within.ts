import { defineComponent, h } from 'vue'
import { draw } from './drawn.ts'
import type { More } from './drawn.ts'

/** What a composable gives inside of a page. */
export async function within<T>(use: () => T, more: More = {}): Promise<T> {
  const found: T[] = []
  await draw(defineComponent({ setup: () => {
    found.push(use())
    return () => h('p')
  } }), {}, more)
  return found[0] as T
}
