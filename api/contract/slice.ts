import * as Type from 'typebox'

/** Said of a cursor that no answer gave. */
export const cursorWords = { zh: '上一页答复中的 next', en: '`next` of the page before' }

/**
 * Parameters of feeds whose answer is made whole, because a map draws all of it: without `limit` it comes whole, with it
 * in pages. The cursor is the number of rows before the page.
 */
export const slice = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, description: 'rows of a page; without it all rows' })),
  cursor: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,6}$', ...cursorWords, description: '`next` of the page before' })),
}
/** Members that a page has besides those of the whole answer. */
export const sliceMembers = { total: Type.Optional(Type.Integer({ minimum: 0 })), next: Type.Optional(Type.Union([Type.String(), Type.Null()])) }

type Slice = Type.Static<Type.TObject<typeof slice>>
interface Whole { features?: unknown[], rows?: unknown[] }

/** One page of a whole answer with `total` and `next`; the answer itself where nobody asked for a page. */
export function sliced(body: string, options: Slice): string {
  if (options.limit === undefined && options.cursor === undefined) return body
  const whole = JSON.parse(body) as Whole
  const member = whole.features === undefined ? 'rows' : 'features'
  const all = whole[member] ?? []
  const from = Number(options.cursor ?? 0)
  const to = from + (options.limit ?? 100)
  return JSON.stringify({ ...whole, total: all.length, next: to < all.length ? String(to) : null, [member]: all.slice(from, to) })
}
