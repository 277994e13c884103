import { describe, expect, it } from 'vitest'
import { recurrenceWords } from '../../api/contract/alarms.ts'
import { findAlarms, lastSunday } from '../../api/hotspots/alarm.ts'
import { analyse, griddedFrom, sizeOf } from '../../api/hotspots/analyse.ts'
import type { Material } from '../../api/hotspots/analysis.ts'
import { cellAt, middleOf, numberOf } from '../../api/hotspots/grid.ts'
import { lastDay, monthlyPeriod } from '../../api/hotspots/periods.ts'
import { servedCells } from '../../api/hotspots/places.ts'
import { randomFrom } from '../../api/statistics/random.ts'
import { poisson } from '../statistics/maps.ts'

const random = randomFrom('analyse')
/** Cells of the finest grid, 30 x 30, and the larger cells that hold their centres. */
const cells = Array.from({ length: 900 }, (_, i) => numberOf(23_000 + 2 * (i % 30) + Math.floor(i / 30) % 2, 3_600 + Math.floor(i / 30)))
const keys = cells.map((id) => {
  const [x, y] = middleOf(1, id)
  return `${id},${cellAt(2, x, y)},${cellAt(3, x, y)}`
})
const served = keys.join(';')
/** `n` petitions of which `r` repeats for each of `m` matters in cell i. */
const line = (i: number, n: number, r: number, m: number): string => `${keys[i]},${n},${r},${m}`
const material = (lines: string[], measure: Material['measure'] = 'frequency'): Material => ({ by: 'hexagon', measure, matters: lines.join(';'), served, places: [], scale: null })

const sizeFor = (of: Material): number | null => sizeOf(griddedFrom(of))

/** Even ground: one matter in most cells. */
const quiet = cells.flatMap((_, i) => (i % 5 === 0 ? [] : [line(i, 1, 0, 1)]))
const middle = 15 * 30 + 15
const around = [middle, middle + 1, middle - 1, middle + 30, middle - 30]
const busy = around.map((i) => line(i, 1, 0, 12))

describe('an analysis of hexagons', () => {
  it('finds a busy place, joins its cells to one spot, and nothing on quiet ground', () => {
    const { spots, places, scale } = analyse(material([...quiet, ...busy]), null)
    expect(spots).toHaveLength(1)
    expect(scale).toMatchObject({ size: 1, rings: 1 })
    expect(spots[0]).toContain(cells[middle])
    expect(places.filter(({ spot }) => spot === 0)).toHaveLength(spots[0]?.length ?? 0)
    expect(analyse(material(quiet), null).spots).toEqual([])
  })

  it('takes the least ground on which five matters are expected, and says so', () => {
    const { scale, scales } = analyse(material(quiet), null)
    expect(scale?.expected).toBeGreaterThanOrEqual(5)
    expect(scales[0]).toEqual(scale)
    expect(sizeFor(material(quiet))).toBe(scale?.size)
    const few = material(quiet.slice(0, 5))
    expect([sizeFor(few), analyse(few, null).test]).toEqual([null, 'none'])
  })

  it('one matter that comes forty times is no hot spot, neither by matters nor by repeats', () => {
    const serial = [...quiet, line(middle, 40, 39, 1)]
    expect(analyse(material(serial), null).spots).toEqual([])
    expect(analyse(material(serial, 'repeat'), null).spots).toEqual([])
  })

  it('many matters that come back are a hot spot of repeats', () => {
    const returning = around.map((i) => line(i, 4, 3, 8))
    expect(analyse(material([...quiet, ...returning], 'repeat'), null).spots.length).toBeGreaterThan(0)
  })

  it('a history needs twelve months and twelve matters; one that grows and stays is called so', () => {
    const map = material([...quiet, ...busy])
    const id = cells[middle]
    const months = (steps: number): string => Array.from({ length: steps }, (_, t) =>
      around.map((i) => `${cells[i]},${2024 + Math.floor(t / 12)}${String(t % 12 + 1).padStart(2, '0')},${6 + t}`)).flat().join(';')
    const at = (steps: number) => analyse(map, { text: months(steps), first: 2024 * 12, steps }).places.find((place) => place.id === id)
    expect(at(24)?.emerging).toEqual({ pattern: 'intensifying', kind: 'hot' })
    expect(at(11)?.emerging).toBeNull()
  })

  it('takes holes and bays as ground, not the land around', () => {
    const withHole = keys.filter((_, i) => i !== middle).join(';')
    expect(servedCells(withHole, 0)).toContain(cells[middle])
    expect(servedCells(withHole, 0).length).toBeLessThan(cells.length * 1.1)
  })
})

describe('the scale of another run', () => {
  it('stands first when asked for, and leaves the others to the rule', () => {
    const free = analyse(material(quiet), null)
    const pinned = analyse({ ...material(quiet), scale: '2x2' }, null)
    expect(pinned.scale).toMatchObject({ size: 2, rings: 2, neighbourhood: 19 })
    expect(pinned.scales.slice(1)).toEqual(free.scales.filter(({ size }) => size !== 2))
    expect(sizeFor({ ...material(quiet), scale: '3x1' })).toBe(free.scales.some(({ size }) => size === 3) ? 3 : free.scale?.size)
  })
  it('does not depend on whether anything stands out on it', () => {
    const asked = (lines: string[]) => analyse({ ...material(lines), scale: '1x2' }, null)
    expect(asked([...quiet, ...busy]).scale).toMatchObject({ size: 1, rings: 2 })
    expect(asked(quiet.slice(0, 40)).scale).toMatchObject({ size: 1, rings: 2 })
  })
})

