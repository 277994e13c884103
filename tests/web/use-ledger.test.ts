/** The list behind a number: page by page, and never rows of another list. */
import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { effectScope, nextTick, shallowRef } from 'vue'
import type { EffectScope } from 'vue'
import { pageLength, useLedger } from '../../web/composables/use-ledger.ts'
import { json, pageServer } from './page-server.ts'

type Wanted = Parameters<typeof useLedger>[0] extends () => infer W ? W : never

/** questions that wait for an answer, in the order of asking */
const waiting: { url: URL, reply: ServerResponse }[] = []
pageServer((reply, { url }) => { waiting.push({ url: new URL(url, 'http://page'), reply }) })

const page = (from: number, n: number, total: number, next: string | null) =>
  json(200, { rows: Array.from({ length: n }, (_, i) => ({ petition_no: `P${from + i}` })), total, next })
async function asked(): Promise<{ url: URL, reply: ServerResponse }> {
  await expect.poll(() => waiting.length, { timeout: 20_000 }).toBeGreaterThan(0)
  return waiting.shift() as { url: URL, reply: ServerResponse }
}

let scope: EffectScope
beforeEach(() => {
  scope = effectScope()
  waiting.length = 0
})
afterEach(() => scope.stop())

function open(first: Wanted) {
  const wanted = shallowRef<Wanted>(first)
  const list = scope.run(() => useLedger(() => wanted.value)) as ReturnType<typeof useLedger>
  return { wanted, list, numbers: () => list.rows.value.map((row) => Number((row as { petition_no: string }).petition_no.slice(1))) }
}
const idle = (list: ReturnType<typeof useLedger>) => expect.poll(() => list.busy.value, { timeout: 20_000 }).toBe(false)

describe('a list', () => {
  test('is asked for under the filter of its number, a page at a time, and grows by what follows', async () => {
    const { list, numbers } = open({ of: 'petitions', filter: { unit: '990128001', kind: 'repeat' } })
    const first = await asked()
    expect(first.url.pathname + first.url.search).toBe(`/api/feeds/petitions?kind=repeat&unit=990128001&limit=${pageLength}`)
    page(1, 3, 5, 'after-3')(first.reply)
    await idle(list)
    expect([numbers(), list.total.value, list.next.value]).toEqual([[1, 2, 3], 5, 'after-3'])
    list.more()
    const second = await asked()
    expect(second.url.searchParams.get('cursor')).toBe('after-3')
    page(4, 2, 5, null)(second.reply)
    await idle(list)
    expect([numbers(), list.next.value]).toEqual([[1, 2, 3, 4, 5], null])
  })

  test('of matters that came so many times carries its band', async () => {
    open({ of: 'matters', filter: {}, band: '3-5' })
    expect((await asked()).url.search).toBe(`?limit=${pageLength}&band=3-5`)
  })

  test('nobody has opened asks for nothing, and one that is closed keeps nothing', async () => {
    const { wanted, list, numbers } = open(null)
    expect([list.busy.value, waiting.length]).toEqual([false, 0])
    wanted.value = { of: 'petitions', filter: {} }
    page(1, 2, 2, null)((await asked()).reply)
    await idle(list)
    wanted.value = null
    await nextTick()
    expect([numbers(), list.total.value, list.next.value]).toEqual([[], null, null])
  })

  test('of another filter begins anew, and a late answer to the old question is not put into it', async () => {
    const { wanted, list, numbers } = open({ of: 'petitions', filter: { kind: 'first' } })
    const old = await asked()
    wanted.value = { of: 'petitions', filter: { kind: 'repeat' } }
    const now = await asked()
    expect(now.url.searchParams.get('kind')).toBe('repeat')
    page(7, 1, 1, null)(now.reply)
    await idle(list)
    if (!old.reply.destroyed) page(1, 3, 3, null)(old.reply)
    // the answer to a third question comes after whatever became of the first
    wanted.value = { of: 'petitions', filter: { kind: 'collective' } }
    page(9, 1, 1, null)((await asked()).reply)
    await idle(list)
    expect(numbers()).toEqual([9])
  })

  test('is not asked for again when the same filter is said in a new object', async () => {
    const { wanted, list } = open({ of: 'petitions', filter: { kind: 'first' } })
    page(1, 1, 1, null)((await asked()).reply)
    await idle(list)
    wanted.value = { of: 'petitions', filter: { kind: 'first' } }
    await nextTick()
    expect([list.busy.value, list.rows.value.length, waiting.length]).toEqual([false, 1, 0])
  })
})

describe('a page that does not come', () => {
  test('is said, leaves what is there, and is asked for again where it stopped', async () => {
    const { list, numbers } = open({ of: 'petitions', filter: {} })
    page(1, 2, 3, 'after-2')((await asked()).reply)
    await idle(list)
    list.more()
    json(503, { code: 'busy', detail: '系统繁忙' }, { 'retry-after': '2' })((await asked()).reply)
    await idle(list)
    expect([list.error.value?.status, list.error.value?.message, numbers()]).toEqual([503, '系统繁忙', [1, 2]])
    list.again()
    const again = await asked()
    expect([again.url.searchParams.get('cursor'), list.error.value]).toEqual(['after-2', null])
    page(3, 1, 3, null)(again.reply)
    await idle(list)
    expect(numbers()).toEqual([1, 2, 3])
  })

  test('at the beginning is asked for from the beginning', async () => {
    const { list } = open({ of: 'petitions', filter: {} });
    (await asked()).reply.destroy()
    await expect.poll(() => list.error.value?.status, { timeout: 20_000 }).toBe(0)
    list.again()
    expect((await asked()).url.searchParams.get('cursor')).toBeNull()
  })
})
