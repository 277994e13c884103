/** Every file in `web/layers` is a layer; none is registered by hand. */
import type { MapLayer } from './types.ts'

const files = import.meta.glob<MapLayer>('../layers/*.ts', { eager: true, import: 'layer' })

export const mapLayers: readonly MapLayer[] = Object.values(files)
