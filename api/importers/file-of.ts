import type { FastifyRequest } from 'fastify'
import { notSignedIn } from '../errors.ts'
import type { HeldFiles } from './held-files.ts'
import { keepUpload, type Upload } from './upload.ts'

/** What tells the sessions apart that send files. @throws Problem 401 when nobody is signed in */
export function ownerOf(request: FastifyRequest): string {
  if (!request.signedIn) throw notSignedIn()
  return request.signedIn.tokenHash
}

/**
 * The file that a request is about: one that was sent before, by its number, or the one that comes with it.
 * @throws Problem 404 for a number that is not kept any more, 422 without either
 */
export const fileOf = async (request: FastifyRequest, files: HeldFiles, id: string | undefined): Promise<Upload> =>
  id === undefined ? await keepUpload(request) : files.take(ownerOf(request), id)
