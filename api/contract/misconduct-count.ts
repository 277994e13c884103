import * as Type from 'typebox'
import { count, nullable } from './feed.ts'
import type { Role } from './roles.ts'

/** Who is told how many reports of misconduct the county has counted; nobody is told more (Regulations on Petition Work, articles 30 and 46). */
export const misconductCounters = ['office'] as const satisfies Role[]

/**
 * Reports of misconduct of the whole county, without place, day, text or number: no filter narrows them. Null to an account without
 * the whole county.
 */
export const MisconductCount = Type.Object({ count: nullable(count) }, { additionalProperties: false })
export type MisconductCount = Type.Static<typeof MisconductCount>
