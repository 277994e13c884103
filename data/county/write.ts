/** The one place of the generator that touches the disk: heights and base map, for the running program. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { basemap } from './basemap.ts'
import { encodeDem } from './dem-file.ts'
import type { County } from './types.ts'

export const DEM_FILE = 'dem.bin'

/**
 * Writes `dem.bin` and one `<layer>.geojson.gz` per base-map layer into `folder` (made when missing). Each file
 * appears whole or not at all. Returns the file names.
 */
export function writeCounty(county: County, folder: string): string[] {
  mkdirSync(folder, { recursive: true })
  const put = (name: string, bytes: Uint8Array): string => {
    writeFileSync(join(folder, `${name}.part`), bytes)
    renameSync(join(folder, `${name}.part`), join(folder, name))
    return name
  }
  const layers = Object.entries(basemap(county))
    .map(([name, layer]) => put(`${name}.geojson.gz`, gzipSync(JSON.stringify(layer), { level: 6 })))
  return [put(DEM_FILE, encodeDem(county.dem)), ...layers]
}
