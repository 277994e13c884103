/**
 * Scan for repeats that one obstinate matter cannot carry alone: cases are repeat petitions, controls first petitions of
 * the same place (Bernoulli), but chance moves whole matters among the places, each with all its petitions. Moving single
 * petitions would call a cluster in 79-100 % of maps on which matters merely differ in length.
 */
import { randomFrom } from './random.ts'
import { totalOf } from './scan-problem.ts'
import type { Windows } from './scan-windows.ts'

export interface Matters {
  /** location of each matter */
  place: Int32Array
  /** petitions of each matter, >= 1: one first, the others repeats */
  petitions: Int32Array
}

export interface MatterWindow { centre: number, size: number, llr: number, repeats: number, petitions: number }

/** k ln k for k = 0 .. most: every term of the likelihood is one of these. */
function logTable(most: number): Float64Array {
  const table = new Float64Array(most + 1)
  for (let k = 2; k <= most; k++) table[k] = k * Math.log(k)
  return table
}

/** Best window of the places' numbers of repeats and petitions. */
function highest(
  { starts, members, whole }: Windows, repeats: Int32Array, petitions: Int32Array, [all, individuals]: [number, number], table: Float64Array,
): MatterWindow {
  const best: MatterWindow = { centre: -1, size: 0, llr: 0, repeats: 0, petitions: 0 }
  const at = (k: number): number => table[k] as number
  const nothing = at(all) + at(individuals - all) - at(individuals)
  for (let centre = 0; centre + 1 < starts.length; centre++) {
    let [c, n] = [0, 0]
    const first = starts[centre] as number
    for (let w = first; w < (starts[centre + 1] as number); w++) {
      c += repeats[members[w] as number] as number
      n += petitions[members[w] as number] as number
      if (c < 2 || c * (individuals - n) <= (all - c) * n || whole[w] === 0) continue
      const llr = at(c) + at(n - c) - at(n) + at(all - c) + at(individuals - n - all + c) - at(individuals - n) - nothing
      if (llr > best.llr) Object.assign(best, { centre, size: w - first + 1, llr, repeats: c, petitions: n })
    }
  }
  return best
}

/** The most likely cluster of repeats and the maxima of `replications` maps with the matters' places exchanged. */
export function scanMatters(
  windows: Windows, matters: Matters, replications: number, seed: number | string,
): { best: MatterWindow, maxima: Float64Array } {
  const places = windows.starts.length - 1
  const individuals = totalOf(matters.petitions)
  const totals: [number, number] = [individuals - matters.place.length, individuals]
  const table = logTable(individuals)
  const [repeats, petitions] = [new Int32Array(places), new Int32Array(places)]
  const place = Int32Array.from(matters.place)
  const search = (): MatterWindow => {
    repeats.fill(0)
    petitions.fill(0)
    place.forEach((at, m) => {
      const count = matters.petitions[m] as number
      petitions[at] = (petitions[at] as number) + count
      repeats[at] = (repeats[at] as number) + count - 1
    })
    return highest(windows, repeats, petitions, totals, table)
  }
  const best = search()
  const random = randomFrom(seed)
  const maxima = new Float64Array(replications)
  for (let replicate = 0; replicate < replications; replicate++) {
    for (let i = place.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1))
      const held = place[i] as number
      place[i] = place[j] as number
      place[j] = held
    }
    maxima[replicate] = search().llr
  }
  return { best, maxima }
}
