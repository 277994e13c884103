import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'

export const action = {
  title: { zh: '认定默认坐标点', en: 'Judge a fall-back point' },
  roles: ['office', 'planner'],
  body: Type.Object({
    id: Type.Integer({ minimum: 1 }),
    state: Type.Enum(['confirmed', 'cleared'], { description: 'confirmed：是默认点，不作地点；cleared：是真实地点 / a real place' }),
  }, { additionalProperties: false }),
  changes: 'data',
} satisfies ActionContract
