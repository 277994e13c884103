/** Draws relief tiles beside the main thread: a burst of new tiles must not hold up other answers. */
import { parentPort, workerData } from 'node:worker_threads'
import { decodeDem } from './dem-file.ts'
import { hillshadeTile } from './hillshade.ts'
import type { Theme } from './tints.ts'

export interface TileWanted { id: number; z: number; x: number; y: number; theme: Theme }
export interface TileDrawn { id: number; png?: Uint8Array; error?: string }

const dem = decodeDem(workerData as Uint8Array)
parentPort?.on('message', ({ id, z, x, y, theme }: TileWanted) => {
  let drawn: TileDrawn
  try {
    drawn = { id, png: hillshadeTile(dem, z, x, y, theme) }
  } catch (error) {
    drawn = { id, error: String(error) }
  }
  parentPort?.postMessage(drawn)
})
