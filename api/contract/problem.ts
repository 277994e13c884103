import * as Type from 'typebox'

/** Body of every answer with a status of 400 and above (RFC 9457), `application/problem+json`. */
export const Problem = Type.Object({
  type: Type.String({ description: '`about:blank#<code>`' }),
  title: Type.String({ description: 'the status in words, Chinese / English' }),
  status: Type.Integer({ minimum: 400, maximum: 599 }),
  code: Type.String({ description: 'stable snake_case word for programs' }),
  detail: Type.String({ description: 'what went wrong, Chinese' }),
  detail_en: Type.String({ description: 'what went wrong, English' }),
  hint: Type.Optional(Type.String({ description: 'what would be right' })),
  parameter: Type.Optional(Type.String({ description: 'query parameter, or path of the body member, that is wrong' })),
  request_id: Type.String(),
}, { $id: 'Problem' })

export type Problem = Type.Static<typeof Problem>
