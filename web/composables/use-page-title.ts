/** The title of the browser's tab: what the page is about, which page it is, and the program (WCAG 2.4.2). */
import { onScopeDispose, shallowReactive, watchEffect } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute } from 'vue-router'
import { titleOf } from '../lib/page-title.ts'

/** What pages on screen are about, the latest last: the next page is there before the one before it is gone. */
const subjects = shallowReactive(new Set<() => string | undefined>())

/** Names what a page is about: a place, never a matter or what somebody asks for, since browsers keep titles. */
export function useSubject(of: () => string | undefined): void {
  subjects.add(of)
  onScopeDispose(() => { subjects.delete(of) })
}

/** For the shell alone: keeps the title. */
export function usePageTitle(): void {
  const { t } = useI18n()
  const route = useRoute()
  watchEffect(() => {
    const page = titleOf(route.name)
    document.title = [[...subjects].at(-1)?.(), page && t(page), t('app.title')].filter(Boolean).join(' · ')
  })
}
