import * as Type from 'typebox'
import { readers } from '../feed.ts'
import type { ActionContract } from '../action.ts'

export const viewName = Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' })

export const action = {
  title: { zh: '保存视图', en: 'Save a view of the map' },
  roles: readers,
  body: Type.Object({
    name: viewName,
    query: Type.String({ minLength: 1, maxLength: 4_000, pattern: '^[^?#\\s]+$', description: '地图页地址中问号之后的部分 / the page\'s query string' }),
  }, { additionalProperties: false }),
  changes: 'accounts',
} satisfies ActionContract
