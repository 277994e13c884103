import { createAnswers, today } from '../answers.ts'
import { alarmFrom, alarmReaders, recurrenceWords, type AlarmAnswer } from '../contract/alarms.ts'
import type { Caller, Db } from '../db/db.ts'
import type { Routes } from '../frame.ts'
import { runAlarm } from '../hotspots/alarm.ts'
import { codeOf } from '../hotspots/grid.ts'
import { sqlFolder } from '../sql.ts'

type Run = Omit<NonNullable<AlarmAnswer['run']>, 'signal_days' | 'watch_days'>
type Signal = Omit<AlarmAnswer['features'][number]['properties'], 'hexagons' | 'recurrence_zh' | 'recurrence_en'> & { lon: number, lat: number, hexagons: number[] }

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
          ...signal, name: name === '' ? null : name, hexagons: hexagons.map((id) => codeOf(2, id)), recurrence_zh: words.zh, recurrence_en: words.en,
        },
      }
    }),
  }
}

export default (async (app, { db }) => {
  const answers = await createAnswers(db)
  app.addHook('onClose', () => answers.close())
  const sql = (await sqlFolder('hotspots')).get('alarms') ?? ''
  let running: Promise<unknown> | undefined

  app.get('/api/feeds/alarms', {
    config: { authz: { roles: alarmReaders, scope: 'aggregate' } },
    schema: { summary: '每周时空预警 / Weekly space-time alarm' },
  }, (request, reply) => answers.send(request, reply, 'application/geo+json; charset=utf-8', 'alarms', async (caller) => {
    // on demand, too: a week that ended while nobody ran the program is looked at now
    running ??= runAlarm(db, today()).finally(() => { running = undefined })
    await running
    return JSON.stringify(await readAlarms(db, caller, sql))
  }))
}) satisfies Routes
