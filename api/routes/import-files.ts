import { importers, ImportFile, ImportFileId } from '../contract/imports.ts'
import type { Routes } from '../frame.ts'
import { ownerOf } from '../importers/file-of.ts'
import { keepUpload } from '../importers/upload.ts'

/** The wizard's file, sent once: it is looked at and run by its number until the session ends, or an hour after its last use. */
export default (async (app, { files }) => {
  const authz = { roles: importers, scope: 'none' } as const

  app.post('/api/import-files', {
    config: { authz, multipart: true },
    schema: { response: { 200: ImportFile }, summary: '上传待导入的文件 / Send a file to be imported' },
  }, async (request, reply) => {
    const held = await files.hold(ownerOf(request), await keepUpload(request))
    return await reply.header('cache-control', 'no-store')
      .send({ file_id: held.id, file_name: held.fileName, byte_count: held.byteCount, kept_until: held.keptUntil })
  })

  app.delete('/api/import-files/:id', {
    config: { authz }, schema: { params: ImportFileId, summary: '丢弃已上传的文件 / Drop a file' },
  }, async (request, reply) => {
    await files.drop(ownerOf(request), request.params.id)
    return await reply.status(204).send()
  })
}) satisfies Routes
