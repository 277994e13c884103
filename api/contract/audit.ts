import * as Type from 'typebox'

export const AuditQuery = Type.Object({
  from: Type.Optional(Type.String({ format: 'date' })),
  to: Type.Optional(Type.String({ format: 'date' })),
  action: Type.Optional(Type.String({ maxLength: 80 })),
  limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 100 }),
  cursor: Type.Optional(Type.Integer({ minimum: 1, description: '`next` of the page before' })),
}, { additionalProperties: false })

/** A link of the audit chain, newest first; `detail` as the action left it. */
export const AuditRow = Type.Object({
  seq: Type.Integer(),
  at: Type.String(),
  username: Type.Union([Type.String(), Type.Null()]),
  role: Type.Union([Type.String(), Type.Null()]),
  action: Type.String(),
  subject_kind: Type.Union([Type.String(), Type.Null()]),
  subject_id: Type.Union([Type.String(), Type.Null()]),
  request_id: Type.Union([Type.String(), Type.Null()]),
  detail: Type.Record(Type.String(), Type.Unknown()),
  hash: Type.String(),
}, { additionalProperties: false })
export type AuditRow = Type.Static<typeof AuditRow>
