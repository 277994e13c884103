import { Worker } from 'node:worker_threads'
import type { TileDrawn, TileWanted } from './hillshade-worker.ts'
import type { Theme } from './tints.ts'

export interface ReliefPainter {
  /** PNG of 256 x 256 pixels; rejects for a tile that cannot be */
  tile(theme: Theme, z: number, x: number, y: number): Promise<Uint8Array>
  close(): Promise<void>
}

/** @param demFile content of dem.bin (data/county/dem-file.ts) */
export function openReliefPainter(demFile: Uint8Array): ReliefPainter {
  const worker = new Worker(new URL('./hillshade-worker.ts', import.meta.url), { workerData: demFile })
  worker.unref()
  const waiting = new Map<number, { resolve: (png: Uint8Array) => void; reject: (error: Error) => void }>()
  let last = 0
  worker.on('message', ({ id, png, error }: TileDrawn) => {
    const asked = waiting.get(id)
    waiting.delete(id)
    if (png) asked?.resolve(png)
    else asked?.reject(new Error(error ?? 'no tile'))
  })
  worker.on('error', (error) => {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  })
  return {
    tile: (theme, z, x, y) => new Promise((resolve, reject) => {
      const id = ++last
      waiting.set(id, { resolve, reject })
      worker.postMessage({ id, theme, z, x, y } satisfies TileWanted)
    }),
    close: async () => { await worker.terminate() },
  }
}
