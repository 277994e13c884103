/**
 * Every address that is read, who may ask it and what to ask it for, written down from contract.md. An address that is
 * not here fails the matrix.
 */
import { canary } from './canaries.ts'
import type { Account } from './callers.ts'
import { confidentialTag, documentId, runId, runMaker } from './world.ts'
import { areas, boxOf, centreOf, ringOf, unitBy, within } from './places.ts'
import { tileAt } from '../tiles/county.ts'

export interface Ask {
  url: string
  /** what the answer hangs on: a caller who may not know of it gets 404 */
  about?: (caller: Account) => boolean
  /** asks that the kiosk may not put */
  free?: boolean
  /** always this, for those who may ask at all */
  status?: number
}

export interface AddressRule { roles: string, asks: Ask[] }

const readers = 'leader office township village group planner'
const counters = `${readers} wall`
const signedIn = `${counters} sysadmin secadmin auditor`

const seesUnit = (tag: string) => ({ scope }: Account): boolean => scope.some((over) => within(tag, over))
const seesArea = (tag: string) => ({ scope, role }: Account): boolean => {
  const area = areas.find((one) => one.tag === tag)
  if (!area || area.ended) return false
  return (['office', 'planner'].includes(role) && scope.includes(area.root)) || area.touches.some((group) => scope.some((over) => within(group, over)))
}
const nobody = (): boolean => false

/** Own, child, parent, sibling, other county, ended and unknown targets in every parameter of the filter. */
function filtered(url: string): Ask[] {
  const at = (query: string): string => `${url}${url.includes('?') ? '&' : '?'}${query}`
  // one resolver serves all addresses: all its targets are asked of the first, those that differ of the others
  const whole = url === '/api/summary'
  const unitTags = whole ? ['A1a', 'A1', 'A', 'K', 'A2b', 'B', 'B1b', 'A1z', 'B1z', 'XA1a', 'X'] : ['A', 'B1b']
  const areaTags = whole ? areas.map(({ tag }) => tag) : ['P2', 'P3']
  return [
    { url },
    ...unitTags.map((tag) => ({ url: at(`unit=${unitBy(tag).code}`), about: seesUnit(tag) })),
    { url: at('unit=990000999'), about: nobody },
    ...areaTags.map((tag) => ({ url: at(`area=${canary(tag)}`), about: seesArea(tag) })),
    { url: at('area=CANARY_nowhere'), about: nobody },
    { url: at('area_kind=land_requisition') },
    ...(whole ? ['A1a', 'B1b', 'XA1a'] : ['B1b']).flatMap((tag) => [
      { url: at(`bbox=${boxOf(tag).join(',')}`), free: true }, { url: at(`q=${canary(tag)}`), free: true },
      { url: at(`within=${ringOf(tag)}`), free: true },
    ]),
    { url: at('place=unlocated'), free: true },
  ]
}

const tiles = (feed: string): Ask[] => ['A1a', 'B1b', 'XA1a'].flatMap((tag) => [5, 13, 16].map((z) => {
  const { x, y } = tileAt(z, ...centreOf(tag))
  return `/tiles/${feed}/${z}/${x}/${y}.mvt`
})).flatMap((url, at) => at === 0 ? filtered(url) : [{ url }])

const list = (url: string): Ask[] => [
  ...filtered(url), { url: `${url}?sort=due&limit=10000` }, { url: `${url}?limit=2&cursor=0.-9999999.0` }, { url: `${url}?limit=1&cursor=0.-9999.5003` },
]
/** Lists of the joint response, which one resolver serves too; and asked for a response that the caller may not know. */
const work = (url: string): Ask[] => [
  { url }, ...['A', 'B1b'].map((tag) => ({ url: `${url}?unit=${unitBy(tag).code}`, about: seesUnit(tag) })),
  { url: `${url}?area=${canary('P3')}`, about: seesArea('P3') }, { url: `${url}?area=CANARY_nowhere`, about: nobody },
  ...(/matrix|my-work/.test(url) ? [] : ['P3', 'P9', 'XP'].map((tag) => ({ url: `${url}?response=${canary(tag)}` }))),
]
const run = (path: string): Ask[] => [
  ...(['K', 'X'] as const).map((root) => ({ url: `/api/imports/${runId[root]}${path}`, about: ({ scope, name }: Account) => scope.includes(root) || name === runMaker && root === 'K' })),
  { url: `/api/imports/999999${path}`, about: nobody },
]
const open = (url: string): AddressRule => ({ roles: 'anyone', asks: [{ url }] })

