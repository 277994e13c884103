import type { ActionContract } from '../action.ts'
import { ChangedSettings } from '../settings.ts'

/** The audit keeps what it was and what it is now. */
export const action = {
  title: { zh: '修改系统设置', en: 'Change the settings' },
  roles: ['sysadmin'],
  body: ChangedSettings,
  changes: 'accounts',
} satisfies ActionContract
