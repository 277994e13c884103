/**
 * When the embedded engine's process should be replaced (guard G4). Measured on pglite 0.5.8:
 *
 * - each statement that fails leaks 0.7-1.8 kB of the engine's 2 MB C stack; after 1,160 to 2,975 failures every
 *   statement is refused with 54001. So failures are counted and the process is replaced long before.
 * - a swallowed exception leaves the engine able to give wrong answers: replaced at once.
 * - memory: a million rows need about 2.1 GB resident, so no fixed limit tells a large database from a leaking one.
 *   What counts is growth across failing statements, which should leave nothing behind.
 */
export const mostFailures = 400
export const mostLeakedBytes = 300_000_000
const brokenCodes: ReadonlySet<string> = new Set(['54001', '53200'])

export interface Wear {
  failures: number
  leakedBytes: number
  broken: boolean
}

export const noWear: Wear = { failures: 0, leakedBytes: 0, broken: false }

/** Adds one failed statement. `code` is its SQLSTATE, `grownBytes` how much the process grew while it ran. */
export const worn = (wear: Wear, code: string, grownBytes: number, swallowed: boolean): Wear => ({
  failures: wear.failures + 1,
  leakedBytes: wear.leakedBytes + Math.max(0, grownBytes),
  broken: wear.broken || swallowed || brokenCodes.has(code),
})

export const needsReplacing = ({ failures, leakedBytes, broken }: Wear): boolean =>
  broken || failures >= mostFailures || leakedBytes >= mostLeakedBytes