export const addressRules: Record<string, AddressRule> = {
  '/healthz': open('/healthz'), '/readyz': open('/readyz'), '/metrics': open('/metrics'), '/api/about': open('/api/about'),
  '/api/openapi.json': open('/api/openapi.json'), '/api/docs': open('/api/docs'), '/api/docs/style.css': open('/api/docs/style.css'),
  '/*': { roles: 'anyone', asks: [{ url: '/api/no-such-address', status: 404 }] },
  '/api/session': { roles: signedIn, asks: [{ url: '/api/session' }] },
  '/api/accounts': { roles: 'sysadmin secadmin', asks: [{ url: '/api/accounts' }] },
  '/api/misconduct-count': { roles: 'office', asks: [{ url: '/api/misconduct-count' }] },
  '/api/settings': { roles: 'sysadmin', asks: [{ url: '/api/settings' }] },
  '/api/audit': { roles: 'auditor', asks: [{ url: '/api/audit' }, { url: '/api/audit?cursor=99999&limit=5' }] },
  '/api/tokens': { roles: `${readers} auditor`, asks: [{ url: '/api/tokens' }] },
  '/api/basemap': { roles: signedIn, asks: [{ url: '/api/basemap' }] },
  '/api/basemap/:file': { roles: signedIn, asks: [{ url: '/api/basemap/roads.geojson', status: 404 }] },
  '/api/basemap/hillshade/:theme/:z/:x/:y': { roles: signedIn, asks: [{ url: '/api/basemap/hillshade/dark/7/1/1.png', status: 404 }] },
  '/api/basemap/style': { roles: signedIn, asks: [{ url: '/api/basemap/style', status: 404 }] },
  '/api/basemap/tianditu/:layer/:z/:x/:y': { roles: signedIn, asks: [{ url: '/api/basemap/tianditu/vec/7/101/53', status: 404 }] },
  '/api/feeds/reference': { roles: signedIn, asks: [{ url: '/api/feeds/reference' }] },
  '/api/feeds/units': {
    roles: counters,
    asks: [...['county', 'township', 'village'].map((level) => ({ url: `/api/feeds/units?level=${level}` })), ...filtered('/api/feeds/units?level=group'),
      ...['A', 'B', 'XA'].map((tag) => ({ url: `/api/feeds/units?level=group&parent=${unitBy(tag).code}` }))],
  },
  '/api/feeds/area-profiles': { roles: counters, asks: filtered('/api/feeds/area-profiles') },
  '/api/feeds/unit-profiles': { roles: counters, asks: filtered('/api/feeds/unit-profiles') },
  '/api/feeds/same-period': { roles: counters, asks: filtered('/api/feeds/same-period?years=2') },
  '/api/feeds/place-indicators': {
    roles: counters,
    asks: [...filtered('/api/feeds/place-indicators'), ...['township', 'village', 'group'].map((by) => ({ url: `/api/feeds/place-indicators?by=${by}&code=${unitBy('A').code}` }))],
  },
  '/api/feeds/breakdown': { roles: counters, asks: [...filtered('/api/feeds/breakdown'), ...['channel', 'kind', 'band'].map((by) => ({ url: `/api/feeds/breakdown?by=${by}` }))] },
  '/api/feeds/key-areas': { roles: counters, asks: filtered('/api/feeds/key-areas') },
  '/api/feeds/matters': { roles: readers, asks: list('/api/feeds/matters') },
  '/api/feeds/petitions': { roles: readers, asks: list('/api/feeds/petitions') },
  '/api/feeds/matter-clocks': {
    roles: readers, asks: ['A1a', 'A2a', 'B1b', 'Knone', 'XA1a', 'nowhere'].map((tag) => ({ url: `/api/feeds/matter-clocks?matter=${canary(tag)}` })),
  },
  '/api/feeds/departments': { roles: readers, asks: [{ url: '/api/feeds/departments' }] },
  ...Object.fromEntries(['responses', 'response-matrix', 'tasks', 'problems', 'gaps', 'visits', 'commitments', 'consultations', 'response-events',
    'field-activities', 'my-work', 'response-units', 'replies', 'meetings'].map((feed): [string, AddressRule] => [`/api/feeds/${feed}`, { roles: readers, asks: work(`/api/feeds/${feed}`) }])),
  '/api/feeds/area-versions': { roles: readers, asks: [{ url: '/api/feeds/area-versions' }, ...areas.map(({ tag }) => ({ url: `/api/feeds/area-versions?of=${canary(tag)}` }))] },
  '/api/feeds/area-documents': { roles: readers, asks: [...filtered('/api/feeds/area-documents'), { url: '/api/feeds/area-documents?removed=1' }] },
  '/api/area-documents/:id': {
    roles: readers,
    asks: [...areas.map(({ id, tag }): Ask => ({ url: `/api/area-documents/${documentId(id)}`, about: seesArea(tag) })),
      { url: '/api/area-documents/999999', about: nobody }],
  },
  '/api/feeds/place-queue': {
    roles: 'office township planner',
    asks: [...filtered('/api/feeds/place-queue?queue=unlocated'), { url: '/api/feeds/place-queue?queue=coarse&limit=1000' }, { url: '/api/feeds/place-queue?queue=hand' }],
  },
  '/api/feeds/same-pairs': { roles: 'office township', asks: [...filtered('/api/feeds/same-pairs'), { url: '/api/feeds/same-pairs?queue=later&limit=1000' }] },
  '/api/feeds/placeholder-points': { roles: 'office planner', asks: [{ url: '/api/feeds/placeholder-points' }] },
  '/api/place-candidates': {
    roles: 'office township planner',
    asks: [
      ...['A1a', 'B1b', 'XA1a', confidentialTag].flatMap((tag): Ask[] => [
        { url: `/api/place-candidates?matter_no=${canary(tag)}`, about: seesUnit(tag) },
        { url: `/api/place-candidates?matter_no=${canary(tag)}&lon=${centreOf('B1b')[0]}&lat=${centreOf('B1b')[1]}&q=CANARY`, about: seesUnit(tag) },
      ]),
      { url: '/api/place-candidates?matter_no=CANARY_nowhere', about: nobody },
    ],
  },
  '/api/feeds/timeline': { roles: readers, asks: filtered('/api/feeds/timeline?bucket=week') },
  '/api/feeds/density': { roles: counters, asks: filtered('/api/feeds/density?size=250') },
  '/api/feeds/notices': { roles: readers, asks: [{ url: '/api/feeds/notices' }] },
  '/api/feeds/notice-events': { roles: readers, asks: [{ url: '/api/feeds/notice-events?notice_id=1&kind=task_changed' }] },
  '/api/feeds/notice-settings': { roles: 'sysadmin', asks: [{ url: '/api/feeds/notice-settings' }] },
  '/api/feeds/notice-deliveries': { roles: 'sysadmin', asks: [{ url: '/api/feeds/notice-deliveries' }] },
  '/api/feeds/views': { roles: readers, asks: [{ url: '/api/feeds/views' }] },
  '/api/search': { roles: readers, asks: ['A', 'B1b', 'XA1a'].map((tag) => ({ url: `/api/search?q=${canary(tag)}` })) },
  '/api/summary': { roles: counters, asks: filtered('/api/summary') },
  '/api/hotspots': {
    roles: counters,
    asks: [...filtered('/api/hotspots'), ...['unit', 'unit&level=group', 'area'].map((by) => ({ url: `/api/hotspots?by=${by}&measure=rate` })),
      { url: '/api/hotspots?measure=repeat' }, { url: '/api/hotspots?measure=rate', status: 400 }],
  },
  '/api/feeds/hotspots': { roles: counters, asks: [...filtered('/api/feeds/hotspots?by=unit&level=group'), { url: '/api/feeds/hotspots' }] },
  '/api/feeds/alarms': { roles: 'leader office planner', asks: [{ url: '/api/feeds/alarms' }] },
  '/api/alarm-runs': { roles: 'leader office planner', asks: [{ url: '/api/alarm-runs' }] },
  '/tiles/hotspots.json': { roles: counters, asks: [{ url: '/tiles/hotspots.json' }] },
  '/tiles/hotspots/:z/:x/:y.mvt': { roles: counters, asks: tiles('hotspots') },
  '/api/measures': { roles: counters, asks: [{ url: '/api/measures' }] },
  '/api/measures/:name': {
    roles: counters,
    asks: [...filtered('/api/measures/people?by=unit&level=group'), { url: '/api/measures/people?by=unit&level=township' },
      { url: '/api/measures/household_rate?by=area' }, { url: '/api/measures/overdue_share?by=unit&level=village' }],
  },
  '/api/exports/ledger': { roles: readers, asks: filtered('/api/exports/ledger?format=csv') },
  '/api/imports': { roles: 'office planner', asks: [{ url: '/api/imports' }] },
  '/api/imports/:id': { roles: 'office planner', asks: run('') },
  '/api/imports/:id/corrections': { roles: 'office planner', asks: run('/corrections') },
  ...Object.fromEntries(['petitions', 'units', 'key-areas'].flatMap((feed): [string, AddressRule][] => [
    // repeats the filter in its addresses and says where the caller's units lie, whatever was asked
    [`/tiles/${feed}.json`, { roles: counters, asks: [{ url: `/tiles/${feed}.json` }, { url: `/tiles/${feed}.json?unit=${unitBy('B1b').code}` }] }],
    [`/tiles/${feed}/:z/:x/:y.mvt`, { roles: counters, asks: tiles(feed) }],
  ])),
}

/** Answers that never end: asked over a socket in events.test.ts. */
export const streams = ['/api/events']

export const expectedStatus = ({ roles }: AddressRule, { about, free, status = 200 }: Ask, caller: Account, stranger: boolean): number => {
  if (roles === 'anyone') return status
  if (stranger) return 401
  if (!roles.split(' ').includes(caller.role)) return 403
  if (free === true && caller.role === 'wall') return 403
  return about === undefined || about(caller) ? status : 404
}

