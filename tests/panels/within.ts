import { defineComponent, h } from 'vue'
import { draw } from './drawn.ts'

/** What a composable gives inside of a page. */
export async function within<T>(use: () => T): Promise<T> {
  const found: T[] = []
  await draw(defineComponent({ setup: () => {
    found.push(use())
    return () => h('p')
  } }))
  return found[0] as T
}
