import { requireCaller } from '../authz.ts'
import { ImportLook, ImportLookQuery } from '../contract/import-look.ts'
import { importers } from '../contract/imports.ts'
import type { Routes } from '../frame.ts'
import { lookThrough } from '../importers/look-through.ts'
import { importProblem, optionsOf } from '../importers/over-http.ts'
import { fileOf } from '../importers/file-of.ts'

/** The first step of the import wizard. A file that came with the request is deleted, whatever comes of it. */
export default (async (app, { db, files }) => {
  app.post('/api/import-looks', {
    config: { authz: { roles: importers, scope: 'none' }, multipart: true },
    schema: { querystring: ImportLookQuery, response: { 200: ImportLook }, summary: '查看文件（不导入） / Look at a file without importing it' },
  }, async (request, reply) => {
    requireCaller(request)
    const { kind, shapes, ...query } = request.query
    const { encoding, crs, sheet, header, mapping } = optionsOf(query)
    const upload = await fileOf(request, files, request.query.file)
    try {
      const look = await lookThrough(db, upload.path, { kind, fileName: upload.fileName, encoding, crs, sheet, header, mapping, shapes: shapes === '1' })
      return await reply.header('cache-control', 'no-store').send(look)
    } catch (error) {
      throw importProblem(error)
    } finally {
      await upload.remove()
    }
  })
}) satisfies Routes
