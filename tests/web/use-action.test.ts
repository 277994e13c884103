import type { ServerResponse } from 'node:http'
import { beforeEach, expect, test } from 'vitest'
import { useAction } from '../../web/composables/use-action.ts'
import { json, pageServer, type Asked } from './page-server.ts'

const asked: Asked[] = []
/** what the server does with the next requests */
let answers: ((reply: ServerResponse) => void)[] = []
const cut = (reply: ServerResponse): void => { reply.destroy() }
pageServer((reply, one) => {
  asked.push(one)
  answers.shift()?.(reply)
})
beforeEach(() => { asked.length = 0 })

test('a write goes to its address with its body, and its answer comes back', async () => {
  answers = [json(200, { version: 2 })]
  const { run, busy, error } = useAction()
  const running = run('move-task', { task: 7, to: 'started' })
  expect(busy.value).toBe(true)
  expect(await running).toEqual({ version: 2 })
  expect([busy.value, error.value]).toEqual([false, null])
  expect(asked).toMatchObject([{ url: '/api/actions/move-task', body: '{"task":7,"to":"started"}' }])
})

test('sent again after a lost connection it is the same write: the same key', async () => {
  answers = [cut, cut, json(200, {})]
  const { run, error } = useAction()
  expect(await run('note-task', { text: '已走访' })).toBeNull()
  expect(error.value?.status).toBe(0)
  expect(await run('note-task', { text: '已走访' })).toBeNull()
  expect(await run('note-task', { text: '已走访' })).toEqual({})
  expect(new Set(asked.map(({ key }) => key)).size).toBe(1)
  answers = [json(200, {})]
  await run('note-task', { text: '已走访' })
  expect(new Set(asked.map(({ key }) => key)).size).toBe(2)
})

test('a server that is busy keeps the key, a refusal gives it up: the next try is another write', async () => {
  answers = [json(503, {}), json(429, {}), json(422, { detail: '不合格' }), json(200, {})]
  const { run, error } = useAction()
  for (let i = 0; i < 3; i += 1) await run('note-task', { text: '一' })
  expect(error.value?.message).toBe('不合格')
  await run('note-task', { text: '一' })
  expect(asked.map(({ key }) => key === asked[0]?.key)).toEqual([true, true, true, false])
})

test('another body is another write even while the first is unanswered', async () => {
  answers = [cut, json(200, {}), json(200, {})]
  const { run } = useAction()
  await run('note-task', { text: '一' })
  await run('note-task', { text: '二' })
  await run('note-task', { text: '一' })
  const [first, second, third] = asked.map(({ key }) => key)
  expect([first === second, first === third]).toEqual([false, true])
})

test('a second press while the first is on its way sends nothing', async () => {
  answers = [json(200, { done: true })]
  const { run } = useAction()
  const both = await Promise.all([run('open-response', {}), run('open-response', {})])
  expect([both, asked.length]).toEqual([[{ done: true }, null], 1])
})

test('the refusal of before is gone when one tries again, and can be put away', async () => {
  answers = [json(409, { detail: '有人先一步', code: 'illegal_move' }), json(200, {})]
  const { run, error, forget } = useAction()
  await run('move-task', { to: 'x' })
  expect(error.value?.code).toBe('illegal_move')
  await run('move-task', { to: 'y' })
  expect(error.value).toBeNull()
  answers = [json(403, {})]
  await run('move-task', { to: 'z' })
  forget()
  expect(error.value).toBeNull()
})
