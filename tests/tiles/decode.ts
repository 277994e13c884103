import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'

export interface DecodedFeature {
  id: number | undefined
  type: number
  properties: Record<string, string | number | boolean>
  /** rings or points, [x, y] in tile units */
  geometry: [number, number][][]
}

/** What Mapbox' own reader finds in a tile, layer by layer. */
export function decodeTile(bytes: Uint8Array): Record<string, DecodedFeature[]> {
  const { layers } = new VectorTile(new PbfReader(bytes))
  return Object.fromEntries(Object.entries(layers).map(([name, layer]) => [
    name,
    Array.from({ length: layer.length }, (_, at) => {
      const feature = layer.feature(at)
      const geometry = feature.loadGeometry().map((part) => part.map(({ x, y }): [number, number] => [x, y]))
      return { id: feature.id, type: feature.type, properties: { ...feature.properties }, geometry }
    }),
  ]))
}

/** The dictionary, version and extent of a tile's first layer, read field by field. */
export function layerHead(bytes: Uint8Array): { keys: string[], values: number, version: number, extent: number } {
  const head = { keys: [] as string[], values: 0, version: 0, extent: 0 }
  new PbfReader(bytes).readFields((tag, found, tile) => {
    if (tag !== 3 || found.version !== 0) return
    tile.readMessage((field, layer, pbf) => {
      if (field === 3) layer.keys.push(pbf.readString())
      if (field === 4) layer.values++
      if (field === 15) layer.version = pbf.readVarint()
      if (field === 5) layer.extent = pbf.readVarint()
    }, found)
  }, head)
  return head
}
