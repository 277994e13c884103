/** An import that somebody watches: asked after until it is over, and its end told once. */
import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { effectScope, ref } from 'vue'
import type { EffectScope } from 'vue'
import type { ImportRun } from '../../api/contract/imports.ts'
import { useRun } from '../../web/composables/use-run.ts'
import { json, pageServer, type Asked } from './page-server.ts'

const asked: Asked[] = []
/** what is said to the next questions; the last of them to all that follow */
let answers: ((reply: ServerResponse) => void)[] = []
pageServer((reply, one) => {
  asked.push(one)
  const [first, ...rest] = answers
  if (rest.length > 0) answers = rest
  first?.(reply)
})
const run = (state: string, id = 7) => ({ id, state }) as ImportRun
const says = (state: string, id = 7) => json(200, run(state, id))

let scope: EffectScope
beforeEach(() => {
  scope = effectScope()
  asked.length = 0
})
afterEach(() => scope.stop())

function watching(first: number | null) {
  const id = ref(first)
  const ended: string[] = []
  const at = scope.run(() => useRun(() => id.value, ({ state }) => ended.push(state))) as ReturnType<typeof useRun>
  return { id, ended, at }
}
const state = (at: ReturnType<typeof useRun>) => expect.poll(() => at.run.value?.state, { timeout: 20_000 })

describe('a run', () => {
  test('that goes on is asked after until it has ended, which is told once', async () => {
    answers = [says('running'), says('running'), says('done')]
    const { at, ended } = watching(7)
    await state(at).toBe('running')
    expect(at.working.value).toBe(true)
    await state(at).toBe('done')
    expect([at.working.value, ended, asked.length]).toEqual([false, ['done'], 3])
    expect(asked.every(({ method, url }) => method === 'GET' && url === '/api/imports/7')).toBe(true)
  })

  test('that had ended before anybody looked is shown, and is no news', async () => {
    answers = [says('done')]
    const { at, ended } = watching(7)
    await state(at).toBe('done')
    expect(ended).toEqual([])
  })

  test('is nothing before one is chosen, and another one as soon as that is chosen', async () => {
    answers = [says('done', 8)]
    const { id, at } = watching(null)
    expect([at.run.value, asked.length]).toEqual([null, 0])
    id.value = 8
    await state(at).toBe('done')
    expect(asked.map(({ url }) => url)).toEqual(['/api/imports/8'])
    id.value = null
    await expect.poll(() => at.run.value).toBeNull()
  })

  test('that the sending answered with at once is shown without a question; one that is over already is told', () => {
    answers = []
    const { at, ended } = watching(null)
    at.take(run('running', 9))
    expect([at.run.value?.id, at.working.value, ended]).toEqual([9, true, []])
    at.take(run('failed', 9))
    expect([at.working.value, ended, asked.length]).toEqual([false, ['failed'], 0])
  })
})

describe('a server', () => {
  test('that is busy is asked again when it says, and what was known stays on screen', async () => {
    answers = [says('running'), json(503, { detail: '系统繁忙' }, { 'retry-after': '1' }), says('done')]
    const { at, ended } = watching(7)
    await expect.poll(() => at.error.value?.status, { timeout: 20_000 }).toBe(503)
    expect(at.run.value?.state).toBe('running')
    await state(at).toBe('done')
    expect([at.error.value, ended]).toEqual([null, ['done']])
  })

  test('that knows no such run is not asked again', async () => {
    answers = [json(404, { detail: '没有这次导入' }, { 'retry-after': '1' })]
    const { at } = watching(7)
    await expect.poll(() => at.error.value?.message, { timeout: 20_000 }).toBe('没有这次导入')
    await new Promise((resolve) => { setTimeout(resolve, 1_300) })
    expect([at.run.value, asked.length]).toEqual([null, 1])
    // only because somebody wants it
    answers = [says('done')]
    at.again()
    await state(at).toBe('done')
  })
})

describe('breaking off', () => {
  test('asks for it and then what became of it, which is the news', async () => {
    answers = [says('running'), json(200, run('cancelled')), says('cancelled')]
    const { at, ended } = watching(7)
    await state(at).toBe('running')
    await at.cancel()
    expect([at.cancelling.value, at.run.value?.state, ended]).toEqual([true, 'cancelled', ['cancelled']])
    expect(asked.map(({ method }) => method)).toEqual(['GET', 'DELETE', 'GET'])
  })

  test('that comes too late says why and shows that the run is done', async () => {
    answers = [says('running'), json(409, { detail: '导入已经结束' }), says('done')]
    const { at } = watching(7)
    await state(at).toBe('running')
    await at.cancel()
    expect([at.run.value?.state, asked.map(({ method }) => method)]).toEqual(['done', ['GET', 'DELETE', 'GET']])
  })

  test('of nothing does nothing', async () => {
    const { at } = watching(null)
    await at.cancel()
    expect([at.cancelling.value, asked.length]).toEqual([false, 0])
  })
})
