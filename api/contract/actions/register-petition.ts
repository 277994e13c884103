import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { Petitioner } from '../petitioner.ts'

export const action = {
  title: { zh: '登记信访件', en: 'Register a petition' },
  roles: ['office', 'township'],
  body: Type.Object({
    matter_no: Type.Optional(Type.String({ minLength: 1, maxLength: 60, description: '已有事项的编号 / number of a known matter' })),
    received_on: Type.Optional(Type.String({ format: 'date' })),
    channel: Type.String({ maxLength: 40 }),
    level_lodged: Type.Optional(Type.String({ maxLength: 40 })),
    people_count: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
    purpose: Type.Optional(Type.String({ maxLength: 40 })),
    category: Type.Optional(Type.String({ pattern: '^\\d{6}$' })),
    title: Type.Optional(Type.String({ maxLength: 50, description: '一句话诉求 / the demand in one sentence' })),
    text: Type.Optional(Type.String({ maxLength: 4_000 })),
    place_text: Type.Optional(Type.String({ maxLength: 200 })),
    lon: Type.Optional(Type.Number({ minimum: 70, maximum: 140, description: 'CGCS2000/WGS84 经度 / longitude' })),
    lat: Type.Optional(Type.Number({ minimum: 0, maximum: 60, description: 'CGCS2000/WGS84 纬度 / latitude' })),
    petitioner: Type.Optional(Petitioner),
    unit_code: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z_-]{1,40}$' })),
  }, { additionalProperties: false, dependentRequired: { lon: ['lat'], lat: ['lon'] } }),
  changes: 'data',
} satisfies ActionContract
