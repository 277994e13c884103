import type { Comparison } from './comparison.ts'
import type { VectorFile } from './file.ts'
import { exactGi, getisOrd } from './getis-ord.ts'
import { empiricalBayes, falseDiscovery, repeats, smallNumbers } from './rates.ts'
import { scan } from './scan.ts'
import { categories, cube, trends } from './trends.ts'

type Method = (file: VectorFile, comparison: Comparison) => void

/** By the first words of a file's name: `<method>_<data>.json`. */
const methods: Record<string, Method> = {
  bh: falseDiscovery, by: falseDiscovery, fdr: falseDiscovery,
  eb: empiricalBayes,
  ehsa_categories: categories, ehsa_cube: cube,
  gi: getisOrd, gi_exact_p: exactGi, gistar: getisOrd,
  intervals: smallNumbers,
  mann_kendall: trends,
  repeat_metrics: repeats,
  scan_spatial_poisson: scan('poisson'), scan_poisson: scan('poisson'), scan_st_poisson: scan('poisson'),
  scan_bernoulli: scan('bernoulli'), scan_spatial_bernoulli: scan('bernoulli'),
  scan_stp: scan('permutation'), scan_st_permutation: scan('permutation'),
}

/** The method a file asks for: by `meta.method` where it names one of ours, else the longest one its name begins with. */
export function methodOf({ name, meta }: Pick<VectorFile, 'name' | 'meta'>): Method | undefined {
  const named = typeof meta['method'] === 'string' ? methods[meta['method'].toLowerCase().replaceAll(/[\s-]+/g, '_')] : undefined
  const [longest] = Object.keys(methods).filter((key) => name === key || name.startsWith(`${key}_`)).sort((a, b) => b.length - a.length)
  return named ?? (longest === undefined ? undefined : methods[longest])
}

export const methodNames = Object.keys(methods)
