import * as Type from 'typebox'

/** Headers of a write that happens once: sent again with its key it answers the same. */
export const Keyed = Type.Object({
  'idempotency-key': Type.String({
    minLength: 8, maxLength: 128, pattern: '^[!-~]+$', description: '8-128 个可见字符，如 UUID / visible characters, a UUID for example',
  }),
})
