import type { ValidateFunction } from 'ajv'
import { Ajv2019 } from 'ajv/dist/2019.js'
import formats from 'ajv-formats'
import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'

// `verbose` lets an error name what would be right; nothing is ever removed from what was sent
const common = { removeAdditional: false, useDefaults: true, allErrors: false, verbose: true, strict: false } as const

/**
 * Two validators, of the draft that knows `dependentRequired` (an older one lets half a coordinate through without a word): what comes in an address is text and is turned into numbers and lists where the schema says so;
 * what comes in a body already has its types. A query key given twice is an error unless the schema says list.
 */
export function validatorCompiler(): FastifySchemaCompiler<TSchema> {
  const text = new Ajv2019({ ...common, coerceTypes: 'array' })
  const typed = new Ajv2019({ ...common, coerceTypes: false })
  formats.default(text, ['date', 'date-time', 'uuid'])
  formats.default(typed, ['date', 'date-time', 'uuid'])
  return ({ schema, httpPart }) => whenAsked(() => (httpPart === 'body' ? typed : text).compile(schema))
}

/** Compiled when its address is asked for the first time, in some milliseconds: all of them at once were half of the program's start. */
function whenAsked(compile: () => ValidateFunction): Pick<ValidateFunction, 'errors'> & ((data: unknown) => boolean) {
  let compiled: ValidateFunction | undefined
  function validate(data: unknown): boolean {
    compiled ??= compile()
    const valid = compiled(data)
    validate.errors = compiled.errors
    return valid
  }
  validate.errors = undefined as ValidateFunction['errors']
  return validate
}
