import * as Type from 'typebox'
import { nullable } from './feed.ts'

export const SearchQuery = Type.Object({
  q: Type.String({ minLength: 1, maxLength: 60, description: '名称、编码或拼音首字母 / part of a name, a code or initials of its pinyin' }),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 12 })),
}, { additionalProperties: false })

export const SearchAnswer = Type.Object({
  rows: Type.Array(Type.Object({
    of: Type.Enum(['unit', 'area']), code: Type.String(), name: Type.String(), within: Type.String(), level: nullable(Type.String()),
  }, { additionalProperties: false })),
}, { additionalProperties: false })
export type SearchAnswer = Type.Static<typeof SearchAnswer>
