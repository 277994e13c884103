/** The time slider's bars: the page's filter over all time, so that there is something to choose from. */
import { computed } from 'vue'
import type { Ref } from 'vue'
import type { Filter } from '../../api/contract/filter.ts'
import type { Timeline } from '../../api/contract/feeds/timeline.ts'
import { useFeed } from './use-feed.ts'
import type { Feed } from './use-feed.ts'
import { timelineUrl } from '../lib/feed-urls.ts'
import type { Summary } from '../lib/api-types.ts'
import type { Bucket } from '../lib/timeline.ts'
import type { View } from '../lib/url-state.ts'

export function useTimeline(may: Ref<boolean>, filter: Ref<Filter>, view: Ref<View>, summary: Feed<Summary>, phone: Ref<boolean>) {
  /** null = not shown: nobody asked, or a phone has no room until somebody does */
  const bucket = computed<Bucket | null>(() => {
    const { time } = view.value
    if (!may.value || time === 'off' || (time === 'auto' && phone.value)) return null
    return time === 'auto' ? 'month' : time
  })
  const feed = useFeed<Timeline>(() => bucket.value && timelineUrl(filter.value, bucket.value, true), () => summary.busy.value)
  /** the days that the server counted, rolling periods resolved; of fixed days at once */
  const period = computed(() => ({
    from: filter.value.from ?? summary.data.value?.from ?? null, to: filter.value.to ?? summary.data.value?.to ?? null,
  }))
  return { bucket, timeline: feed.data, period }
}
