/** How a value may differ: by an absolute or relative amount; `{}` = not at all. */
export interface Tolerance { absolute?: number, relative?: number }

/** Chooses the tolerance of an expected field by its name. */
export type Tolerances = (field: string) => Tolerance

interface Fault { at: string, text: string }

const isText = (value: unknown): value is string => typeof value === 'string'

const say = (value: unknown): string => (value === undefined ? 'missing' : (JSON.stringify(value) ?? String(value)).slice(0, 200))

/** NaN and null both mean "undefined"; typed arrays are lists; a list of one may be written without brackets. */
function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>)
  if (typeof value === 'boolean') return Number(value)
  return typeof value === 'number' && Number.isNaN(value) ? null : value
}

const indexless = (path: string): string => path.replace(/\[\d+\]/g, '')

/**
 * Collects the comparisons of one file: faults, the worst deviation relative to its tolerance, and which expected fields
 * nobody compared.
 */
export class Comparison {
  readonly faults: Fault[] = []
  readonly skipped = new Map<string, string>()
  compared = 0
  worst = { at: '', deviation: 0, allowed: 0, share: 0 }
  private readonly seen = new Set<string>()

  /** A deviation that is allowed up to `allowed`; both in the unit of the value. */
  deviation(at: string, deviation: number, allowed: number, text: () => string): void {
    this.seen.add(at)
    this.compared++
    if (!(deviation <= allowed)) this.faults.push({ at, text: text() })
    const share = deviation === 0 ? 0 : deviation / allowed
    if (share > this.worst.share || this.worst.at === '') this.worst = { at, deviation, allowed, share }
  }

  /** A statement that holds or not. */
  holds(at: string, held: boolean, text: () => string): void {
    this.deviation(at, held ? 0 : 1, 0, text)
  }

  near(at: string, expected: number, actual: unknown, { absolute = 0, relative = 0 }: Tolerance): void {
    const allowed = Math.max(absolute, relative * Math.abs(expected))
    const difference = actual === expected ? 0 : typeof actual === 'number' ? Math.abs(actual - expected) : Number.NaN
    this.deviation(at, difference, allowed, () => `${say(actual)}, expected ${say(expected)} (allowed ${allowed})`)
  }

  /** Everything in `expected` that `actual` has too, leaf by leaf. What `actual` lacks stays uncompared and is listed. */
  tree(at: string, expected: unknown, given: unknown, tolerances: Tolerances): void {
    const actual = plain(given)
    if (actual === undefined || expected === undefined) return
    if (Array.isArray(expected)) {
      const list = Array.isArray(actual) ? actual : [actual]
      if (list.length !== expected.length) this.holds(at, false, () => `${list.length} values, expected ${expected.length}`)
      expected.forEach((one, i) => {
        // within a list a hole is a missing value, not a field that we do not know
        this.tree(`${at}[${i}]`, one, list[i] === undefined ? null : list[i], tolerances)
      })
      return
    }
    if (typeof expected === 'object' && expected !== null) {
      if (typeof actual !== 'object' || actual === null) return this.holds(at, false, () => `${say(actual)}, expected fields`)
      for (const [field, value] of Object.entries(expected)) this.tree(`${at}.${field}`, value, (actual as Record<string, unknown>)[field], tolerances)
      return
    }
    const value = Array.isArray(actual) && actual.length === 1 ? plain(actual[0]) : actual
    const wanted = plain(expected)
    if (typeof wanted === 'number') this.near(at, wanted, value, tolerances(fieldOf(at)))
    else this.holds(at, value === wanted, () => `${say(value)}, expected ${say(wanted)}`)
  }

  /** Notes that a field was not compared, and why. */
  skip(at: string, why: string): void {
    this.skipped.set(indexless(at), why)
  }

  /** Lists every leaf of `expected` that was neither compared nor skipped on purpose; texts are notes. */
  uncompared(at: string, expected: unknown): void {
    if (expected === undefined) return
    if (typeof expected === 'object' && expected !== null) {
      for (const [key, value] of Object.entries(expected)) this.uncompared(Array.isArray(expected) ? `${at}[${key}]` : `${at}.${key}`, value)
      return
    }
    const field = indexless(at)
    const noted = [...this.skipped.keys()].some((skipped) => field === skipped || field.startsWith(`${skipped}.`))
    if (!this.seen.has(at) && !noted && !(isText(expected) && /(^|\.)(source|note|name|comment)$/.test(field))) {
      this.skipped.set(field, 'unknown field')
    }
  }
}

/** Last named part of a path: `expected.d30.gi_z[3]` is `gi_z`. */
const fieldOf = (path: string): string => indexless(path).split('.').at(-1) ?? ''
