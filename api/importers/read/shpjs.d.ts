declare module 'shpjs' {
  import type { Geometry } from 'geojson'
  /** Geometries of a .shp in file order; null shapes are null. Without a projection the numbers are left as they are. */
  export function parseShp(shp: DataView | Uint8Array, prj?: string): (Geometry | null)[]
}
