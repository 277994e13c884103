/** What a failed schema check means to a person: which parameter, what is wrong, what would be right. */

export interface ValidationWords {
  code: string
  parameter: string
  zh: string
  en: string
  hint: string | undefined
}

/** The part of an ajv error (with `verbose`) that is used here. */
interface SchemaFault {
  keyword: string
  instancePath: string
  params: Record<string, unknown>
  parentSchema?: { properties?: Record<string, unknown>, description?: string, zh?: string, en?: string }
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value)

function isFaultList(value: unknown): value is SchemaFault[] {
  return isList(value) && value.every((fault) => typeof fault === 'object' && fault !== null && 'keyword' in fault)
}

const text = (value: unknown): string => isList(value) ? value.map(String).join(', ') : String(value)

const formats: Record<string, [string, string]> = {
  'date': ['日期，如 2026-01-31', 'a date such as 2026-01-31'],
  'date-time': ['时刻，如 2026-01-31T08:00:00+08:00', 'an instant such as 2026-01-31T08:00:00+08:00'],
  'uuid': ['UUID', 'a UUID'],
}

const types: Record<string, [string, string]> = {
  string: ['一段文字（且只出现一次）', 'one text, given once'], integer: ['整数', 'a whole number'], number: ['数字', 'a number'],
  boolean: ['true 或 false', 'true or false'], array: ['列表', 'a list'], object: ['对象', 'an object'], null: ['空', 'null'],
}

/** What `keyword` asks for, Chinese and English. */
function demand({ keyword, params, parentSchema: { zh, en } = {} }: SchemaFault): [string, string] {
  const limit = text(params.limit)
  switch (keyword) {
    case 'type': return types[text(params.type)] ?? [text(params.type), text(params.type)]
    case 'format': return formats[text(params.format)] ?? [text(params.format), text(params.format)]
    case 'enum': return isList(params.allowedValues) && params.allowedValues.length === 1
      ? [` ${text(params.allowedValues)}`, text(params.allowedValues)]
      : [` ${text(params.allowedValues)} 之一`, `one of ${text(params.allowedValues)}`]
    case 'const': return [` ${text(params.allowedValue)}`, text(params.allowedValue)]
    case 'minimum': return [`不小于 ${limit}`, `at least ${limit}`]
    case 'maximum': return [`不大于 ${limit}`, `at most ${limit}`]
    case 'minLength': return [`至少 ${limit} 个字符`, `at least ${limit} characters`]
    case 'maxLength': return [`最多 ${limit} 个字符`, `at most ${limit} characters`]
    case 'minItems': return [`至少 ${limit} 项`, `at least ${limit} items`]
    case 'maxItems': return [`最多 ${limit} 项`, `at most ${limit} items`]
    case 'pattern': return zh !== undefined && en !== undefined ? [zh, en] : [`符合 ${text(params.pattern)}`, `of the form ${text(params.pattern)}`]
    default: return ['合格的值', 'a valid value']
  }
}

const nameOf = (path: string): string => path.replace(/^\//, '').replaceAll('/', '.')

/** Words for a Fastify validation error, or null for any other error. */
export function wordsOfValidation(error: Error): ValidationWords | null {
  if (!('validation' in error) || !isFaultList(error.validation)) return null
  const fault = error.validation.find((one) => one.keyword === 'additionalProperties') ?? error.validation[0]
  if (!fault) return null
  const part = 'validationContext' in error ? error.validationContext : 'body'
  const [zh, en] = part === 'querystring' ? ['参数', 'parameter'] : part === 'headers' ? ['请求头', 'header'] : ['字段', 'field']
  // a parameter that may be repeated is a list to us, not to whoever typed the address
  const inside = part === 'querystring' ? nameOf(fault.instancePath).replace(/\.\d+$/, '') : nameOf(fault.instancePath)
  const path = (name: unknown): string => inside ? `${inside}.${text(name)}` : text(name)
  if (fault.keyword === 'additionalProperties') {
    const parameter = path(fault.params.additionalProperty)
    const known = Object.keys(fault.parentSchema?.properties ?? {}).join(', ')
    return {
      code: part === 'querystring' ? 'unknown_parameter' : 'unknown_field', parameter,
      zh: `没有名为 ${parameter} 的${zh}`, en: `there is no ${en} named ${parameter}`,
      hint: known ? `可用 / known: ${known}` : '此地址不接受参数 / this address takes none',
    }
  }
  if (fault.keyword === 'required' || fault.keyword === 'dependentRequired') {
    const parameter = path(fault.params.missingProperty)
    return { code: 'missing', parameter, zh: `缺少${zh} ${parameter}`, en: `${en} ${parameter} is missing`, hint: undefined }
  }
  const [mustZh, mustEn] = demand(fault)
  return {
    code: part === 'querystring' ? 'bad_parameter' : 'bad_field', parameter: inside,
    zh: `${zh} ${inside || '（整体）'} 须为${mustZh}`, en: `${en} ${inside || '(whole)'} must be ${mustEn}`,
    hint: fault.parentSchema?.description,
  }
}
