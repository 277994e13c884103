import { whyLeftOut } from './left-out.ts'

/** How a value may differ: by an absolute or relative amount; `{}` = not at all. */
export interface Tolerance { absolute?: number, relative?: number }

/** Chooses the tolerance of an expected field by its name. */
export type Tolerances = (field: string) => Tolerance

interface Fault { at: string, text: string }

const say = (value: unknown): string => (value === undefined ? 'missing' : (JSON.stringify(value) ?? String(value)).slice(0, 200))

/** Words about a value, not a value. */
const isNote = (field: string, value: unknown): boolean => typeof value === 'string' && /(^|\.)(source|note|name|comment)$/.test(field)

/** NaN and null both mean "undefined"; typed arrays are lists; a list of one may be written without brackets. */
function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>)
  if (typeof value === 'boolean') return Number(value)
  return typeof value === 'number' && Number.isNaN(value) ? null : value
}

const indexless = (path: string): string => path.replace(/\[\d+\]/g, '')

/**
 * Collects the comparisons of one file: faults, the worst deviation relative to its tolerance, and which expected fields
 * were left out on purpose. An expected field that nobody compares is a fault.
 */
export class Comparison {
  readonly faults: Fault[] = []
  readonly skipped = new Map<string, string>()
  compared = 0
  worst = { at: '', deviation: 0, allowed: 0, share: 0 }
  private readonly seen = new Set<string>()
  private readonly unknown = new Set<string>()
  private readonly stated: Tolerance | undefined

  /** @param stated the tolerance that the file itself names, for everything that need not be exact */
  constructor(stated?: Tolerance) {
    this.stated = stated
  }

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
    // of a large number an absolute tolerance would ask for digits that were not printed: the twelfth is asked for
    const allowed = Math.max(absolute, (absolute > 0 ? Math.max(relative, 1e-12) : relative) * Math.abs(expected))
    // beside an infinite value everything would be within its tolerance
    const comparable = typeof actual === 'number' && Number.isFinite(actual) && Number.isFinite(expected)
    const difference = actual === expected ? 0 : comparable ? Math.abs(actual - expected) : Number.NaN
    this.deviation(at, difference, allowed, () => `${say(actual)}, expected ${say(expected)} (allowed ${allowed})`)
  }

  /** Everything in `expected` that `actual` has too, leaf by leaf. What `actual` lacks stays uncompared: `uncompared` finds it. */
  tree(at: string, expected: unknown, given: unknown, tolerances: Tolerances): void {
    const actual = plain(given)
    if (actual === undefined || expected === undefined) return
    if (Array.isArray(expected)) {
      const list = Array.isArray(actual) ? actual : [actual]
      this.holds(at, list.length === expected.length, () => `${list.length} values, expected ${expected.length}`)
      expected.forEach((one, i) => {
        // within a list a hole is a missing value, not a field that we do not know
        this.tree(`${at}[${i}]`, one, list[i] === undefined ? null : list[i], tolerances)
      })
      return
    }
    if (typeof expected === 'object' && expected !== null) {
      if (typeof actual !== 'object' || actual === null) return this.holds(at, false, () => `${say(actual)}, expected fields`)
      this.seen.add(at)
      for (const [field, value] of Object.entries(expected)) this.tree(`${at}.${field}`, value, (actual as Record<string, unknown>)[field], tolerances)
      return
    }
    const value = Array.isArray(actual) && actual.length === 1 ? plain(actual[0]) : actual
    const wanted = plain(expected)
    if (typeof wanted === 'number') this.near(at, wanted, value, this.allowedFor(tolerances(fieldOf(at))))
    else this.holds(at, value === wanted, () => `${say(value)}, expected ${say(wanted)}`)
  }

  private allowedFor(own: Tolerance): Tolerance {
    return own.absolute === undefined && own.relative === undefined ? own : this.stated ?? own
  }

  /** Notes that a field was not compared, and why. */
  skip(at: string, why: string): void {
    this.skipped.set(indexless(at), why)
  }

  /** What of `expected` nobody compared: left out on purpose, or a fault, once for each field. */
  uncompared(at: string, expected: unknown): void {
    if (expected === undefined || this.seen.has(at) && (typeof expected !== 'object' || expected === null)) return
    const entries = typeof expected === 'object' && expected !== null ? Object.entries(expected) : []
    for (const [key, value] of entries) this.uncompared(Array.isArray(expected) ? `${at}[${key}]` : `${at}.${key}`, value)
    const field = indexless(at)
    if (entries.length > 0 || this.seen.has(at) || this.isSkipped(field)) return
    const why = isNote(field, expected) ? 'words, no value' : whyLeftOut(field)
    if (why !== undefined) this.skip(field, why)
    else if (!this.unknown.has(field)) {
      this.unknown.add(field)
      this.faults.push({ at: field, text: 'an expected field that is not known here and not left out on purpose' })
    }
  }

  private isSkipped(field: string): boolean {
    return [...this.skipped.keys()].some((skipped) => field === skipped || field.startsWith(`${skipped}.`))
  }
}

/** Last named part of a path: `expected.d30.gi_z[3]` is `gi_z`. */
const fieldOf = (path: string): string => indexless(path).split('.').at(-1) ?? ''
