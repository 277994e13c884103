/**
 * Expected fields that other programs print and this one leaves out on purpose: listed by name, no fault. Every other field
 * that nobody compares is a fault: a vector may not seem to pass because we do not know what it asks.
 */
const leftOut: [field: RegExp, why: string][] = [
  [/^(local_|global_)?moran(_|$)/, 'Moran is not built: hot spots are judged by Gi* and exact tests'],
  [/^kde(_|$)/, 'densities are drawn, never tested'],
  [/^(st_)?dbscan(_|$)/, 'DBSCAN is not built'],
  [/^knox(_|$)/, 'Knox is not built'],
]

/** Why a field is left out, by any name on its path (`expected.moran_i`); undefined for one that we ought to know. */
export const whyLeftOut = (path: string): string | undefined =>
  path.split('.').map((name) => leftOut.find(([field]) => field.test(name))?.[1]).find((why) => why !== undefined)
