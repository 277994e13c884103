import * as Type from 'typebox'
import { count, day, nullable } from './feed.ts'
import type { Role } from './roles.ts'

/** Who sees the whole county: the scan compares all of it. */
export const alarmReaders = ['leader', 'office', 'planner'] as const satisfies Role[]

/** Who may have it look between two Sundays. */
export const alarmRunners = ['office', 'leader'] as const satisfies Role[]

/** `GET /api/alarm-runs`, and the answer of `POST`: the look that is going or the last one; `done` of `of` random repetitions. */
export const AlarmProgress = Type.Object({
  state: Type.Enum(['idle', 'running', 'done', 'unchanged', 'failed']), done: count, of: count, week_ends_on: nullable(day), started_at: nullable(Type.String()),
}, { additionalProperties: false })
export type AlarmProgress = Type.Static<typeof AlarmProgress>

/** Nothing is asked but to look. */
export const AlarmLook = Type.Object({}, { additionalProperties: false })

/** Days of recurrence from which the office acts (`signal`) or looks (`watch`). */
export const alarmFrom = { signal: 365, watch: 100 } as const

/** How seldom chance alone brings a cluster as strong, in words. */
export function recurrenceWords(days: number): { zh: string, en: string } {
  const years = days / 365.25
  if (years >= 1) {
    const n = years >= 10 ? Math.round(years) : Number(years.toFixed(1))
    return { zh: `仅凭偶然，平均约${n}年才出现一次`, en: `by chance once in about ${n} years` }
  }
  if (days >= 60) {
    const n = Math.round(days / 30.4)
    return { zh: `仅凭偶然，平均约${n}个月出现一次`, en: `by chance once in about ${n} months` }
  }
  const n = Math.max(1, Math.round(days / 7))
  return { zh: `仅凭偶然，平均约${n}周就会出现一次`, en: `by chance once in about ${n} weeks` }
}

/**
 * `GET /api/feeds/alarms`: the weekly look for what is new. Features are circles: centre, radius, the hexagons inside, the days
 * of the cluster, first petitions observed and expected from the county's own course of time.
 */
export const AlarmAnswer = Type.Object({
  type: Type.Literal('FeatureCollection'),
  run: nullable(Type.Object({
    id: count, made_at: Type.String(), week_ends_on: day, weeks: count, longest_weeks: count, radius_m: count, locations: count, matters: count,
    replications: count, on_demand: Type.Boolean(), signal_days: count, watch_days: count,
  }, { additionalProperties: false })),
  features: Type.Array(Type.Object({
    type: Type.Literal('Feature'), id: Type.String(), geometry: Type.Unknown(),
    properties: Type.Object({
      rank: count, level: Type.Enum(['signal', 'watch', 'none']), radius_m: count, hexagons: Type.Array(Type.String()),
      /** the same hexagons as rings of longitude and latitude */
      members: Type.Array(Type.Array(Type.Tuple([Type.Number(), Type.Number()]))), from: day, to: day,
      observed: count, expected: Type.Number(), relative_risk: Type.Number(), p: Type.Number(), recurrence_days: count,
      recurrence_zh: Type.String(), recurrence_en: Type.String(),
      /** of a signal or watch: how it stands, the day by which it should be looked into, and what was said, the latest first */
      id: count, state: nullable(Type.String()), state_name: nullable(Type.String()), state_name_en: nullable(Type.String()),
      version: count, due_on: nullable(day),
      answers: Type.Array(Type.Object({
        said: Type.Enum(['seen', 'explained', 'acted']), said_name: Type.String(), said_name_en: Type.String(), reason: Type.String(),
        role_name: nullable(Type.String()), role_name_en: nullable(Type.String()), said_at: Type.String(),
      }, { additionalProperties: false })),
      village: nullable(Type.String()), name: nullable(Type.String()),
    }, { additionalProperties: false }),
  }, { additionalProperties: false })),
}, { additionalProperties: false })
export type AlarmAnswer = Type.Static<typeof AlarmAnswer>
