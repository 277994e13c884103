import type zh from '../zh/hotspots.ts'

export default {
  title: 'Hot spots', cells: 'Hot-spot cells ({n})', by: { label: 'Compared places', hexagon: 'Grid', unit: 'Villages', area: 'Key areas' },
  measure: { label: 'What', frequency: 'Frequency', repeat: 'Repeats', rate: 'Per 1,000 households' }, colour: { label: 'Colour', level: 'Significance', emerging: 'Course' },
  legend: {
    title: 'Legend', hot3: 'Far more (q ≤ 0.01)', hot2: 'More (q ≤ 0.05)', hot1: 'Slightly more (q ≤ 0.10)', cold: 'Fewer (q ≤ 0.05)', none: 'No different from chance', few: 'Too few to judge',
    n: '{n}', quiet: 'Settled and quiet', spot: 'Hot spot, numbered as in the list', oneMatter: 'One matter or address again', placeholder: 'Fall-back point, left out', alarm: 'Alarm of this week', noPattern: 'No pattern',
  },
  run: {
    counted: '{from} to {to}: {matters} matters, {petitions} petitions', counted_all: 'All time: {matters} matters, {petitions} petitions', tested: '{n} places tested, false-discovery rate {q}', scale: 'Cells about {m} m wide, neighbourhood of {n} cells ({e} expected)',
    test: { exact_sum: 'exact randomisation test', binomial: 'binomial test by households', matters: 'randomisation of whole matters', none: 'not tested' },
    leftOut: 'Left out: without place {unlocated}, outside {outside}, fall-back points {placeholder}, no households {no_denominator}', months: 'Course judged month by month from {from} to {to}', made: 'Computed {at}', how: 'How it is judged', wait: 'Computing hot spots…',
    explain: 'Distinct matters are counted in each place, however often one came. Then we ask how likely so many would be if the same number fell at random. All places are compared together and false alarms are kept to the rate shown.',
  },
  list: { title: 'Places to look at', none: 'No place stands out from chance in this period.', few: 'Too few matters to judge. Take a longer period or larger places.', quiet: 'Good news: {n} places once stood out and are settled and quiet now', place: 'Place {n}' },
  kind: { spread: 'Many places speak up', one_matter: 'One matter that comes again and again: no hot spot of frequency', one_place: 'All at one place' },
  card: {
    matters: 'Matters', petitions: 'Petitions', repeat: 'Repeat share', expected: 'Expected', ratio: '{n} times the expected', q: 'q', z: 'z', rate: 'Per 1,000 households', previous: 'Against previous', lastYear: 'Against last year', open: 'Open', overdue: 'Overdue', agreement: 'hot at {n} grid sizes',
    trend: 'Matters by month', categories: 'Mainly about', bands: 'Petitions per matter', share: 'the largest holds {share}', households: '{n} households', area: 'The area', unit: 'The village', map: 'On the map', list: '{name}: open the list', small: 'Fewer than 5: no rate',
    responsible: 'Leader in charge', department: 'Lead department', stage: 'Joint response', gaps: '{n} gaps', noResponse: 'No joint response yet', response: 'Joint response',
  },
  band: { 0: 'once', 1: '2–5', 2: '6–10', 3: '11–30', 4: '31–50', 5: 'over 50' },
  repeating: { title: 'One matter or one address again and again (no hot spots)', one_matter: '{name}: mainly one matter, {n} petitions', one_place: '{name}: one address, {matters} matters, {n} petitions', place: 'Where the ring is', list: 'List' },
  placeholders: { title: 'Data quality: fall-back points', row: '{matters} matters on one point, {addresses} addresses', go: 'Place them' },
  alarms: { title: 'New this week', none: 'Nothing new reached the alarm line in the week to {day}.', row: '{from} to {to}: {n} first petitions within {radius} m of {name}, {e} expected from the usual course', signal: 'Signal', watch: 'Watch', how: 'A weekly space-time scan over first petitions of {weeks} weeks; a recurrence interval of {signal} days or more is a signal, of {watch} days a watch.' },
  emerging: { new: 'New this month', consecutive: 'Several months running', intensifying: 'Lasting and rising', persistent: 'Lasting', diminishing: 'Lasting, falling', sporadic: 'On and off', oscillating: 'Hot now, cold before', historical: 'Lasting before, gone this month' },
} satisfies typeof zh
