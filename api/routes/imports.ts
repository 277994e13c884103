import { setTimeout as pause } from 'node:timers/promises'
import * as Type from 'typebox'
import { attachment } from '../attachment.ts'
import { requireCaller } from '../authz.ts'
import { tellOwnWrite } from '../data-version.ts'
import type { Caller, Db } from '../db/db.ts'
import type { Static } from 'typebox'
import { ImportId, ImportKind, ImportList, ImportQuery, ImportRun, importers } from '../contract/imports.ts'
import { notAllowed, notFound, Problem } from '../errors.ts'
import type { Routes } from '../frame.ts'
import { correctionsOfRun } from '../importers/corrections-of-run.ts'
import { importProblem, optionsOf, runningRun, waitMs } from '../importers/over-http.ts'
import type { RowResult } from '../importers/row-results.ts'
import { MadeBefore, runImport } from '../importers/run.ts'
import { nextRunId } from '../importers/run-record.ts'
import { RunningImports } from '../importers/running.ts'
import { undoRun } from '../importers/undo.ts'
import type { Understood } from '../importers/types.ts'
import { fileOf } from '../importers/file-of.ts'
import { sqlFile } from '../sql.ts'

const rights = { roles: importers, scope: 'area' } as const

async function hasWholeCounty(db: Db, caller: Caller): Promise<boolean> {
  const { rows: [row] } = await db.read<{ whole: boolean }>(caller,
    "select installation_county() = any (scope_counties()) or installation_county() = '-' as whole")
  return row?.whole === true
}

async function requireWholeCounty(db: Db, caller: Caller): Promise<void> {
  if (!await hasWholeCounty(db, caller)) throw notAllowed('导入须有全县范围', 'importing needs the scope of the whole county')
}

export default (async (app, { db, config, sessions, files }) => {
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
    const upload = await fileOf(request, files, request.query.file)
    const id = await nextRunId(db)
    const run = {
      id, kind, fileName: upload.fileName, dryRun: options.dryRun === true, startedAt: new Date().toISOString(),
      accountId: caller.accountId, by: request.signedIn?.displayName ?? null,
    }
    const end = running.follow(run, (how) => runImport(db, {
      ...options, ...how, kind, path: upload.path, fileName: upload.fileName, runId: id, caller, identityKey: config.identityKey,
      idempotencyKey: request.headers['idempotency-key'],
    })).then((done) => {
      // the first units bring the county, and with it the scope that was granted ahead
      if (kind === 'units') sessions.forget(request.signedIn?.tokenHash ?? '')
      return done.id
    }, (error: unknown) => {
      if (error instanceof MadeBefore) return error.id
      request.log.info({ run: id, err: error }, 'import broke off')
      throw importProblem(error)
    }).finally(upload.remove)
    const done = await Promise.race([end, pause(waitMs(request.query.wait, request.headers.prefer), undefined, { ref: false })])
    void reply.header('cache-control', 'no-store').header('location', `/api/imports/${done ?? id}`)
    if (done !== undefined) return await readRun(caller, done)
    end.catch(() => undefined) // it is asked after at its address
    const now = running.get(id, caller.accountId)
    // it may have ended between the two looks
    return now ? await reply.status(202).send(runningRun(now)) : await readRun(caller, await end ?? id)
  })

  app.get('/api/imports', {
    config: { authz: rights }, schema: { response: { 200: ImportList }, summary: '导入记录 / Import runs' },
  }, async (request, reply) => {
    void reply.header('cache-control', 'no-store')
    const caller = requireCaller(request)
    const working = running.working()
    const kept = await readRuns(caller, null)
    // as with runs that are done: who has the whole county sees everybody's, others their own
    const whole = working.length > 0 && await hasWholeCounty(db, caller)
    const shown = working.filter(({ id, accountId }) => (whole || accountId === caller.accountId) && kept.rows.every((run) => run.id !== id))
    return { rows: [...shown.map(runningRun), ...kept.rows], total: shown.length + kept.total }
  })

  app.get('/api/imports/:id', {
    config: { authz: rights }, schema: { params: ImportId, response: { 200: ImportRun }, summary: '一次导入 / One import run' },
  }, async (request, reply) => {
    const caller = requireCaller(request)
    void reply.header('cache-control', 'no-store')
    const id = Number(request.params.id)
    const now = running.get(id, caller.accountId)
    if (now?.error instanceof MadeBefore) return await readRun(caller, now.error.id)
    return now ? runningRun(now) : await readRun(caller, id)
  })

  app.get('/api/imports/:id/corrections', {
    config: { authz: { ...rights, audit: true } }, schema: { params: ImportId, summary: '更正表 / Correction workbook' },
  }, async (request, reply) => {
    const caller = requireCaller(request)
    const run = await readRun(caller, Number(request.params.id))
    const { rows } = await db.read<RowResult>(caller, rowsOfRun, [run.id])
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', attachment(`corrections-${run.id}.xlsx`, `${run.file_name}.更正表.xlsx`))
      .header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .send(await correctionsOfRun(rows, (run.understood as Understood | undefined)?.shownColumns ?? []))
  })

  app.delete('/api/imports/:id', {
    config: { authz: rights },
    schema: { params: ImportId, response: { 200: ImportRun }, summary: '取消进行中的导入，或撤销已完成的 / Cancel an import that runs, or undo one that is done' },
  }, async (request) => {
    const caller = requireCaller(request)
    await requireWholeCounty(db, caller)
    const id = Number(request.params.id)
    const now = running.get(id, caller.accountId)
    if (now?.error !== undefined) throw new Problem(409, 'nothing_written', '这次导入没有写入任何内容', 'this import has written nothing')
    // one that had done its work before it heard is undone like any other
    if (now && await running.cancel(id)) return runningRun(now)
    await readRun(caller, id)
    await undoRun(db, id, caller)
    tellOwnWrite()
    await db.notify('outbox', 'import-undone')
    return await readRun(caller, id)
  })
}) satisfies Routes
