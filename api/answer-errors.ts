import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Problem as ProblemBody } from './contract/problem.ts'
import { notFound, Problem, titleOf, toProblem } from './errors.ts'

/** The problem+json body of a refusal. */
export const bodyOf = (problem: Problem, requestId: string): ProblemBody => ({
  type: `about:blank#${problem.code}`,
  title: titleOf(problem.status),
  status: problem.status,
  code: problem.code,
  detail: problem.zh,
  detail_en: problem.en,
  ...(problem.extra.hint === undefined ? {} : { hint: problem.extra.hint }),
  ...(problem.extra.parameter === undefined ? {} : { parameter: problem.extra.parameter }),
  request_id: requestId,
})

export function sendProblem(reply: FastifyReply, problem: Problem, requestId: string): FastifyReply {
  return reply.status(problem.status).headers(problem.extra.headers ?? {})
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(bodyOf(problem, requestId))
}

const unreadable = '/-/unreadable'

/**
 * The address that the router gets. One that cannot be decoded would be answered before any hook runs, and so
 * without our headers; it goes to the not-found handler instead.
 */
export function readableUrl({ url = '/' }: { url?: string }): string {
  try {
    if (url.includes('%')) decodeURIComponent(url.split('?')[0] ?? '')
    return url
  } catch {
    return unreadable
  }
}

const pathPattern = (url: string): RegExp => new RegExp(`^${
  url.split(/(:[A-Za-z0-9_]+(?:\([^)]*\))?|\*)/).map((part) => {
    if (part === '*') return '.*'
    return part.startsWith(':') ? '[^/]+?' : part.replace(/[.\\+^$[\](){}|?-]/g, '\\$&')
  }).join('')
}$`)

/** Methods that some address of this path does take; empty for a path that does not exist. */
function methodsOf(app: FastifyInstance, path: string): string[] {
  const methods = app.guardedAddresses.filter(({ url }) => url !== '/*' && pathPattern(url).test(path)).map(({ method }) => method)
  return [...new Set(methods)].sort()
}

/** Every refusal and every unknown address, as problem+json. A status of 500 and above says nothing but its id. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const problem = toProblem(error)
    if (problem.status >= 500) request.log.error({ err: error, requestId: request.id }, 'request failed')
    return sendProblem(reply, problem, request.id)
  })
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? ''
    if (path === unreadable) {
      return sendProblem(reply, new Problem(400, 'bad_address', '地址无法解析', 'the address cannot be read'), request.id)
    }
    const methods = methodsOf(app, path)
    if (methods.length === 0 || methods.includes(request.method)) return sendProblem(reply, notFound(), request.id)
    const allow = methods.join(', ')
    return sendProblem(reply, new Problem(405, 'method_not_allowed', `此地址只接受 ${allow}`, `this address takes ${allow}`, {
      headers: { allow },
    }), request.id)
  })
}
