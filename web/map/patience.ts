/** Base map and tiles that a busy server put off (503) are asked for again; everything else is the server's last word. A base map of others that gives nothing is told of. */
import { tileMissed } from '../composables/use-basemap.ts'
import type { ErrorEvent, GeoJSONSource, Map as MapLibre } from 'maplibre-gl'

const waitMs = 2_500
const mostTries = 4

export function retryWhenBusy(map: MapLibre): void {
  const tries = new Map<string, number>()
  map.on('error', (event: ErrorEvent & { sourceId?: string }) => {
    const { sourceId } = event
    const { status } = event.error as { status?: number }
    if (sourceId !== undefined) tileMissed(sourceId, status)
    const source = sourceId === undefined ? undefined : map.getSource(sourceId)
    if (sourceId === undefined || !source || (status !== 503 && status !== 429)) return
    const tried = tries.get(sourceId) ?? 0
    if (tried >= mostTries) return
    tries.set(sourceId, tried + 1)
    setTimeout(() => {
      if (map.getSource(sourceId) !== source) return
      if (source.type === 'geojson') {
        const { data } = source.serialize() as { data?: Parameters<GeoJSONSource['setData']>[0] }
        if (data !== undefined) void (source as GeoJSONSource).setData(data)
      } else {
        map.refreshTiles(sourceId)
      }
    }, waitMs * (tried + 1))
  })
}
