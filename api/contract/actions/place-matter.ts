import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'

export const action = {
  title: { zh: '人工定位', en: 'Place a matter by hand' },
  roles: ['office', 'township', 'planner'],
  body: Type.Object({
    matter_no: Type.String({ minLength: 1, maxLength: 60 }),
    lon: Type.Optional(Type.Number({ minimum: 70, maximum: 140, description: 'CGCS2000/WGS84 经度 / longitude' })),
    lat: Type.Optional(Type.Number({ minimum: 0, maximum: 60, description: 'CGCS2000/WGS84 纬度 / latitude' })),
    unit_code: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z_-]{1,40}$', description: '只知单位时用其代码 / where only the unit is known' })),
    reason: Type.String({ minLength: 2, maxLength: 200 }),
  }, {
    additionalProperties: false, dependentRequired: { lon: ['lat'], lat: ['lon'] },
    oneOf: [{ required: ['lon', 'lat'] }, { required: ['unit_code'] }],
  }),
  changes: 'data',
} satisfies ActionContract
