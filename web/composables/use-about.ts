/** What the page knows of the installation before anybody signs in; asked once per page load, unless renewed. */
import { shallowRef } from 'vue'
import type { About } from '../../api/contract/about.ts'
import { fetchJson } from '../lib/fetch-json.ts'

const about = shallowRef<About | null>(null)
let asked = false

/** Asks again: the first import of units changes what there is. */
export function renewAbout(): void {
  asked = true
  void fetchJson<About>('/api/about').then((answer) => { about.value = answer }, () => { asked = false })
}

export function useAbout() {
  if (!asked) renewAbout()
  return about
}
