import type zh from '../zh/area-response.ts'
const en: typeof zh = {
  title: 'Four-level response', none: 'No joint response opened yet', open: 'Open the response board (1 gap) | Open the response board ({n} gaps)', legend: 'Joint response now (badge under an area)',
  letter: { county: 'C', township: 'T', village: 'V', group: 'G' },
  tone: { late: 'past its date', wait: 'waits for somebody', hand: 'in hand', over: 'done or not started' },
  hatched: 'something is missing', number: 'number of gaps',
}
export default en
