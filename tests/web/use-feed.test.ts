import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { effectScope, nextTick, ref, watch } from 'vue'
import { useFeed } from '../../web/composables/use-feed.ts'
import type { Feed } from '../../web/composables/use-feed.ts'

/** answers held back until the test lets them go, by path */
const held = new Map<string, ServerResponse>()
const asked: string[] = []
let refusals = 0
const server = createServer((request, reply) => {
  const path = request.url ?? ''
  asked.push(path)
  if (path.startsWith('/held')) held.set(path, reply)
  else if (path === '/refused') reply.writeHead(400, { 'content-type': 'application/json' }).end('{"detail":"参数不对"}')
  else if (path === '/busy' && refusals-- > 0) reply.writeHead(503, { 'retry-after': '1' }).end('{}')
  else reply.end(JSON.stringify({ path }))
})
let base = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
const scope = effectScope()
afterAll(() => {
  scope.stop()
  server.closeAllConnections()
  server.close()
})
afterEach(() => held.clear())

function feedOf(first: string | null) {
  const path = ref<string | null>(first)
  const feed = scope.run(() => useFeed<{ path: string }>(() => path.value && base + path.value)) as Feed<{ path: string }>
  return { path, feed }
}
const arrives = (path: string) => expect.poll(() => held.get(path), { timeout: 5_000 }).toBeDefined()

test('the last good answer stays while the next one is on its way', async () => {
  const { path, feed } = feedOf('/a')
  await expect.poll(() => feed.data.value?.path).toBe('/a')
  path.value = '/held/b'
  await arrives('/held/b')
  expect([feed.data.value?.path, feed.busy.value]).toEqual(['/a', true])
  held.get('/held/b')?.end('{"path":"/held/b"}')
  await expect.poll(() => feed.data.value?.path).toBe('/held/b')
  expect(feed.busy.value).toBe(false)
})

test('an answer that comes late for an older address changes nothing', async () => {
  const { path, feed } = feedOf('/held/old')
  await arrives('/held/old')
  path.value = '/new'
  await expect.poll(() => feed.data.value?.path).toBe('/new')
  held.get('/held/old')?.end('{"path":"/held/old"}')
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(feed.data.value?.path).toBe('/new')
})

test('figures of another filter do not stand under a filter that was refused', async () => {
  const { path, feed } = feedOf('/a')
  await expect.poll(() => feed.data.value?.path).toBe('/a')
  path.value = '/refused'
  await expect.poll(() => feed.error.value?.status).toBe(400)
  expect([feed.data.value, feed.error.value?.message, feed.busy.value]).toEqual([null, '参数不对', false])
})

test('a busy server is asked again by itself', async () => {
  refusals = 1
  const { feed } = feedOf('/busy')
  await expect.poll(() => feed.error.value?.status).toBe(503)
  await expect.poll(() => feed.data.value?.path, { timeout: 5_000 }).toBe('/busy')
  expect(feed.error.value).toBeNull()
})

test('no address asks nothing and shows nothing', async () => {
  const { path, feed } = feedOf('/a')
  await expect.poll(() => feed.data.value?.path).toBe('/a')
  path.value = null
  await nextTick()
  expect([feed.data.value, feed.error.value, feed.busy.value]).toEqual([null, null, false])
})

/** A feed that lets another one go first, after both have answered once. */
async function inTurn() {
  const path = ref('/1')
  const [first, second] = scope.run(() => {
    const before = useFeed<{ path: string }>(() => `${base}/held${path.value}`)
    return [before, useFeed<{ path: string }>(() => `${base}/second${path.value}`, () => before.busy.value)] as const
  }) as readonly [Feed<{ path: string }>, Feed<{ path: string }>]
  await arrives('/held/1')
  held.get('/held/1')?.end('{"path":"first"}')
  await expect.poll(() => [first.busy.value, second.data.value?.path]).toEqual([false, '/second/1'])
  return { path, first, second }
}

test('what lets the figures go first asks as soon as they are there, and is busy meanwhile', async () => {
  const { path, second } = await inTurn()
  path.value = '/2'
  await nextTick()
  expect([second.busy.value, second.data.value?.path]).toEqual([true, '/second/1'])
  await arrives('/held/2')
  expect(second.data.value?.path).toBe('/second/1')
  held.get('/held/2')?.end('{"path":"first"}')
  await expect.poll(() => second.data.value?.path).toBe('/second/2')
})

test('figures that take long keep nobody waiting for them', async () => {
  const { path, first, second } = await inTurn()
  path.value = '/3'
  await expect.poll(() => second.data.value?.path, { timeout: 5_000 }).toBe('/second/3')
  expect(first.busy.value).toBe(true)
})

test('who clicks on at once is not followed: what lies between is asked by the figures alone', async () => {
  const { path, first, second } = await inTurn()
  asked.length = 0
  for (const next of ['/6', '/7']) {
    path.value = next
    await arrives(`/held${next}`)
    held.get(`/held${next}`)?.end('{"path":"first"}')
    await new Promise<void>((answered) => {
      const stop = watch(first.busy, (busy) => {
        if (busy) return
        stop()
        answered()
      }, { flush: 'sync' })
    })
  }
  await expect.poll(() => second.data.value?.path).toBe('/second/7')
  expect(asked.filter((at) => at.startsWith('/second'))).toEqual(['/second/7'])
})

test('of two changes in one moment only the last is asked by what waits its turn', async () => {
  const { path, second } = await inTurn()
  path.value = '/4'
  await nextTick()
  path.value = '/5'
  await arrives('/held/5')
  held.get('/held/5')?.end('{"path":"first"}')
  await expect.poll(() => second.data.value?.path).toBe('/second/5')
  expect(second.busy.value).toBe(false)
})
