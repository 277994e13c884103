import { About } from '../contract/about.ts'
import { demoAccounts, demoPassword, hasDemoAccounts } from '../demo-accounts.ts'
import type { Routes } from '../frame.ts'
import { readSettings } from '../settings.ts'

/** For the sign-in page and the map's corner: the demo accounts by name (in a demonstration only), the approval number. */
export default (async (app, { db, config }) => {
  const told = { accounts: demoAccounts.map(({ username }) => username), password: demoPassword }
  app.get('/api/about', {
    config: { authz: { roles: 'public', scope: 'none' } }, schema: { response: { 200: About } },
  }, async (): Promise<About> => {
    const { rows: [row] } = await db.query<{ has_units: boolean }>('select exists (select from admin_unit) as has_units')
    const { map_approval_no: approvalNo } = await readSettings(db, config)
    const demo = config.demo && await hasDemoAccounts(db) ? told : null
    return { demo, has_units: row?.has_units ?? false, durable: db.engine === 'server', map: { approval_no: approvalNo } }
  })
}) satisfies Routes
