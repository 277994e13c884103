import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { engines } from '../setup/engines.ts'

describe.each(engines)('a notice on $name', ({ openEmpty }) => {
  let db: Db
  beforeAll(async () => { db = await openEmpty() })
  afterAll(() => db.close())

  const settled = async (met: () => boolean): Promise<void> => {
    for (const deadline = Date.now() + 30_000; !met() && Date.now() < deadline;) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  it('reaches everybody who listens to its channel, in order, and nobody else', async () => {
    const first: string[] = []
    const second: string[] = []
    const other: string[] = []
    await db.listen('changed', (payload) => first.push(payload))
    const leave = await db.listen('changed', (payload) => second.push(payload))
    await db.listen('Other "name"', (payload) => other.push(payload))
    await db.notify('changed', '{"area":"甲"}')
    await db.notify('changed', '2')
    await settled(() => first.length === 2 && second.length === 2)
    await leave()
    await db.notify('changed', '3')
    await db.notify('Other "name"', 'x')
    await settled(() => first.length === 3 && other.length === 1)
    expect({ first, second, other }).toEqual({
      first: ['{"area":"甲"}', '2', '3'], second: ['{"area":"甲"}', '2'], other: ['x'],
    })
  })

  it('is small, or refused', async () => {
    await expect(db.notify('changed', '字'.repeat(2_667))).rejects.toMatchObject({ code: '22023' })
    await db.notify('changed', '字'.repeat(2_666))
  })

  it('that makes one listener fail still reaches the next', async () => {
    const heard: string[] = []
    await db.listen('fragile', () => { throw new Error('listener broke') })
    await db.listen('fragile', (payload) => heard.push(payload))
    await db.notify('fragile', 'a')
    await settled(() => heard.length > 0)
    expect(heard).toEqual(['a'])
  })
})
