import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import { Problem } from '../errors.ts'

/** name of a folder that holds an upload, and the process that made it */
export const uploadFolder = /^rg-upload-(\d+)-/

export interface Upload {
  path: string
  fileName: string
  remove(): Promise<void>
}

/**
 * Keeps the one file of a multipart request in a folder that only this program reads.
 *
 * @param most bytes that it may have at most; otherwise the frame's own limit holds
 * @throws Problem 422 when there is no file, 413 when it is too large
 */
export async function keepUpload(request: FastifyRequest, most?: number): Promise<Upload> {
  const part = await request.file({ throwFileSizeLimit: false, ...(most === undefined ? {} : { limits: { fileSize: most } }) })
  if (!part) throw new Problem(422, 'file_missing', '请上传一个文件（multipart/form-data）', 'send one file as multipart/form-data', { parameter: 'file' })
  const folder = await mkdtemp(join(tmpdir(), `rg-upload-${process.pid}-`))
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    const path = join(folder, 'file')
    await pipeline(part.file, createWriteStream(path, { mode: 0o600 }))
    if (part.file.truncated) {
      const mega = most === undefined ? '' : String(Math.floor(most / 1_048_576))
      throw new Problem(413, 'too_large', `文件过大${mega && `，最大 ${mega} MB`}`, `the file is too large${mega && `; at most ${mega} MB`}`, { parameter: 'file' })
    }
    return { path, fileName: (basename(part.filename || 'file')).slice(0, 200), remove }
  } catch (error) {
    await remove()
    throw error
  }
}
