/** A component drawn into the document of a test: with both languages, a router that knows every address, and what it told its parent. */
import { onTestFinished } from 'vitest'
import { createApp, h, nextTick, shallowReactive } from 'vue'
import type { Component, Slots } from 'vue'
import { createI18n } from 'vue-i18n'
import { createMemoryHistory, createRouter } from 'vue-router'
import en from '../../web/i18n/en.ts'
import { pluralRules } from '../../web/i18n/plural.ts'
import zh from '../../web/i18n/zh.ts'

type Props = Record<string, unknown>
export interface More {
  locale?: 'zh-CN' | 'en'
  slots?: Record<string, (given: never) => unknown>
  /** events whose words a test reads, as the template writes them */
  hears?: readonly string[]
  at?: string
  /** of the route at that address, and its form */
  name?: string
  path?: string
}

export interface Drawn {
  root: HTMLElement
  /** what was told the parent, in order: name of the event and its words */
  told: [string, ...unknown[]][]
  /** other properties than before */
  set: (props: object) => Promise<void>
  /** the one element that matches; throws where there is none */
  one: (selector: string) => HTMLElement
  all: (selector: string) => HTMLElement[]
  /** what is written there, its white space as a reader sees it */
  text: (selector?: string) => string
  texts: (selector: string) => string[]
  press: (selector: string) => Promise<void>
  key: (selector: string, key: string) => Promise<boolean>
  /** fills in a field or chooses in a list, and says so as a browser does */
  fill: (selector: string, value: string) => Promise<void>
  /** as another page takes its place */
  leave: () => void
}

const plain = (text: string | null): string => (text ?? '').replace(/\s+/g, ' ').trim()
export async function draw(component: Component, props: object = {}, { locale = 'zh-CN', slots = {}, hears = [], at = '/', name, path = '/:rest(.*)' }: More = {}): Promise<Drawn> {
  const given = shallowReactive<Props>({ ...props })
  const told: Drawn['told'] = []
  const listeners = Object.fromEntries(hears.map((name) => [
    `on${name.charAt(0).toUpperCase()}${name.slice(1)}`, (...words: unknown[]) => { told.push([name, ...words]) },
  ]))
  const app = createApp({ setup: () => () => h(component, { ...given, ...listeners }, slots as unknown as Slots) })
  app.use(createI18n({ legacy: false, locale, fallbackLocale: 'zh-CN', pluralRules, messages: { 'zh-CN': zh, en } }))
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path, component: {}, ...name === undefined ? {} : { name } }] })
  await router.push(at)
  app.use(router)
  const root = document.createElement('div')
  document.body.append(root)
  let here = true
  const leave = (): void => {
    if (!here) return
    here = false
    app.unmount()
    root.remove()
  }
  onTestFinished(leave)
  app.mount(root)
  await nextTick()

  const one = (selector: string): HTMLElement => {
    const found = root.querySelector<HTMLElement>(selector)
    if (!found) throw new Error(`nothing is drawn for ${selector}: ${root.innerHTML.slice(0, 600)}`)
    return found
  }
  const all = (selector: string): HTMLElement[] => [...root.querySelectorAll<HTMLElement>(selector)]
  return {
    root, told, one, all, leave,
    set: async (more) => {
      Object.assign(given, more)
      await nextTick()
    },
    text: (selector) => plain((selector === undefined ? root : one(selector)).textContent),
    texts: (selector) => all(selector).map(({ textContent }) => plain(textContent)),
    press: async (selector) => {
      one(selector).click()
      await nextTick()
    },
    key: async (selector, key) => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
      one(selector).dispatchEvent(event)
      await nextTick()
      return event.defaultPrevented
    },
    fill: async (selector, value) => {
      const field = one(selector) as HTMLInputElement
      field.value = value
      field.dispatchEvent(new Event('input', { bubbles: true }))
      field.dispatchEvent(new Event('change', { bubbles: true }))
      await nextTick()
    },
  }
}
