import * as Type from 'typebox'
import { documentFormats } from '../area-documents.ts'
import { count, day, nullable, readers, type FeedContract } from '../feed.ts'
import { instant, listed, object, pages, words } from '../response.ts'

const Row = object({
  document_id: Type.Integer(), area_code: Type.String(), area_name: Type.String(), kind: Type.String(), kind_name: words, kind_name_en: words,
  title: Type.String(), file_name: Type.String(), format: Type.Enum([...documentFormats]), byte_count: count,
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }), issued_on: day, valid_to: nullable(day),
  /** issued, not past its last day and not taken away, on the filter's day */
  in_force: Type.Boolean(),
  added_at: instant, added_role: words, removed_at: nullable(instant), reason: words,
})
export type AreaDocument = Type.Static<typeof Row>

/** Documents of key areas; each is read at `GET /api/area-documents/{document_id}`. */
export const feed: FeedContract = {
  title: { zh: '重点区域文件', en: 'Documents of key areas' },
  roles: readers,
  describesMatters: false,
  media: 'application/json',
  own: { removed: Type.Optional(Type.Enum(['0', '1'], { description: '1：含已移除的 / those taken away too' })), ...pages },
  answer: listed(Row),
}
