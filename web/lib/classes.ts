/** Classes of a choropleth with round limits, safe for no, one or equal values. */
export interface ValueClass {
  /** inclusive */
  from: number
  /** exclusive; the last class has none */
  to: number | null
  /** how many places fall in it */
  n: number
}

const steps = [1, 2, 2.5, 5, 10]

/** The smallest of 1, 2, 2.5, 5 x 10^k that is not below `value`. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  const step = steps.find((candidate) => candidate * power >= value * (1 - 1e-9)) ?? 10
  return Number((step * power).toPrecision(3))
}

/**
 * At most `wanted` classes of equal width from zero. Equal widths keep the legend readable and let two maps with the
 * same limits be compared; a single value, or equal ones, give one class.
 */
export function classes(values: readonly (number | null)[], wanted = 5): ValueClass[] {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value) && value >= 0)
  const highest = known.length ? Math.max(...known) : null
  if (highest === null) return []
  if (highest === 0 || known.every((value) => value === highest)) return [{ from: 0, to: null, n: known.length }]
  const width = roundUp(highest / wanted)
  const n = Math.min(wanted, Math.floor(highest / width) + 1)
  return Array.from({ length: n }, (_, i) => {
    const from = Number((i * width).toPrecision(6))
    const to = i === n - 1 ? null : Number(((i + 1) * width).toPrecision(6))
    return { from, to, n: known.filter((value) => value >= from && (to === null || value < to)).length }
  })
}

/** The same limits over other values: two maps on one scale, or the part of a county that is on screen. */
export function counted(among: readonly ValueClass[], values: readonly (number | null)[]): ValueClass[] {
  return among.map((one, i) => ({ ...one, n: values.filter((value) => classOf(value, among) === i).length }))
}

/** The value of all places where one class holds nothing else: then it says which value, not a limit. Null otherwise. */
export function equalValue(among: readonly ValueClass[], values: readonly (number | null)[]): number | null {
  const [one, ...others] = new Set(values.filter((value) => value !== null))
  return among.length === 1 && others.length === 0 ? one ?? null : null
}

/** The index of a value's class; -1 when it is not known. */
export function classOf(value: number | null, among: readonly ValueClass[]): number {
  if (value === null) return -1
  return among.findIndex(({ from, to }) => value >= from && (to === null || value < to))
}
