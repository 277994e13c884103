import { smallNumber } from '../../api/contract/small-number.ts'
import { classOf } from '../lib/classes.ts'
import { palettes } from './palette.ts'
import type { MeasureRow } from '../lib/api-types.ts'
import type { Expression, MapState, ThemeName, Tint } from './types.ts'

/** The colour of a class among `n`: the ramp is spread so that the last class always is the strongest. */
export function classColour(theme: ThemeName, index: number, n: number): string {
  const { ramp, noData } = palettes[theme]
  if (index < 0) return noData
  return ramp[n <= 1 ? 1 : Math.round(index * (ramp.length - 1) / (n - 1))] ?? noData
}

/** Colours places by the rows of a measure; a place without a value gets the no-data colour. */
export function tintColour({ theme, tint }: MapState): Expression | string {
  const { noData } = palettes[theme]
  if (!tint?.rows.length) return noData
  const pairs = tint.rows.flatMap(({ code, value }) => [code, classColour(theme, classOf(value, tint.classes), tint.classes.length)])
  return ['match', ['get', 'code'], ...pairs, noData] as unknown as Expression
}

/** Too few to tell a rate of: fewer than five petitions and not told, or a denominator below five (domain section 5). */
export const isSmall = ({ value, under, denominator }: MeasureRow): boolean =>
  value === null && (under !== null || (denominator !== null && denominator < smallNumber))

/** Codes of the places that are hatched. */
export const smallCodes = (tint: Tint | null): string[] => (tint?.rows ?? []).filter(isSmall).map(({ code }) => code)
