export type UnitLevel = 'county' | 'township' | 'village' | 'group'
export type NameKind = 'official' | 'short' | 'former' | 'alias'

/** A unit of today with every name that free text may use for it. */
export interface GazetteerUnit {
  id: number
  code: string
  name: string
  level: UnitLevel
  townshipId: number | null
  villageId: number | null
  names: { name: string; kind: NameKind }[]
}

/**
 * How sure a place is: A group exact, B village exact in its own township, C village without a township or by another
 * name, D township only or by one differing character, E not to be decided.
 */
export type TextGrade = 'A' | 'B' | 'C' | 'D' | 'E'

export interface TextPlace {
  grade: TextGrade
  /** id of the deepest unit that is certain; absent for E */
  unitId?: number
  level?: UnitLevel
  townshipId?: number
  /** units between which the text does not decide */
  candidates: number[]
  reason: 'exact' | 'no-township' | 'other-name' | 'township-only' | 'one-character-off' | 'township-differs' | 'ambiguous' | 'nothing' | 'other-county'
}