describe('units and areas', () => {
  const unit = (id: number, households: number | null): Material['places'][number] => [id, `U${id}`, `U${id}`, households, 104, 27, 0, 0, null]
  it('are compared by households; one without any is counted and not tested', () => {
    const places = [unit(1, 100), unit(2, 100), unit(3, 1_000), unit(4, null)]
    const found = analyse({ by: 'unit', measure: 'rate', matters: '1,1,0,30;2,1,0,3;3,1,0,40;4,1,0,5', served: '', places, scale: null }, null)
    expect(found.places.map(({ level }) => (level ?? 0) >= 2)).toEqual([true, false, false, false])
    expect(found.places[3]).toMatchObject({ level: null, why: 'no_denominator', matters: 5 })
    expect([found.tested, found.noDenominator]).toEqual([3, 1])
  })
  it('areas are compared with the rest of the county, which is no place itself', () => {
    const rest: Material['places'][number] = [0, '', '', 9_000, null, null, 0, 0, null]
    const found = analyse({ by: 'area', measure: 'frequency', matters: '1,1,0,20;,1,0,50', served: '', places: [unit(1, 500), rest], scale: null }, null)
    expect(found.places[0]).toMatchObject({ level: 3, sum: 20 })
    expect(found.places[1]).toMatchObject({ level: null, matters: 50 })
    expect(found.tested).toBe(1)
  })
})

describe('periods', () => {
  const resolved = (dates: object): string => JSON.stringify({ as_of: '2026-03-15', ...dates })
  it('of months leave the running month out, and end before a history of twelve', () => {
    const known = (since: string | null, until = '202603') => ({ since, until })
    expect(monthlyPeriod(resolved({}), known('202401'))).toMatchObject({ steps: 26, first: 2024 * 12 })
    expect(JSON.parse(monthlyPeriod(resolved({ to: '2026-01-31' }), known('202001'))?.resolved ?? '')).toMatchObject({ from: '2023-02-01', to: '2026-01-31' })
    expect(monthlyPeriod(resolved({}), known('202504'))).toBeNull()
    expect(monthlyPeriod(resolved({}), known(null))).toBeNull()
    // an old record ends where it ends, not in years of nothing
    expect(JSON.parse(monthlyPeriod(resolved({}), known('201504', '201612'))?.resolved ?? '')).toMatchObject({ from: '2015-04-01', to: '2016-12-31' })
    expect([lastDay('2026-03-15', '202603'), lastDay('2026-03-15', '202602'), lastDay('2026-03-15', null)]).toEqual(['2026-03-15', '2026-02-28', '2026-03-15'])
  })
})

describe('the alarm', () => {
  it('looks at whole weeks', () => {
    expect(['2026-11-22', '2026-11-23', '2026-11-28', '2026-11-29'].map(lastSunday)).toEqual(['2026-11-22', '2026-11-22', '2026-11-22', '2026-11-29'])
  })
  it('signals a place where the last weeks are new, with its circle and dates, and is silent on even ground', async () => {
    const even = cells.slice(0, 300).flatMap((id) => Array.from({ length: 52 }, (_, week) => [id, week, poisson(random, 0.08)]))
    const here = cells.slice(120, 123).flatMap((id) => [50, 51].map((week) => [id, week, 5]))
    const text = (list: (number | undefined)[][]): string => list.filter(([, , n]) => Number(n) > 0).map((row) => row.join(',')).join(';')
    const { signals, matters } = await findAlarms(text([...even.filter(([id, week]) => !(Number(week) >= 50 && cells.slice(120, 123).includes(Number(id)))), ...here]), '2026-11-22', 'test')
    expect(matters).toBeGreaterThan(800)
    expect(signals[0]).toMatchObject({ level: 'signal', from_on: '2026-11-09', to_on: '2026-11-22' })
    expect(signals[0]?.hexagons.some((id) => cells.slice(120, 123).includes(id))).toBe(true)
    expect(signals[0]?.observed).toBeGreaterThan(3 * Number(signals[0]?.expected))
    const silent = await findAlarms(text(even), '2026-11-22', 'test')
    expect(silent.signals.every(({ level }) => level !== 'signal')).toBe(true)
    expect(await findAlarms('', '2026-11-22', 'test')).toEqual({ signals: [], locations: 0, matters: 0 })
  })
  it('says in words how seldom', () => {
    expect([7, 61, 365.25, 7_000].map((days) => recurrenceWords(days).zh)).toEqual([
      '仅凭偶然，平均约1周就会出现一次', '仅凭偶然，平均约2个月出现一次', '仅凭偶然，平均约1年才出现一次', '仅凭偶然，平均约19年才出现一次'])
  })
})
