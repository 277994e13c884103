import { smallNumber } from '../../api/contract/small-number.ts'
import response from './en/response.ts'
import areaEdit from './en/area-edit.ts'
import areaResponse from './en/area-response.ts'
import hotspots from './en/hotspots.ts'
import imports from './en/imports.ts'
import mapPage from './en/map-page.ts'
import notices from './en/notices.ts'
import tour from './en/tour.ts'
import dossier from './en/dossier.ts'
import places from './en/places.ts'
import security from './en/security.ts'
import same from './en/same.ts'
import type { Messages } from './zh.ts'

const en: Messages = {
  app: {
    title: 'Regional governance map', comma: ', ', skip: 'Skip to content', demo: 'Demo data', demoNote: 'A fictional county: no real place, no real incident', embedded: 'Embedded', embeddedNote: 'The embedded database does not promise to survive a power cut: for demonstration and trial only; use PostgreSQL in earnest',
    themeDark: 'Use the dark theme', themeLight: 'Use the light theme', language: '中文',
    signOut: 'Sign out', account: 'Account', offline: 'Offline: figures are from before the network was lost', approval: 'Map approval no. {no}',
  },
  nav: { label: 'Pages', same: 'Same matter', settings: 'Settings', map: 'Map', hotspots: 'Hot spots', work: 'My work', response: 'Joint response', problems: 'Problems', consultations: 'Consultations', areas: 'Key areas', imports: 'Import', places: 'Places', 'area-edit': 'Borders' },
  areaEdit,
  areaResponse,
  hotspots,
  imports,
  dossier,
  places,
  notices,
  security,
  same,
  response,
  signIn: {
    lead: 'Key area by key area, four levels of a county settle what residents ask for', username: 'User name', password: 'Password',
    show: 'Show password', hide: 'Hide password', go: 'Sign in', busy: 'Signing in…', missing: 'Enter your user name and password.', wrong: 'User name or password is wrong. Five failures lock the account for 30 minutes.',
    locked: 'Too many attempts. Try again later.', unreachable: 'The server cannot be reached. Check the network and try again.',
    demo: 'Demo accounts (click to fill in; password {password})', notice: 'All access is recorded. Do not share your account.',
  },
  demoAccount: {
    leader: 'County leader', office: 'Petition office', township: 'Township cadre', village: 'Village cadre', group: 'Group head', planner: 'Planner',
    sysadmin: 'System admin', secadmin: 'Security admin', auditor: 'Auditor', wall: 'Command wall',
  },
  password: {
    title: 'Change password', lead: 'First sign-in or expired password: choose a new one.', current: 'Current password', next: 'New password', repeat: 'New password again',
    rule: 'At least 10 characters from three of: capitals, small letters, digits, signs. Not one of the last five.', differ: 'The two new passwords differ.', go: 'Save and continue', weak: 'The new password does not meet the rule.',
  },
  unreachable: { title: 'The server cannot be reached', text: 'It is starting, or the network is down. This page tries again by itself.', again: 'Try now' },
  notFound: { title: 'There is no such page', text: 'The address may be wrong, or the content was removed.', home: 'Back to the map' },
  noData: {
    title: 'This account sees no business data', sysadmin: 'System administrators keep accounts and settings; by the separation of duties they do not see petitions.',
    secadmin: 'Security administrators grant rights; by the separation of duties they do not see petitions.', auditor: 'Auditors read the audit log only; by the separation of duties they do not see petitions.',
    closed: 'This page is not open to your account',
    way: 'Accounts, grants and the audit log are reached over the API: its description',
    scope: 'No unit is assigned to this account yet. Ask the security administrator.',
  },
  empty: {
    title: 'Nothing has been imported yet', text: 'Import administrative units, key areas and petitions on the server, in this order:', then: 'Reload this page afterwards.',
    wizard: 'Boundaries of the units come first, then key areas and petitions; every step can be tried, done and undone.',
    noMatch: 'No petition matches the filter', widen: 'Clear the filter', allTimes: 'Show all times',
  },
  error: {
    title: 'The data did not arrive', again: 'Try again', 0: 'The network did not answer.', 403: 'This account may not see it.', 404: 'Not found, or outside your units.', 429: 'Too many requests; please wait.',
    503: 'The database is recovering; please wait.', other: 'The server did not complete the request ({status}).', webgl: 'This browser has no WebGL, so the map cannot be drawn; lists and figures work as usual.',
  },
  unit: { petition: 'petitions', batch: 'groups', person: 'people', matter: 'matters', perThousand: 'Matters / 1,000 hh' },
  figure: {
    petitions: 'Petitions', people: 'People', matters: 'Matters', first: 'First', repeat: 'Repeat', collective: 'Collective', collective_people: 'People in collective visits',
    open: 'Open', closed: 'Closed', overdue: 'Overdue', located: 'On the map', unlocated: 'Without place', outside: 'Outside', household_count: 'Households',
    open_in_time: 'Open, in time',
  },
  kpi: {
    label: 'Overview', previous: 'Prev.', lastYear: 'Last year', openList: 'Open the list:', batchPeople: '{people} people', ofAll: '{share} of all',
  },
  indicator: {
    title: 'Quality of handling', timely_registration: 'Registered in time', timely_acceptance: 'Accepted in time', on_time_closing: 'Closed in time',
    settled_first_attempt: 'Settled at first attempt', repeat_share: 'Repeat share', repeat_after_closing: 'Repeat after closing', routed_share: 'Routed to legal procedures',
    of: '{n} / {d}', points: '{change} points', small: `Denominator below ${smallNumber}: not computed`,
    versus: 'against previous',
  },
  place: {
    panel: 'Areas and units', areas: 'Key areas', townships: 'Townships', villages: 'Villages', groups: 'Groups', indicators: 'Quality',
    order: 'Order', orderNeed: 'Needs more help', orderRate: 'Matters per 1,000 households', orderRepeat: 'Repeat share', orderName: 'Name',
    households: '1 household | {n} households', rate: '{n} per 1,000',
    noAreas: 'No key areas yet', clear: 'Clear selection', trend: '{change} vs previous',
    noUnits: 'No units below',
  },
  crumbs: { label: 'Level', back: 'Up one level' },
  filter: {
    label: 'Filter', period: 'Period', open: 'Filters', close: 'Hide filters', reset: 'Reset', remove: 'Remove condition: {name}',
    kind: 'Kind', state: 'State', category: 'Category', channel: 'Channel', area_kind: 'Kind of area', purpose: 'Purpose', overdue: 'Overdue only', q: 'Search title or number',
    from: 'From', to: 'To', custom: 'Custom', openAll: 'All open', closedAll: 'All closed', bbox: 'Rectangle', as_of: 'As of',
  },
  period: { today: 'Today', '7d': '7 days', '30d': '30 days', '90d': '90 days', month: 'Month', quarter: 'Quarter', year: 'Year', '365d': '365 days', all: 'All' },
  kind: { first: 'First', repeat: 'Repeat', collective: 'Collective' },
  filterPlace: { placed: 'On the map', unlocated: 'Without place', outside: 'Outside' },
  noArea: 'Outside key areas',
  dataLine: {
    label: 'About the data', match: 'Matching', asOf: 'Data to {at}', differs: 'The parts do not add up to the total',
  },
  base: {
    label: 'Base map', own: 'Our own', style: 'County map service', vector: 'Tianditu map', image: 'Tianditu imagery', terrain: 'Tianditu terrain', tianditu: 'Tianditu', credit: 'Base map: {by}', internal: 'Internal use only',
    trouble: {
      refused: 'Tianditu did not accept the key, so our own base map is shown. The system administrator should check the key (type “server”) and the day’s quota.',
      unreachable: 'Tianditu does not answer, so our own base map is shown until it does.', style: 'The county’s map service does not answer, so our own base map is shown until it does.',
    },
  },
  legend: {
    title: 'Legend', layers: 'Layers', marks: 'Cluster by', areas: 'Areas', units: 'Units', spread: 'Spread', tint: 'Tint', tintNone: 'None', noData: 'No data',
    n: '{n}',
    cells: `Dot size: petitions in the cell (the smallest: fewer than ${smallNumber}); single matters further in, where your role allows`,
  },
  layer: {
    relief: 'Relief', contours: 'Contours', water: 'Water', roads: 'Roads', labels: 'Place names', units: 'Boundaries', 'key-areas': 'Key areas', clusters: 'Clusters', 'area-responses': 'Responses', petitions: 'Spread',
  },
  map: {
    label: 'Map of key areas and petitions. The same places are listed in the side panel for the keyboard.', zoomIn: 'Zoom in', zoomOut: 'Zoom out', fit: 'Whole county', loading: 'Loading the map…',
  },
  list: {
    petitions: 'Petitions', matters: 'Matters', total: '{n} in all', shown: '{n} shown', more: 'Show {n} more', close: 'Close the list', download: 'Download CSV',
    empty: 'No record matches', end: 'All shown', overdue: 'Overdue', no: 'Number', received: 'Received', channel: 'Channel', kind: 'Kind', category: 'Category', title: 'Request', place: 'Place', state: 'State', due: 'Due', people: 'People',
    untitled: '(no demand stated)', noPlace: 'No place', outside: 'Outside', keys: '↑↓ to move, Esc to close', loading: 'Fetching the list…',
  },
  mapPage,
  tour,
}

export default en
