import * as Type from 'typebox'
import { readers } from '../feed.ts'
import type { ActionContract } from '../action.ts'
import { viewName } from './save-view.ts'

export const action = {
  title: { zh: '删除视图', en: 'Delete a view' },
  roles: readers,
  body: Type.Object({ name: viewName }, { additionalProperties: false }),
  changes: 'accounts',
} satisfies ActionContract
