/** Which base map is shown. */
import type { BasemapInfo } from './api-types.ts'
import type { Base, View } from './url-state.ts'

/** A style of the county's is meant instead of our layers, so it comes first; without a key there is nothing of Tianditu. */
export const basesOffered = (info: Pick<BasemapInfo, 'style' | 'tianditu'> | null): Base[] =>
  [...info?.style ? ['style' as const] : [], 'own', ...info?.tianditu ? ['vector', 'image', 'terrain'] as const : []]

/** What the address says, else what was chosen last; what is not offered here, as by a link from elsewhere, counts as not said. */
export const baseChosen = (offered: readonly Base[], ...said: View['base'][]): Base =>
  said.map((base) => offered.find((one) => one === base)).find((base) => base !== undefined) ?? offered[0] ?? 'own'
