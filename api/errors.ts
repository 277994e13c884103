/**
 * Every refusal is a `Problem`; everything else becomes one here, in one table, and never by matching message text.
 */
import { DbError, DbUnavailable } from './db/db.ts'
import { wordsOfValidation } from './validation-words.ts'

export interface ProblemExtra {
  hint?: string
  /** query parameter, or path of the body member, that is wrong */
  parameter?: string
  headers?: Record<string, string>
}

/** A refusal to be answered as problem+json. `zh` and `en` go to the person who asked, so they hold no secret. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly extra: ProblemExtra
  constructor(status: number, code: string, zh: string, en: string, extra: ProblemExtra = {}) {
    super(`${code}: ${en}`)
    this.status = status
    this.code = code
    this.zh = zh
    this.en = en
    this.extra = extra
  }
}

export const notFound = (): Problem => new Problem(404, 'not_found', '没有这个内容', 'there is nothing here')
export const notSignedIn = (): Problem => new Problem(401, 'not_signed_in', '请先登录', 'sign in first')
export const notAllowed = (zh = '您的角色无权进行此操作', en = 'your role does not allow this'): Problem =>
  new Problem(403, 'not_allowed', zh, en)

const titles: Record<number, string> = {
  400: '请求有误 / Bad request', 401: '未登录 / Not signed in', 403: '无权限 / Not allowed', 404: '不存在 / Not found',
  405: '方法不允许 / Method not allowed', 408: '请求超时 / Request timeout', 409: '冲突 / Conflict',
  413: '内容过大 / Too large', 414: '地址过长 / Address too long', 415: '类型不支持 / Unsupported type',
  422: '内容不合格 / Bad content', 429: '请求过多 / Too many requests', 431: '请求头过大 / Headers too large',
  500: '内部错误 / Internal error', 502: '外部服务未应答 / Bad gateway', 503: '暂时不可用 / Unavailable',
}

export const titleOf = (status: number): string => titles[status] ?? (status < 500 ? titles[400] : titles[500]) ?? ''

const unavailable = (retryAfterSeconds: number): Problem => new Problem(
  503, 'unavailable', '数据库正忙，请稍后重试', 'the database is busy, try again shortly',
  { headers: { 'retry-after': String(Math.max(1, Math.ceil(retryAfterSeconds))) } },
)

const hidden = (): Problem => new Problem(500, 'internal', '服务器内部错误，请告知管理员请求编号',
  'internal error; tell the administrator the request id')

/** SQLSTATE -> problem. `RG...` are raised by our own rules, with the message in Chinese, the hint in English and the parameter as detail. */
function problemOfSql(error: DbError): Problem {
  const own = /^RG(400|403|404|409|422)$/.exec(error.code)
  if (own) {
    const codes: Record<string, string> = { 400: 'bad_parameter', 403: 'not_allowed', 404: 'not_found', 409: 'illegal_move', 422: 'bad_content' }
    const status = own[1] ?? '422'
    return new Problem(Number(status), codes[status] ?? 'bad_content', error.message, error.hint ?? error.message, {
      hint: error.hint,
      // rules that refuse a query parameter name it in the error's detail
      parameter: status === '400' || status === '404' ? error.detail : undefined,
    })
  }
  switch (error.code) {
    // neutral: the constraint's name or the other row's values could tell of a row out of scope
    case '23505': return new Problem(409, 'already_exists', '与已有记录重复', 'this exists already')
    case '23503': return new Problem(422, 'unknown_reference', '引用了不存在的记录', 'it refers to something that does not exist')
    case '23502':
    case '23514': return new Problem(422, 'bad_content', '内容不符合规则', 'the content breaks a rule')
    case '42501': return notAllowed()
    case '40001':
    case '40P01':
    case '55P03':
    case '57014': return unavailable(2)
    default: return error.code.startsWith('22')
      ? new Problem(422, 'bad_content', '内容的格式或取值不对', 'a value has the wrong form or is out of range')
      : hidden()
  }
}

const fastifyProblems: Record<string, [string, string, string]> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported_type', '只接受 application/json', 'send application/json'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['too_large', '内容过大', 'the body is too large'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['bad_json', 'JSON 内容为空', 'the JSON body is empty'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['bad_json', 'JSON 无法解析', 'the body is not valid JSON'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['bad_length', '内容长度与声明不符', 'the body is not as long as announced'],
  FST_ERR_BAD_URL: ['bad_address', '地址无法解析', 'the address cannot be read'],
  FST_REQ_FILE_TOO_LARGE: ['too_large', '文件过大', 'the file is too large'],
  FST_FILES_LIMIT: ['too_many_files', '一次只能上传一个文件', 'send one file at a time'],
  FST_INVALID_MULTIPART_CONTENT_TYPE: ['unsupported_type', '请以 multipart/form-data 上传文件', 'send the file as multipart/form-data'],
}

interface HttpError extends Error { statusCode?: number, code?: string }

/** Any error as a problem; what is not known becomes a 500 that says nothing. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof DbUnavailable) return unavailable(error.retryAfterSeconds)
  if (error instanceof DbError) return problemOfSql(error)
  if (!(error instanceof Error)) return hidden()
  const words = wordsOfValidation(error)
  if (words) return new Problem(400, words.code, words.zh, words.en, { parameter: words.parameter, hint: words.hint })
  const { statusCode, code }: HttpError = error
  if (statusCode === undefined || statusCode < 400 || statusCode > 499) return hidden()
  const known = fastifyProblems[code ?? '']
  if (known) return new Problem(statusCode, ...known)
  return new Problem(statusCode, 'bad_request', titleOf(statusCode).split(' / ')[0] ?? '', titleOf(statusCode).split(' / ')[1] ?? '')
}
