/** Shapes of the API's answers as the web reads them: the contract's own types, with geometry filled in. */
import type { FeatureCollection, MultiPolygon, Point, Polygon } from 'geojson'
import type { KeyAreaProperties } from '../../api/contract/feeds/key-areas.ts'
import type { MatterRow } from '../../api/contract/feeds/matters.ts'
import type { PetitionRow } from '../../api/contract/feeds/petitions.ts'
import type { PlaceholderProperties } from '../../api/contract/feeds/placeholder-points.ts'
import type { UnitProperties } from '../../api/contract/feeds/units.ts'
import type { MeasureAnswer } from '../../api/contract/measures.ts'
import type { Role } from '../../api/contract/roles.ts'
import type { Session as AnySession } from '../../api/contract/session.ts'

export type { BasemapInfo } from '../../api/contract/basemap.ts'
export type { ReferenceRow } from '../../api/contract/feeds/reference.ts'
export type { Summary } from '../../api/contract/summary.ts'
export type { KeyAreaProperties, MatterRow, MeasureAnswer, PetitionRow, UnitProperties }

export type Session = Omit<AnySession, 'role'> & { role: Role }
export type Level = 'county' | 'township' | 'village' | 'group'
/** west, south, east, north in degrees */
export type Bounds = [number, number, number, number]
export type UnitCollection = FeatureCollection<MultiPolygon | Polygon, UnitProperties>
export type AreaCollection = FeatureCollection<MultiPolygon | Polygon, KeyAreaProperties>
export type PointCollection = FeatureCollection<Point, PlaceholderProperties>
export type MeasureRow = MeasureAnswer['rows'][number]
/** One row of either list; what only one of them has is optional. */
export type LedgerRow = Partial<PetitionRow> & Partial<MatterRow> & Pick<PetitionRow & MatterRow, 'matter_no' | 'state' | 'state_name'>

export interface Rows<Row> { rows: Row[], total: number, next: string | null, as_of: string }
