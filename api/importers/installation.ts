import type { Db } from '../db/db.ts'

export interface Installation {
  /** code of the county; absent until the first units are imported */
  county: string | undefined
  /** west, south, east, north of its units in degrees */
  envelope: [number, number, number, number] | undefined
}

/** What a file is read against. */
export async function installation(db: Db): Promise<Installation> {
  const { rows: [place] } = await db.query<{ county: string; envelope: [number, number, number, number] | null }>(`
    select installation_county() as county, (
      select array[st_xmin(e), st_ymin(e), st_xmax(e), st_ymax(e)]
      from (select st_extent(geom) as e from admin_unit where valid_to is null) x where e is not null) as envelope`)
  return { county: place?.county === '-' ? undefined : place?.county, envelope: place?.envelope ?? undefined }
}

/** Options as a child takes them: what nobody said is left out. */
export const withoutUndefined = <T>(options: { [Key in keyof T]: T[Key] | undefined }): T =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T
