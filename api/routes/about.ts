import { About } from '../contract/about.ts'
import { demoAccounts, demoPassword } from '../demo-accounts.ts'
import type { Routes } from '../frame.ts'

/** For the sign-in page and the map's corner: the demo accounts by name (in a demonstration only), the approval number. */
export default (async (app, { db, config }) => {
  const fixed = {
    demo: config.demo ? { accounts: demoAccounts.map(({ username }) => username), password: demoPassword } : null,
    map: { approval_no: config.mapApprovalNo ?? null },
  }
  app.get('/api/about', {
    config: { authz: { roles: 'public', scope: 'none' } }, schema: { response: { 200: About } },
  }, async (): Promise<About> => {
    const { rows: [row] } = await db.query<{ has_units: boolean }>('select exists (select from admin_unit) as has_units')
    return { ...fixed, has_units: row?.has_units ?? false }
  })
}) satisfies Routes
