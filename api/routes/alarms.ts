import { createAnswers } from '../answers.ts'
import { today } from '../county-day.ts'
import { requireCaller } from '../authz.ts'
import { AlarmLook, AlarmProgress, alarmFrom, alarmReaders, alarmRunners, recurrenceWords, type AlarmAnswer } from '../contract/alarms.ts'
import type { Caller, Db } from '../db/db.ts'
import type { Routes } from '../frame.ts'
import { lastSunday } from '../hotspots/alarm.ts'
import { createAlarmRunner } from '../hotspots/alarm-runner.ts'
import { codeOf, cornersOf } from '../hotspots/grid.ts'
import { sqlFolder } from '../sql.ts'

type Run = Omit<NonNullable<AlarmAnswer['run']>, 'signal_days' | 'watch_days'>
type Signal = Omit<AlarmAnswer['features'][number]['properties'], 'hexagons' | 'members' | 'recurrence_zh' | 'recurrence_en'> & { lon: number, lat: number, hexagons: number[] }

const ringOf = (id: number): [number, number][] => cornersOf(2, id).map(([lon, lat]) => [Number(lon.toFixed(6)), Number(lat.toFixed(6))])

async function readAlarms(db: Db, caller: Caller, sql: string): Promise<AlarmAnswer> {
  const { rows: [row] } = await db.read<{ text: string }>(caller, sql)
  const { run, signals } = JSON.parse(row?.text ?? '{"run":null,"signals":[]}') as { run: Run | null, signals: Signal[] }
  return {
    type: 'FeatureCollection',
    run: run && { ...run, signal_days: alarmFrom.signal, watch_days: alarmFrom.watch },
    features: signals.map(({ lon, lat, hexagons, name, ...signal }) => {
      const words = recurrenceWords(signal.recurrence_days)
      return {
        type: 'Feature', id: `${run?.id}-${signal.rank}`, geometry: { type: 'Point', coordinates: [lon, lat] },
        properties: {
          ...signal, name: name === '' ? null : name, hexagons: hexagons.map((id) => codeOf(2, id)), members: hexagons.map(ringOf), recurrence_zh: words.zh, recurrence_en: words.en,
        },
      }
    }),
  }
}

export default (async (app, { db }) => {
  const answers = await createAnswers(db)
  app.addHook('onClose', () => answers.close())
  const sql = (await sqlFolder('hotspots')).get('alarms') ?? ''
  const runner = createAlarmRunner(db)

  app.get('/api/feeds/alarms', {
    config: { authz: { roles: alarmReaders, scope: 'aggregate' } },
    schema: { summary: '每周时空预警 / Weekly space-time alarm' },
  }, async (request, reply) => {
    // a run on demand changes no petition: the answer's mark follows the runs, too
    const { rows: [last] } = await db.query<{ id: string | null }>('select max(id)::text as id from alarm_run where county_code = installation_county()')
    return await answers.send(request, reply, 'application/geo+json; charset=utf-8', `alarms ${last?.id ?? ''}`, async (caller) => {
      // a week that ended while nobody ran the program is looked at now
      await runner.run({ lastDay: lastSunday(today()) })
      return JSON.stringify(await readAlarms(db, caller, sql))
    })
  })

  app.get('/api/alarm-runs', {
    config: { authz: { roles: alarmReaders, scope: 'none' } }, schema: { response: { 200: AlarmProgress }, summary: '预警扫描进度 / How far the look for alarms is' },
  }, async (_request, reply) => await reply.header('cache-control', 'no-store').send(runner.progress()))

  app.post('/api/alarm-runs', {
    config: { authz: { roles: alarmRunners, scope: 'none' } }, schema: { body: AlarmLook, response: { 202: AlarmProgress }, summary: '立即扫描预警 / Look for alarms now' },
  }, async (request, reply) => {
    requireCaller(request)
    // who waits asks how far it is; a failure is told there and in the log
    runner.run({ lastDay: today(), onDemand: true }).catch((error: unknown) => { request.log.error({ err: error }, 'alarm on demand') })
    return await reply.code(202).header('cache-control', 'no-store').send(runner.progress())
  })
}) satisfies Routes
