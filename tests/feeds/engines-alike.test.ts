import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDemoApp, type DemoApp } from '../setup/demo-app.ts'
import { engines } from '../setup/engines.ts'
import { demoCodes } from './demo-codes.ts'
import { filters, textOf, type Codes } from './random-filter.ts'

/** What a map page asks with one filter; each answer must be the same, byte for byte. */
const addresses = ['/api/summary', '/api/feeds/petitions?limit=20', '/api/feeds/matters?limit=20', '/api/feeds/key-areas', '/api/feeds/units?level=township',
  '/api/feeds/timeline?bucket=week', '/api/feeds/density?size=1000', '/api/feeds/breakdown?by=category', '/api/feeds/same-period', '/api/feeds/place-indicators?by=area',
  '/api/measures/household_rate?by=unit&level=village', '/api/measures/overdue_share?by=area', '/tiles/petitions/9/405/215.mvt', '/tiles/key-areas/9/405/215.mvt']

type Answer = Awaited<ReturnType<DemoApp['get']>>

/**
 * What must be alike. Borders are simplified by GEOS, whose versions end a ring differently: units are compared without
 * their rings. A refusal has the number of its request.
 */
function told(address: string, answer: Answer | undefined): unknown {
  if (answer === undefined || answer.statusCode >= 400) return { ...answer?.json<object>(), request_id: undefined }
  if (address.startsWith('/api/feeds/units')) return answer.body.replaceAll(/"geometry" : \{[^}]*\}/g, '')
  return answer.rawPayload.toString('base64')
}

let sites: DemoApp[] = []
let codes: Codes
beforeAll(async () => {
  sites = await Promise.all(engines.map(({ openDemo }) => openDemoApp(openDemo)))
  if (sites[0]) codes = await demoCodes(sites[0])
})
afterAll(() => Promise.all(sites.map((site) => site.close())))

it.skipIf(engines.length < 2)('both engines give the same bytes to the same question, for random filters', async () => {
  await fc.assert(fc.asyncProperty(filters(codes), fc.constantFrom('office', 'township', 'group', 'wall'), async (filter, who) => {
    const query = textOf(filter)
    for (const address of addresses) {
      const url = `${address}${address.includes('?') ? '&' : '?'}${query}`
      const [one, other] = await Promise.all(sites.map((site) => site.get(who, url)))
      expect([url, one?.statusCode, told(address, one)]).toEqual([url, other?.statusCode, told(address, other)])
    }
  }), { numRuns: 60, seed: 14 })
}, 240_000)
