/** A page that is left open: it hears of changes, says when nobody tells of them any more, and asks a busy server again by itself. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { effectScope, ref, watch } from 'vue'
import type { EffectScope } from 'vue'
import { dataChanged, useChanges, useLive } from '../../web/composables/use-live.ts'
import { retryWhenBusy } from '../../web/map/patience.ts'

/** The server's end of the stream that a browser holds open. */
class Stream extends EventTarget {
  static readonly OPEN = 1
  static readonly CLOSED = 2
  static all: Stream[] = []
  readonly url: string
  readyState = 0
  constructor(url: string) {
    super()
    this.url = url
    Stream.all.push(this)
  }
  close(): void { this.readyState = Stream.CLOSED }
  opens(): void {
    this.readyState = Stream.OPEN
    this.dispatchEvent(new Event('open'))
  }
  tells(): void { this.dispatchEvent(new Event('change')) }
  breaks(state = 0): void {
    this.readyState = state
    this.dispatchEvent(new Event('error'))
  }
}

describe('a page that follows the county', () => {
  let scope: EffectScope
  const may = ref(true)
  const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date(2026, 10, 27, 9, 0) })
    vi.stubGlobal('EventSource', Stream)
    Stream.all = []
    may.value = true
    scope = effectScope()
  })
  afterEach(async () => {
    scope.stop()
    await wait(20_000)
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })
  const follow = () => scope.run(() => useLive(may)) as ReturnType<typeof useLive>
  const stream = (): Stream => Stream.all.at(-1) as Stream
  /** how often whoever counts would ask again */
  const counted = () => {
    const asks: number[] = []
    scope.run(() => { watch(useChanges(), (now) => { asks.push(now) }, { flush: 'sync' }) })
    return asks
  }

  test('asks once for a burst of events', async () => {
    follow()
    const asks = counted()
    stream().opens()
    for (let i = 0; i < 5; i += 1) {
      stream().tells()
      await wait(300)
    }
    expect(asks).toHaveLength(0)
    await wait(800)
    expect(asks).toHaveLength(1)
  })

  test('knows until when its figures are true', async () => {
    const { trueAt } = follow()
    stream().opens()
    await wait(60_000)
    stream().tells()
    await wait(800)
    expect(trueAt.value).toEqual(new Date(2026, 10, 27, 9, 1, 0, 800))
  })

  test('says after eight seconds that nobody tells of changes, and asks for what it missed when it is told again', async () => {
    const { stale } = follow()
    const asks = counted()
    stream().opens()
    stream().breaks()
    await wait(7_900)
    expect(stale.value).toBe(false)
    await wait(100)
    expect([stale.value, asks.length]).toEqual([true, 0])
    stream().opens()
    expect(stale.value).toBe(false)
    await wait(800)
    expect(asks).toHaveLength(1)
  })

  test('says nothing of a gap that the browser closed by itself, and asks nothing then', async () => {
    const { stale } = follow()
    const asks = counted()
    stream().opens()
    stream().breaks()
    await wait(3_000)
    stream().opens()
    await wait(20_000)
    expect([stale.value, asks.length, Stream.all.length]).toEqual([false, 0, 1])
  })

  test('opens a new stream where the browser gave up, as long as somebody follows', async () => {
    follow()
    stream().opens()
    stream().breaks(Stream.CLOSED)
    await wait(8_000)
    expect(Stream.all).toHaveLength(2)
    may.value = false
    await wait(0)
    stream().breaks(Stream.CLOSED)
    await wait(60_000)
    expect(Stream.all).toHaveLength(2)
  })

  test('has one stream for all who follow, and none for those who may not', async () => {
    follow()
    follow()
    expect(Stream.all.map(({ url }) => url)).toEqual(['/api/events'])
    may.value = false
    await wait(0)
    expect(stream().readyState).toBe(Stream.CLOSED)
  })

  test('keeps its stream while one page gives way to the next', async () => {
    const first = effectScope()
    first.run(() => useLive(may))
    stream().opens()
    first.stop()
    follow()
    await wait(1_000)
    expect([Stream.all.length, stream().readyState]).toEqual([1, Stream.OPEN])
  })

  test('asks at once for what was written here, and once more when the server has noticed', async () => {
    follow()
    const asks = counted()
    dataChanged()
    expect(asks).toHaveLength(1)
    await wait(800)
    expect(asks).toHaveLength(2)
  })
})

describe('a map whose server is busy', () => {
  type Listener = (event: object) => void
  /** The part of the map that waits: its sources, and that it tells of errors. */
  const map = (source: object | undefined) => {
    const held = { source, heard: [] as Listener[], refreshed: [] as string[] }
    const on = {
      on: (_event: string, hears: Listener) => { held.heard.push(hears) },
      getSource: () => held.source, refreshTiles: (id: string) => { held.refreshed.push(id) },
    }
    retryWhenBusy(on as unknown as Parameters<typeof retryWhenBusy>[0])
    return { held, fails: (status: number, sourceId: string | undefined = 'tiles') => { for (const hears of held.heard) hears({ sourceId, error: { status } }) } }
  }
  beforeEach(() => { vi.useFakeTimers() })
  afterEach(() => { vi.useRealTimers() })

  test('asks again after 2.5 seconds, each time later, four times and no more', async () => {
    const { held, fails } = map({ type: 'vector' })
    for (const after of [2_500, 5_000, 7_500, 10_000]) {
      const before = held.refreshed.length
      fails(503)
      await vi.advanceTimersByTimeAsync(after - 1)
      expect(held.refreshed).toHaveLength(before)
      await vi.advanceTimersByTimeAsync(1)
      expect(held.refreshed).toHaveLength(before + 1)
    }
    fails(429)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(held.refreshed).toHaveLength(4)
  })

  test.each([400, 401, 403, 404, 500])('takes %d for the server’s last word', async (status) => {
    const { held, fails } = map({ type: 'vector' })
    fails(status)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(held.refreshed).toEqual([])
  })

  test('asks for the same data of a source that is one file', async () => {
    const set: unknown[] = []
    const { held, fails } = map({ type: 'geojson', serialize: () => ({ data: '/api/basemap/roads.geojson' }), setData: (data: unknown) => { set.push(data) } })
    fails(503)
    await vi.advanceTimersByTimeAsync(2_500)
    expect([set, held.refreshed]).toEqual([['/api/basemap/roads.geojson'], []])
  })

  test('asks nothing of a source that has been replaced meanwhile, nor where none is named', async () => {
    const { held, fails } = map({ type: 'vector' })
    fails(503)
    held.source = { type: 'vector' }
    await vi.advanceTimersByTimeAsync(60_000)
    expect(held.refreshed).toEqual([])
    for (const hears of held.heard) hears({ error: { status: 503 } })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(held.refreshed).toEqual([])
  })
})
