import { computed, ref, shallowRef } from 'vue'
import type { LineString, Polygon } from 'geojson'
import type { Map as MapLibre } from 'maplibre-gl'
import type { DrawMode, Drawing } from '../map/drawing.ts'

/**
 * The tool that draws on a map, fetched when somebody first wants it. From the choice of a tool on, clicks on the map are the
 * drawing's (`chosen`), also while the tool is still on its way (`ready`).
 *
 * @param told a shape while it grows, and whole
 */
export function useDrawTool(map: () => MapLibre | null | undefined, colour: () => `#${string}`, told: (shape: Polygon | LineString, whole: boolean) => void) {
  const mode = ref<DrawMode | null>(null)
  const drawing = shallowRef<Drawing | null>(null)

  async function draw(wanted: DrawMode): Promise<void> {
    stop()
    mode.value = wanted
    const { startDrawing } = await import('../map/drawing.ts')
    const on = map()
    // meanwhile put away, or chosen anew
    if (!on || mode.value !== wanted || drawing.value) return
    drawing.value = startDrawing(on, wanted, colour(), {
      changed: (shape) => { told(shape, false) }, finished: (shape) => { told(shape, true) },
    })
  }
  function stop(): void {
    drawing.value?.stop()
    drawing.value = null
    mode.value = null
  }
  return { draw, stop, chosen: computed(() => mode.value !== null), ready: computed(() => drawing.value !== null) }
}
