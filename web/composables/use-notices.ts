/** The caller's digests: one answer for the bell of every page and for the page of notices. */
import { computed, effectScope, watch } from 'vue'
import { useIntervalFn } from '@vueuse/core'
import type { Notices } from '../../api/contract/feeds/notices.ts'
import { seesRows } from '../lib/rights.ts'
import { useFeed } from './use-feed.ts'
import type { Feed } from './use-feed.ts'
import { useSession } from './use-session.ts'

/** A digest comes once a day; five minutes later is soon enough. */
const everyMs = 300_000

let shared: Feed<Notices> | null = null

export function useNotices() {
  const { session } = useSession()
  // outlives the page that asked first
  shared ??= effectScope(true).run(() => {
    const feed = useFeed<Notices>(() => seesRows(session.value?.role) ? `/api/feeds/notices` : null)
    useIntervalFn(() => { if (document.visibilityState === 'visible' && seesRows(session.value?.role)) feed.again() }, everyMs)
    // another account on the same screen has a bell of its own
    watch(() => session.value?.user.id, (_, before) => { if (before !== undefined) feed.data.value = null })
    return feed
  }) as Feed<Notices>
  const feed = shared
  return { feed, unread: computed(() => feed.data.value?.unread ?? (seesRows(session.value?.role) ? 0 : null)) }
}
