import { DEMO_SEED, generateCounty } from '../../data/county/county.ts'

/** The county everybody sees first, drawn once for all tests of a process: it takes two seconds, and nobody changes it. */
export const county = generateCounty(DEMO_SEED)
