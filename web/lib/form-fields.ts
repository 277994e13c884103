/** An action's contract as the fields of a form. */

/** The part of a JSON schema that a form reads. */
interface Member {
  type?: string
  enum?: readonly string[]
  format?: string
  minimum?: number
  maximum?: number
  maxLength?: number
  description?: string
}
export interface Body { properties: Record<string, unknown>, required?: readonly string[] }

export type FieldKind = 'line' | 'url' | 'secret' | 'long' | 'date' | 'number' | 'flag' | 'unit' | 'department' | 'category' | 'area' | 'problem' | 'choice'

export interface Field {
  name: string
  kind: FieldKind
  required: boolean
  /** reference list of a `choice`; null where the contract itself lists the values */
  list: string | null
  values: readonly string[]
  min: number | undefined
  max: number | undefined
}

/** Codes that are chosen from a feed of their own. */
const places: Record<string, FieldKind> = {
  unit: 'unit', owner_unit: 'unit', department: 'department', lead_unit: 'department', category: 'category', area: 'area', problem_no: 'problem',
}
/** Texts of one line, however long they may be: an address, and what nobody beside the writer should read. */
const lines: Record<string, FieldKind> = { url: 'url', secret: 'secret' }
/** From this length on a text gets several lines. */
const long = 121

function kindOf(name: string, { type, format, maxLength, enum: values }: Member, list: string | undefined): FieldKind {
  const known = places[name] ?? lines[name]
  if (known) return known
  if (list !== undefined || values) return 'choice'
  if (format === 'date') return 'date'
  if (type === 'integer' || type === 'number') return 'number'
  if (type === 'boolean') return 'flag'
  return (maxLength ?? 0) >= long ? 'long' : 'line'
}

/** The fields `names` of a body, in that order; `needed` ones are required though the contract leaves them open. */
export function fieldsOf(body: Body, names: readonly string[], needed: readonly string[] = []): Field[] {
  return names.map((name) => {
    const member = body.properties[name] as Member | undefined
    if (!member) throw new Error(`the contract has no member ${name}`)
    const list = name === 'route' ? 'route' : /code of reference list ([a-z_]+)/.exec(member.description ?? '')?.[1]
    return {
      name, kind: kindOf(name, member, list), list: list ?? null, values: member.enum ?? [],
      // a flag that is not set is an answer, too
      required: member.type !== 'boolean' && (needed.includes(name) || (body.required ?? []).includes(name)), min: member.minimum, max: member.maximum ?? member.maxLength,
    }
  })
}

export type Values = Record<string, string | number | boolean | undefined>

/** The values as the contract wants them: numbers as numbers, what was left empty left out. */
export function bodyOf(fields: readonly Field[], values: Values): Record<string, unknown> {
  return Object.fromEntries(fields.flatMap(({ name, kind }) => {
    const value = values[name]
    if (value === undefined || value === '' || value === false) return []
    return [[name, kind === 'number' ? Number(value) : typeof value === 'string' ? value.trim() : value]]
  }))
}

/** Which field a refusal is about: the one that it names, by parameter or as the first word of its hint; null for the whole form. */
export function fieldAtFault(fields: readonly Field[], problem: { parameter?: string | undefined, hint?: string | undefined }): string | null {
  const named = [problem.parameter?.split('.')[0], /^[a-z_]+/.exec(problem.hint ?? '')?.[0]]
  const alias = named.map((name) => name === 'department_id' ? 'department' : name)
  return fields.find(({ name }) => alias.includes(name))?.name ?? null
}
