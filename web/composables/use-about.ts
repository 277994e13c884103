/** What the page knows of the installation before anybody signs in; asked once per page load. */
import { shallowRef } from 'vue'
import type { About } from '../../api/contract/about.ts'
import { fetchJson } from '../lib/fetch-json.ts'

const about = shallowRef<About | null>(null)
let asked = false

export function useAbout() {
  if (!asked) {
    asked = true
    void fetchJson<About>('/api/about').then((answer) => { about.value = answer }, () => { asked = false })
  }
  return about
}
