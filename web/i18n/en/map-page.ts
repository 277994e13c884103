import { smallNumber } from '../../../api/contract/small-number.ts'
import type zh from '../zh/map-page.ts'

const words: typeof zh = {
  measure: {
    label: 'Measure on the map', petitions: 'Petitions', matters: 'Matters', people: 'People', repeats: 'Repeats', overdue: 'Overdue',
    household_rate: 'Per 1,000 hh', repeat_share: 'Repeat %', overdue_share: 'Overdue %',
    long: {
      petitions: 'Petitions', matters: 'Matters', people: 'People', repeats: 'Repeat petitions', overdue: 'Overdue petitions',
      household_rate: 'Matters per 1,000 households', repeat_share: 'Repeat share', overdue_share: 'Overdue share of open',
    },
  },
  legend: {
    size: 'Bubble size', atLeast: '≥ {n}', equal: 'All equal: {n}', small: `<${smallNumber}, not shown`, empty: 'No value to show', median: 'Median {n}',
    columns: 'Columns', heat: 'Heat', height: 'Height and colour: petitions in the hexagon', heatText: 'Colour: density of petitions nearby, fixed scale', cellSize: 'Hexagon radius {n}',
    few: 'few', many: 'many', none: 'Nothing to mark here', shared: 'Both maps share colours and bubble sizes',
  },
  time: {
    label: 'Time', highest: 'Highest {n}', month: 'Months', week: 'Weeks', fold: 'Hide the time slider', unfold: 'Show the time slider', play: 'Play', pause: 'Pause', clear: 'Reset period',
    bar: '{from} to {to}: {n} petitions, {open} open', help: 'Drag to choose a period, click a bar for its list', empty: 'No dates to show',
  },
  compare: {
    own: 'This area', middle: 'Median',
    button: 'Compare', title: 'Compare', none: 'No comparison', previous: 'With the period before', last_year: 'With the same period last year', periods: 'With a period of your own', areas: 'With another area', start: 'Compare',
    left: 'A', right: 'B', close: 'End comparison', change: 'Change', choose: 'Choose an area', impossible: 'This period has no beginning, so there is none before it',
    median: 'Median of the key areas', above: 'above the median', below: 'below the median', equal: 'at the median',
  },
  select: {
    label: 'Select and measure', rectangle: 'Select by rectangle', polygon: 'Select by polygon', circle: 'Select by circle', buffer: 'Around what is chosen', distance: 'Measure distance', area: 'Measure area', stop: 'Stop',
    metres: '{n} m', km: '{n} km', mu: '{n} mu', hectares: '{n} ha', square: '{n} m²', title: 'In the selection', clear: 'Clear selection',
    whole: 'This account sees no points: the selection counts whole cells (about 76 m)', busy: 'Counting…', help: 'Click to add a corner, double-click to end, Esc to cancel', drag: 'Click two opposite corners (a circle: its middle, then its edge), Esc to cancel', radius: 'Distance (m)', around: 'Around “{name}”', failed: 'The selection is not valid: its border crosses itself',
  },
  search: {
    label: 'Find', placeholder: 'Unit, area, number, address, pinyin initials', none: 'No place found', matters: 'Find “{q}” in numbers, titles and places', count: '1 petition | {n} petitions', unit: 'Unit', area: 'Key area', key: 'Press / to find',
  },
  table: { title: 'Data of the map', open: 'Table', close: 'Close the table', place: 'Place', value: 'Value', numerator: 'Numerator', denominator: 'Denominator', class: 'Class', order: 'In order of need', note: 'Same filter and same data as the map', small: '<5' },
  views: {
    label: 'My views', button: 'Views', save: 'Save this view', name: 'Name of the view', none: 'No view saved yet', remove: 'Delete view {name}', copy: 'Copy link', copied: 'Link copied', saved: 'Saved “{name}”', failed: 'It was not saved', open: 'Open view {name}',
  },
  print: {
    button: 'Print', title: '{place}: regional governance map', period: 'Period', conditions: 'Conditions', made: 'Made {at}', by: 'by {name}', internal: 'For internal use, not to be published', legend: 'Legend',
  },
  help: {
    button: 'Help', title: 'Keyboard', close: 'Close', large: 'Large type', largeOff: 'Normal type',
    search: 'Find places and numbers', filter: 'Open or close the filter', layers: 'Open or close legend and layers', table: 'Open or close the map’s table', help: 'Open this page', escape: 'Close what is open, stop selecting, clear the choice', arrows: 'Move the map when it has the focus', zoom: 'Zoom the map when it has the focus',
  },
  live: { stale: 'Live updates were lost; data of {at}', at: 'Updated {at}' },
  kiosk: `Kiosk: counts in whole fives, fewer than ${smallNumber} not shown`,
  sheet: { done: 'Show results', handle: 'Height of the panel', low: 'folded', half: 'half', high: 'unfolded' },
  filter: {
    searchCategory: 'Search categories', sector: 'Sector', place: 'Location', within: 'Drawn selection', noCategory: 'No such category', expand: 'Open {name}', area: 'Key area',
    lastQuarter: 'Last quarter', lastMonth: 'Last month', lastYear: 'Last year',
  },
}
export default words
