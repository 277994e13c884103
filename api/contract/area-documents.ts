/** Documents of a key area: what is brought by `POST /api/area-documents` and read at `GET /api/area-documents/{id}`. */
import * as Type from 'typebox'
import { date, wordCode } from './response-actions.ts'
import type { Role } from './roles.ts'

/** Who brings documents, and takes them away, of the areas that they see. */
export const documentKeepers = ['office', 'township', 'planner'] as const satisfies Role[]
/** bytes of one file */
export const largestDocument = 20 * 1_048_576
export const documentFormats = ['pdf', 'docx', 'xlsx', 'jpg', 'png'] as const
export type DocumentFormat = typeof documentFormats[number]

export const AreaDocumentQuery = Type.Object({
  area: Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$', description: '重点区域代码 / code of the key area' }),
  kind: wordCode('document'),
  title: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
  issued_on: date,
  valid_to: Type.Optional(date),
}, { additionalProperties: false })
export const AreaDocumentAdded = Type.Object({
  subject_kind: Type.String(), subject_id: Type.Integer(), document_id: Type.Integer(), area: Type.String(),
}, { additionalProperties: false })
