import * as Type from 'typebox'
import { count, readers, type FeedContract } from '../feed.ts'
import { listed, object, ofArea, response, words } from '../response.ts'

const Row = object({
  ...ofArea, response_title: Type.String(), category: Type.String(), category_name: words,
  /** what was not supported is answered in words of its own */
  supported: Type.Boolean(),
  /** the standard reply of the policy pack (`set-policy`, kind `reply`), where there is one */
  standard_title: words, standard: words, problems: count, replies: count,
  /** flags: answers differ among each other, or from the standard */
  differ: Type.Boolean(), off_standard: Type.Boolean(),
  given: Type.Array(object({ reply: Type.String(), n: count, example: Type.String({ description: 'number of one problem answered so' }) })),
})
export type ReplyRow = Type.Static<typeof Row>

/** One issue type, one reply: what was answered, with a flag where two answers to the same issue type differ. */
export const feed: FeedContract = {
  title: { zh: '统一回复核对', en: 'Replies by issue type' },
  roles: readers,
  describesMatters: true,
  media: 'application/json',
  own: { response },
  answer: listed(Row, { flagged: count }),
}
