import { count, decimal } from './format.ts'
import type { ValueClass } from './classes.ts'

/** The limits of a class as a legend prints them: shares in percent, counts whole, rates with one decimal. */
export function classText({ from, to }: ValueClass, measure: string): string {
  const write = (value: number): string => measure.endsWith('_share') ? `${decimal(value * 100, Number.isInteger(value * 100) ? 0 : 1)}%`
    : Number.isInteger(value) ? count(value) : decimal(value, 1)
  return to === null ? `≥ ${write(from)}` : `${write(from)} – ${write(to)}`
}
