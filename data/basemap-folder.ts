import { join } from 'node:path'

/** Where an installation keeps its base map: heights and layers as data/county/write.ts leaves them. */
export const basemapFolder = (dataDir: string): string => join(dataDir, 'basemap')
