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
    size: 'Bubble size', atLeast: '≥ {n}', equal: 'All equal: {n}', small: '<5, not shown', empty: 'No value to show', median: 'Median {n}',
    columns: 'Columns', heat: 'Heat',
    none: 'Nothing to mark here', shared: 'Both maps share colours and bubble sizes',
  },
  time: {
    label: 'Time', highest: 'Highest {n}', month: 'Months', week: 'Weeks', fold: 'Hide the time slider', unfold: 'Show the time slider', play: 'Play', pause: 'Pause', clear: 'Reset period',
    bar: '{from} to {to}: {n} petitions, {open} open', help: 'Drag to choose a period, click a bar for its list', empty: 'No dates to show',
  },
  live: { stale: 'Live updates were lost; data of {at}', at: 'Updated {at}' },
  kiosk: 'Kiosk: counts in whole fives, fewer than 5 not shown',
  sheet: { done: 'Show results' },
  filter: {
    searchCategory: 'Search categories', sector: 'Sector', place: 'Location', within: 'Drawn selection', noCategory: 'No such category', expand: 'Open {name}', area: 'Key area',
    lastQuarter: 'Last quarter', lastMonth: 'Last month', lastYear: 'Last year',
  },
}
export default words
