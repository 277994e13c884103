/** How each kind of receiver is told of a digest, and when it has heard. */
import { createHmac } from 'node:crypto'
import { describe, expect, it, test } from 'vitest'
import type { Adapter } from '../../api/contract/notices.ts'
import { asText, notifierOf, robotAccepted, type Message } from '../../api/notices/notifier.ts'

const message: Message = {
  id: '17', day: '2026-11-22',
  lines: [{ kind: 'overdue', name: '已超期', n: '12', url: 'https://map.example/work' }, { kind: 'petition_registered', name: '新登记', n: '<5', url: null }],
}
const at = 1_795_000_000_000
const secret = 'a secret of the receiver'
const sign = (text: string, as: 'hex' | 'base64'): string => createHmac('sha256', secret).update(text).digest(as)

it('a digest as text is its day and a line for each count, with its address where there is one', () => {
  expect(asText(message)).toBe('【区域治理一张图】2026-11-22 通知\n已超期：12 https://map.example/work\n新登记：<5')
  expect(asText({ ...message, lines: [] })).toBe('【区域治理一张图】2026-11-22 通知')
})

describe('a program of the county’s own', () => {
  it('gets the message as JSON, its number and moment in the head, and a signature over both', async () => {
    const { url, body, headers } = (await notifierOf('json')).request(message, { url: 'https://a.example/hook?x=1', secret }, at)
    expect(url).toBe('https://a.example/hook?x=1')
    expect(JSON.parse(body)).toEqual(message)
    expect(headers).toEqual({ 'content-type': 'application/json; charset=utf-8', 'x-notice-id': '17', 'x-timestamp': String(at), 'x-signature': sign(`${at}.${body}`, 'hex') })
  })

  it('without a secret gets no signature', async () => {
    expect((await notifierOf('json')).request(message, { url: 'https://a.example', secret: null }, at).headers).not.toHaveProperty('x-signature')
  })

  test.each([[199, false], [200, true], [204, true], [299, true], [300, false], [302, false], [404, false], [500, false]])('has heard when it answers %i: %s', async (status, heard) => {
    expect((await notifierOf('json')).accepted(status, '')).toBe(heard)
  })
})

describe('a robot', () => {
  it('of DingTalk gets moment and signature in its address, beside what stands there', async () => {
    const { url, body } = (await notifierOf('dingtalk')).request(message, { url: 'https://oapi.example/robot/send?access_token=T%2B1', secret }, at)
    const { origin, pathname, searchParams } = new URL(url)
    expect([origin, pathname]).toEqual(['https://oapi.example', '/robot/send'])
    expect(Object.fromEntries(searchParams)).toEqual({ access_token: 'T+1', timestamp: String(at), sign: sign(`${at}\n${secret}`, 'base64') })
    expect(JSON.parse(body)).toEqual({ msgtype: 'text', text: { content: asText(message) } })
  })

  it('of DingTalk without a secret keeps its address', async () => {
    expect((await notifierOf('dingtalk')).request(message, { url: 'https://oapi.example/robot/send?access_token=T', secret: null }, at).url).toBe('https://oapi.example/robot/send?access_token=T')
  })

  it('of WeCom is never told a secret beside its address', async () => {
    const { url, body, headers } = (await notifierOf('wecom')).request(message, { url: 'https://qyapi.example/send?key=K', secret }, at)
    expect([url, headers]).toEqual(['https://qyapi.example/send?key=K', { 'content-type': 'application/json; charset=utf-8' }])
    expect(JSON.parse(body)).toEqual({ msgtype: 'text', text: { content: asText(message) } })
  })

  test.each<[number, string, boolean]>([
    [200, '{"errcode":0,"errmsg":"ok"}', true], [200, '{"errcode":310000,"errmsg":"sign not match"}', false], [200, '{"errcode":"0"}', false], [200, '{}', false], [200, 'null', false], [200, '', false], [200, '<html>', false],
    [201, '{"errcode":0}', false], [500, '{"errcode":0}', false],
  ])('has heard when it answers %i %s: %s', async (status, body, heard) => {
    expect(robotAccepted(status, body)).toBe(heard)
    for (const name of ['wecom', 'dingtalk'] as const) expect((await notifierOf(name)).accepted(status, body)).toBe(heard)
  })
})

it('a receiver of a kind that there is not is refused by name', async () => {
  await expect(notifierOf('fax' as Adapter)).rejects.toThrow('no such adapter: fax')
})
