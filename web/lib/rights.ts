/** What the interface offers a role. The server decides; this only keeps doors off the screen that would not open. */
import { readers } from '../../api/contract/feed.ts'
import { action as placing } from '../../api/contract/actions/place-matter.ts'
import { action as deciding } from '../../api/contract/actions/decide-same.ts'
import { documentKeepers } from '../../api/contract/area-documents.ts'
import { alarmReaders, alarmRunners } from '../../api/contract/alarms.ts'
import { importers } from '../../api/contract/imports.ts'
import { misconductCounters } from '../../api/contract/misconduct-count.ts'
import { businessRoles } from '../../api/contract/roles.ts'

const includes = (roles: readonly string[], role: string | undefined): boolean => role !== undefined && roles.includes(role)

export const seesFigures = (role: string | undefined): boolean => includes(businessRoles, role)
export const seesRows = (role: string | undefined): boolean => includes(readers, role)
export const seesCounty = (role: string | undefined): boolean => includes(alarmReaders, role)
export const runsAlarms = (role: string | undefined): boolean => includes(alarmRunners, role)
export const mayImport = (role: string | undefined): boolean => includes(importers, role)
export const countsMisconduct = (role: string | undefined): boolean => includes(misconductCounters, role)
export const keepsDocuments = (role: string | undefined): boolean => includes(documentKeepers, role)
export const placesMatters = (role: string | undefined): boolean => includes(placing.roles, role)
export const decidesSame = (role: string | undefined): boolean => includes(deciding.roles, role)
/** Whose selections are exact; others get whole cells (domain section 2.4). */
export const seesPoints = (role: string | undefined): boolean => includes(['office', 'township', 'village', 'group'], role)
