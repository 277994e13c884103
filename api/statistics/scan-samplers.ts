/** Random data under the null hypothesis of each scan model, given the number of cases. */
import type { Random } from './random.ts'
import { totalOf, type ScanProblem } from './scan-problem.ts'

/** Writes cases (step by step, as `ScanProblem.cases`) into `out`; steps that no span touches may be left at 0. */
export type Sampler = (out: Int32Array) => void

/** A sampler per stream of random numbers: what it draws follows from the stream alone, never from earlier draws of others. */
export type SamplerMaker = (random: Random) => Sampler

/** Draws of one of n in proportion to its weight at constant cost (Walker 1977; Vose 1991). */
function aliasTable(weights: Float64Array): (random: Random) => number {
  const n = weights.length
  const all = totalOf(weights)
  const share = weights.map((weight) => weight * n / all)
  const alias = new Int32Array(n)
  const small: number[] = []
  const large: number[] = []
  share.forEach((value, i) => (value < 1 ? small : large).push(i))
  while (small.length > 0 && large.length > 0) {
    const [low, high] = [small.pop() as number, large.at(-1) as number]
    alias[low] = high
    share[high] = (share[high] as number) - (1 - (share[low] as number))
    if ((share[high] as number) < 1) small.push(large.pop() as number)
  }
  for (const left of [...small, ...large]) share[left] = 1
  return (random) => {
    const at = random() * n
    const i = Math.floor(at)
    return at - i < (share[i] as number) ? i : alias[i] as number
  }
}

/** Poisson given its total: multinomial by the measure. */
function multinomial({ cases, measure }: ScanProblem): SamplerMaker {
  const all = totalOf(cases)
  const draw = aliasTable(measure)
  return (random) => (out) => {
    out.fill(0)
    for (let c = 0; c < all; c++) {
      const at = draw(random)
      out[at] = (out[at] as number) + 1
    }
  }
}

/** The first `many` places of `deck` get a random choice of it; the order that earlier calls left does no harm. */
function shuffleFront(deck: Int32Array, many: number, random: Random): void {
  for (let i = 0; i < many; i++) {
    const j = i + Math.floor(random() * (deck.length - i))
    const held = deck[i] as number
    deck[i] = deck[j] as number
    deck[j] = held
  }
}

const deckOf = (counts: ArrayLike<number>): Int32Array => {
  const deck = new Int32Array(totalOf(counts))
  let at = 0
  for (let i = 0; i < counts.length; i++) for (let c = 0; c < (counts[i] as number); c++) deck[at++] = i
  return deck
}

/** Bernoulli given the cases: cases drawn from the individuals without replacement (or the controls, when fewer). */
function hypergeometric({ cases, measure }: ScanProblem): SamplerMaker {
  const sorted = deckOf(measure)
  const all = totalOf(cases)
  const controls = sorted.length - all
  const few = Math.min(all, controls)
  const step = all <= controls ? 1 : -1
  return (random) => {
    const deck = Int32Array.from(sorted)
    return (out) => {
      shuffleFront(deck, few, random)
      if (all <= controls) out.fill(0)
      else out.set(measure)
      for (let c = 0; c < few; c++) out[deck[c] as number] = (out[deck[c] as number] as number) + step
    }
  }
}

/** Times exchanged among the cases: each step draws its number of cases from the locations' cases. */
function permutation({ cases, locations, steps, spans }: ScanProblem): SamplerMaker {
  const byLocation = new Int32Array(locations)
  cases.forEach((count, at) => { byLocation[at % locations] = (byLocation[at % locations] as number) + count })
  const sorted = deckOf(byLocation)
  const touched = Array.from({ length: steps }, (_, t) => t).filter((t) => spans.some(({ from, to }) => from <= t && t <= to))
  const sizes = touched.map((t) => totalOf(cases.subarray(t * locations, (t + 1) * locations)))
  const drawn = totalOf(sizes)
  return (random) => {
    const deck = Int32Array.from(sorted)
    return (out) => {
      shuffleFront(deck, drawn, random)
      out.fill(0)
      let c = 0
      touched.forEach((t, k) => {
        for (const end = c + (sizes[k] as number); c < end; c++) {
          const at = t * locations + (deck[c] as number)
          out[at] = (out[at] as number) + 1
        }
      })
    }
  }
}

export const samplerOf = (problem: ScanProblem): SamplerMaker =>
  ({ poisson: multinomial, bernoulli: hypergeometric, permutation })[problem.model](problem)
