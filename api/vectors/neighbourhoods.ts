import { neighboursFromLists, neighboursWithin, type Neighbours } from '../statistics/neighbours.ts'
import { coordinates, firstOf, isRecord, neighbourLists, number, numbers, sameLength } from './file.ts'

/** A part of `expected` that holds for one neighbourhood. */
export interface Part {
  path: string
  expected: Record<string, unknown>
  neighbours: Neighbours
}

const bandNames = ['band', 'radius', 'distance']

function neighboursOf(input: Record<string, unknown>, band: number | undefined): Neighbours {
  const lists = firstOf(input, 'neighbours', 'neighbours_excluding_self')
  const values = numbers(input, 'values', 'counts')
  if (band === undefined && lists !== undefined) return neighboursFromLists(neighbourLists(lists, values.length))
  if (band === undefined) throw new TypeError('neighbours or band is missing')
  const { x, y } = coordinates(input)
  sameLength({ values, x })
  return neighboursWithin(x, y, band)
}

/**
 * Expected values come for one neighbourhood (a band or neighbour lists in the input), for several bands by key (`d30`),
 * or as a list of objects with their radius.
 */
export function partsOf(input: Record<string, unknown>, expected: unknown): Part[] {
  if (Array.isArray(expected)) {
    return expected.filter(isRecord).map((one, i) => ({
      path: `expected[${i}]`, expected: one, neighbours: neighboursOf(input, number(one, ...bandNames) ?? number(input, ...bandNames)),
    }))
  }
  if (!isRecord(expected)) throw new TypeError('expected is missing')
  const bands = Object.entries(expected).filter(([key, value]) => /^[dr]\d+(\.\d+)?$/.test(key) && isRecord(value))
  if (bands.length === 0) return [{ path: 'expected', expected, neighbours: neighboursOf(input, lists(input) ? undefined : number(input, ...bandNames)) }]
  return bands.map(([key, value]) => ({
    path: `expected.${key}`, expected: value as Record<string, unknown>, neighbours: neighboursOf(input, Number(key.slice(1))),
  }))
}

const lists = (input: Record<string, unknown>): boolean => Array.isArray(firstOf(input, 'neighbours', 'neighbours_excluding_self'))
