import { Settings } from '../contract/settings.ts'
import type { Routes } from '../frame.ts'
import { readSettings } from '../settings.ts'

/** Written by the action `change-settings`. */
export default (async (app, { db, config }) => {
  app.get('/api/settings', {
    config: { authz: { roles: ['sysadmin'], scope: 'none' } }, schema: { response: { 200: Settings } },
  }, async (_request, reply): Promise<Settings> => {
    void reply.header('cache-control', 'no-store')
    return await readSettings(db, config)
  })
}) satisfies Routes
