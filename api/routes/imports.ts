import { setTimeout as pause } from 'node:timers/promises'
import * as Type from 'typebox'
import { requireCaller } from '../authz.ts'
import type { Caller, Db } from '../db/db.ts'
import type { Static } from 'typebox'
import { ImportId, ImportKind, ImportList, ImportQuery, ImportRun, importers } from '../contract/imports.ts'
import { notAllowed, notFound } from '../errors.ts'
import type { Routes } from '../frame.ts'
import { correctionsOfRun } from '../importers/corrections-of-run.ts'
import { importProblem, optionsOf, runningRun } from '../importers/over-http.ts'
import type { RowResult } from '../importers/row-results.ts'
import { MadeBefore, runImport } from '../importers/run.ts'
import { nextRunId } from '../importers/run-record.ts'
import { RunningImports } from '../importers/running.ts'
import { undoRun } from '../importers/undo.ts'
import type { Understood } from '../importers/types.ts'
import { keepUpload } from '../importers/upload.ts'
import { sqlFile } from '../sql.ts'

/** how long a request waits for its run before it answers 202 */
const patienceMs = 1_000
const rights = { roles: importers, scope: 'area' } as const

async function requireWholeCounty(db: Db, caller: Caller): Promise<void> {
  const { rows: [row] } = await db.read<{ whole: boolean }>(caller,
    "select installation_county() = any (scope_counties()) or installation_county() = '-' as whole")
  if (!row?.whole) throw notAllowed('导入须有全县范围', 'importing needs the scope of the whole county')
}

export default (async (app, { db, config }) => {
  const running = new RunningImports()
  const [runs, rowsOfRun] = await Promise.all([sqlFile('imports/runs.sql'), sqlFile('imports/run-rows.sql')])
  const readRuns = async (caller: Caller, id: number | null): Promise<Static<typeof ImportList>> => {
    const { rows: [row] } = await db.read<{ body: Static<typeof ImportList> }>(caller, runs, [id])
    return row?.body ?? { rows: [], total: 0 }
  }
  const readRun = async (caller: Caller, id: number): Promise<ImportRun> => {
    const { rows: [run] } = await readRuns(caller, id)
    if (!run) throw notFound()
    return run
  }

  app.post('/api/imports/:kind', {
    config: { authz: rights, multipart: true },
    schema: {
      params: Type.Object({ kind: ImportKind }), querystring: ImportQuery,
      headers: Type.Object({ 'idempotency-key': Type.Optional(Type.String({ minLength: 8, maxLength: 128, pattern: '^[!-~]+$' })), prefer: Type.Optional(Type.String({ maxLength: 100 })) }),
      response: { 200: ImportRun, 202: ImportRun }, summary: '导入文件 / Import a file',
    },
  }, async (request, reply) => {
    const caller = requireCaller(request)
    await requireWholeCounty(db, caller)
    const { kind } = request.params
    const options = optionsOf(request.query)
    const upload = await keepUpload(request)
    const id = await nextRunId(db)
    const run = { id, kind, fileName: upload.fileName, dryRun: options.dryRun === true, startedAt: new Date().toISOString(), accountId: caller.accountId }
    const end = running.follow(run, (onProgress) => runImport(db, {
      ...options, kind, path: upload.path, fileName: upload.fileName, runId: id, caller, identityKey: config.identityKey,
      idempotencyKey: request.headers['idempotency-key'], onProgress,
    })).then((done) => done.id, (error: unknown) => {
      if (error instanceof MadeBefore) return error.id
      request.log.info({ run: id, err: error }, 'import broke off')
      throw importProblem(error)
    }).finally(upload.remove)
    const waitMs = Number(/(?:^|[,;\s])wait=(\d{1,3})/.exec(request.headers.prefer ?? '')?.[1] ?? 0) * 1_000 || patienceMs
    const done = await Promise.race([end, pause(waitMs, undefined, { ref: false })])
    void reply.header('cache-control', 'no-store').header('location', `/api/imports/${done ?? id}`)
    if (done !== undefined) return await readRun(caller, done)
    end.catch(() => undefined) // it is asked after at its address
    return await reply.status(202).send(runningRun(running.get(id) ?? { ...run, progress: { phase: 'counting', share: 1, rows: 0 } }))
  })

  app.get('/api/imports', {
    config: { authz: rights }, schema: { response: { 200: ImportList }, summary: '导入记录 / Import runs' },
  }, async (request, reply) => {
    void reply.header('cache-control', 'no-store')
    return await readRuns(requireCaller(request), null)
  })

  app.get('/api/imports/:id', {
    config: { authz: rights }, schema: { params: ImportId, response: { 200: ImportRun }, summary: '一次导入 / One import run' },
  }, async (request, reply) => {
    const caller = requireCaller(request)
    void reply.header('cache-control', 'no-store')
    const now = running.get(Number(request.params.id))
    if (now && now.accountId === caller.accountId) return runningRun(now)
    return await readRun(caller, Number(request.params.id))
  })

  app.get('/api/imports/:id/corrections', {
    config: { authz: { ...rights, audit: true } }, schema: { params: ImportId, summary: '更正表 / Correction workbook' },
  }, async (request, reply) => {
    const caller = requireCaller(request)
    const run = await readRun(caller, Number(request.params.id))
    const { rows } = await db.read<RowResult>(caller, rowsOfRun, [run.id])
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="corrections-${run.id}.xlsx"; filename*=UTF-8''${encodeURIComponent(`${run.file_name}.更正表.xlsx`)}`)
      .header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .send(await correctionsOfRun(rows, (run.understood as Understood | undefined)?.shownColumns ?? []))
  })

  app.delete('/api/imports/:id', {
    config: { authz: rights }, schema: { params: ImportId, response: { 200: ImportRun }, summary: '撤销导入 / Undo an import run' },
  }, async (request) => {
    const caller = requireCaller(request)
    await requireWholeCounty(db, caller)
    const id = Number(request.params.id)
    await readRun(caller, id)
    await undoRun(db, id, caller)
    await db.notify('outbox', 'import-undone')
    return await readRun(caller, id)
  })
}) satisfies Routes
