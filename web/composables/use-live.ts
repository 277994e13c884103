/**
 * Follows the server's events: whoever counts asks again when the county's data changed. One stream for the whole page.
 */
import { computed, onScopeDispose, ref, watch } from 'vue'
import type { Ref } from 'vue'

/** rises with every change of the data; feeds watch it */
const changes = ref(0)
/** is the stream open; null before it first was */
const connected = ref<boolean | null>(null)
/** when the figures on screen were last known to be true */
const trueAt = ref(new Date())

/** A burst of events is one change. */
const gatherMs = 800
/** The browser reconnects by itself; so long a gap is told. */
const patienceMs = 8_000

let stream: EventSource | null = null
let gathering: ReturnType<typeof setTimeout> | undefined
let losing: ReturnType<typeof setTimeout> | undefined

function tell(): void {
  clearTimeout(gathering)
  gathering = setTimeout(() => {
    changes.value += 1
    trueAt.value = new Date()
  }, gatherMs)
}

function start(): void {
  if (stream) return
  const own = stream = new EventSource('/api/events')
  own.addEventListener('open', () => {
    clearTimeout(losing)
    losing = undefined
    // what happened while nobody listened is asked for
    if (connected.value === false) tell()
    connected.value = true
    trueAt.value = new Date()
  })
  own.addEventListener('change', tell)
  own.addEventListener('error', () => {
    losing ??= setTimeout(() => {
      losing = undefined
      if (own.readyState !== EventSource.OPEN) connected.value = false
    }, patienceMs)
    // refused, not interrupted: the browser gives up, we do not
    if (own.readyState === EventSource.CLOSED && stream === own) {
      stream = null
      setTimeout(() => { if (users > 0) start() }, patienceMs)
    }
  })
}
/** pages that follow; one page leaves as the next arrives */
let users = 0
function stop(): void {
  stream?.close()
  stream = null
  clearTimeout(losing)
  losing = undefined
  connected.value = null
}

/** Data changes on the server; for feeds. */
export const useChanges = (): Readonly<Ref<number>> => changes

/** What was written here is asked for at once, not when the stream tells it. */
export function dataChanged(): void {
  changes.value += 1
  // the server notices within a moment that its kept answers are old
  tell()
}

/** Opens the stream while `may` holds. */
export function useLive(may: Ref<boolean>) {
  let counted = false
  function count(now: boolean): void {
    if (now === counted) return
    counted = now
    users += now ? 1 : -1
  }
  watch(may, (now) => {
    count(now)
    if (users > 0) start()
    else stop()
  }, { immediate: true })
  onScopeDispose(() => {
    count(false)
    setTimeout(() => { if (users === 0) stop() })
  })
  return { stale: computed(() => connected.value === false), trueAt }
}
