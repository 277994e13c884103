import { describe, expect, it, vi } from 'vitest'
import { DbUnavailable } from '../../api/db/db.ts'
import { leastFreeBytes, watchDisk } from '../../api/db/disk-space.ts'
import { Turns } from '../../api/db/turns.ts'
import { mostFailures, mostLeakedBytes, needsReplacing, noWear, worn } from '../../api/db/wear.ts'

describe('turns at the one session', () => {
  it('come one at a time in the order of asking', async () => {
    const turns = new Turns()
    const order: number[] = []
    let inside = 0
    await Promise.all([1, 2, 3, 4].map(async (who) => {
      const done = await turns.take(1_000)
      expect(++inside).toBe(1)
      order.push(who)
      await new Promise((resolve) => setTimeout(resolve, 2))
      inside--
      done()
      done() // giving it back twice must not let two in
    }))
    expect(order).toEqual([1, 2, 3, 4])
    expect(turns.waiting).toBe(0)
  })

  it('are refused to those who waited too long or whom a closing session sends away', async () => {
    const turns = new Turns()
    const done = await turns.take(10)
    await expect(turns.take(20)).rejects.toBeInstanceOf(DbUnavailable)
    const waiting = turns.take(1_000)
    turns.refuseWaiting(new DbUnavailable('closing', 9))
    await expect(waiting).rejects.toMatchObject({ retryAfterSeconds: 9 })
    done()
    ;(await turns.take(10))()
  })
})

describe('a worn engine', () => {
  it('is replaced after a swallowed exception, exhausted stack or memory, many failures, or a leak', () => {
    expect(needsReplacing(noWear)).toBe(false)
    expect(needsReplacing(worn(noWear, '22012', 0, false))).toBe(false)
    expect(needsReplacing(worn(noWear, 'XX000', 0, true))).toBe(true)
    expect(needsReplacing(worn(noWear, '54001', 0, false))).toBe(true)
    expect(needsReplacing(worn(noWear, '53200', 0, false))).toBe(true)
    expect(needsReplacing(worn(noWear, '22012', mostLeakedBytes, false))).toBe(true)
    let wear = noWear
    for (let failures = 1; failures < mostFailures; failures++) wear = worn(wear, '23505', -1_000_000, false)
    expect(needsReplacing(wear)).toBe(false)
    expect(needsReplacing(worn(wear, '23505', 0, false))).toBe(true)
  })
})

describe('a disk', () => {
  it('is low under 1 GiB, or under a tenth of a small one', () => {
    expect(leastFreeBytes(2 ** 40)).toBe(2 ** 30)
    expect(leastFreeBytes(300_000_000)).toBe(30_000_000)
  })

  it('is looked at no more often than every two seconds', async () => {
    let free = 5e9
    const read = vi.fn(async () => ({ free, total: 1e11 }))
    const isLow = watchDisk('/', read)
    expect(await isLow()).toBe(false)
    free = 1e8
    expect([await isLow(), await isLow()]).toEqual([false, false])
    expect(read).toHaveBeenCalledTimes(1)
    await new Promise((resolve) => setTimeout(resolve, 2_050))
    expect(await isLow()).toBe(true)
  })
})
