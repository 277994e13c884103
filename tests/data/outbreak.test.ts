/** What the demo holds for the weekly alarm: one thing that broke out, and one that is worth a look. */
import { describe, expect, it } from 'vitest'
import { findAlarms, lastSunday, type AlarmSignal } from '../../api/hotspots/alarm.ts'
import { cellAt } from '../../api/hotspots/grid.ts'
import { matters } from '../../data/petitions/matters.ts'
import type { Matter } from '../../data/petitions/types.ts'
import { county } from './demo-county.ts'

const after = (day: string, days: number): string => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
const mattersUntil = (until: string, petitions = 3_400): Matter[] =>
  [...matters(county, { until, petitions })].flatMap((one) => one.kind === 'matter' ? [one.matter] : [])

/** The scan over the matters that have a place of their own, as it is asked the day after the last one. */
async function alarmsOf(until: string): Promise<AlarmSignal[]> {
  const lastDay = lastSunday(after(until, 1))
  const placed = mattersUntil(until).filter(({ lon, place_text: text }) => lon !== null && !/邻县|外县/.test(text ?? ''))
  const at = ({ lon, lat }: Matter): string => `${lon},${lat}`
  const piled = new Map<string, number>()
  for (const one of placed) piled.set(at(one), (piled.get(at(one)) ?? 0) + 1)
  const counts = new Map<string, number>()
  for (const one of placed) {
    const week = Math.floor((Date.parse(one.received_on) - Date.parse(after(lastDay, -363))) / (7 * 86_400_000))
    if (week < 0 || week > 51 || (piled.get(at(one)) ?? 0) > 4) continue
    const [x, y] = [(one.lon ?? 0) * Math.PI / 180 * 6_378_137, Math.log(Math.tan(Math.PI / 4 + (one.lat ?? 0) * Math.PI / 360)) * 6_378_137]
    counts.set(`${cellAt(2, x, y)},${week}`, (counts.get(`${cellAt(2, x, y)},${week}`) ?? 0) + 1)
  }
  return (await findAlarms([...counts].map(([key, n]) => `${key},${n}`).join(';'), lastDay, until)).signals
}

describe('the demo county', () => {
  it('has a burst main that the alarm signals, whatever the day of the first start', async () => {
    for (const until of ['2026-11-26', '2026-11-28', '2027-02-03', '2026-06-15']) {
      const [first] = await alarmsOf(until)
      expect(first, until).toMatchObject({ level: 'signal' })
      expect(first?.observed, until).toBeGreaterThanOrEqual(16)
      expect(first?.observed, until).toBeGreaterThan(5 * Number(first?.expected))
      // no more than a signal: a village, not the county
      expect(first?.radius_m).toBeLessThan(2_500)
    }
  })

  it('has night work at a gravel plant that is worth a watch', async () => {
    expect((await alarmsOf('2026-11-26')).map(({ level }) => level)).toEqual(['signal', 'watch'])
  })

  it('has eighteen of the one and six of the other, also in a record of another size, and none in the last week', () => {
    for (const petitions of [3_400, 20_000]) {
      const all = mattersUntil('2026-11-26', petitions)
      const said = (words: RegExp): Matter[] => all.filter(({ text, received_on: on }) => words.test(text) && on > '2026-10-01')
      const main = said(/供水主管|主管抢修后|停水以来靠挑水|停水后没有公告/)
      expect([main.length, said(/砂石厂近来夜间开工|夜里碎石和装车声大/).length]).toEqual([18, 6])
      expect(main.every(({ category, received_on: on }) => category === '030201' && on <= '2026-11-20')).toBe(true)
    }
  })
})
