/** Which members of a schema have no end: what a sender could make as large as he likes. */
export interface Schema {
  type?: string, enum?: unknown[], const?: unknown, format?: string, pattern?: string, maxLength?: number, maxItems?: number, minimum?: number, maximum?: number
  properties?: Record<string, Schema>, items?: Schema, anyOf?: Schema[], additionalProperties?: boolean
}

/** A pattern that lets a text go on for ever: an open quantifier outside of a bracket, or no anchor at either end. */
function isOpenEnded(pattern: string): boolean {
  const bare = pattern.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x')
  return !pattern.startsWith('^') || !pattern.endsWith('$') || /[*+]|\{\d+,\}/.test(bare)
}

/** Paths of members that could be as large as the sender likes, or that take members nobody knows. */
export function endless(schema: Schema, path: string): string[] {
  const inside = [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, member]) => endless(member, `${path}.${name}`)), ...schema.items ? endless(schema.items, `${path}[]`) : [],
    ...(schema.anyOf ?? []).flatMap((one) => endless(one, path)),
  ]
  const closed = schema.enum !== undefined || schema.const !== undefined
  const ended = schema.maxLength !== undefined || (schema.format !== undefined && ['date', 'date-time', 'uuid'].includes(schema.format))
    || (schema.pattern !== undefined && !isOpenEnded(schema.pattern))
  if (schema.type === 'string' && !closed && !ended) inside.push(`${path}: a text without an end`)
  if (schema.type === 'array' && schema.maxItems === undefined) inside.push(`${path}: a list without an end`)
  if (schema.type === 'object' && schema.additionalProperties !== false) inside.push(`${path}: takes members that nobody knows`)
  return inside
}
