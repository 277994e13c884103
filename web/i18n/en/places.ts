import type zh from '../zh/places.ts'
const en: typeof zh = {
  title: 'Places', lead: 'Put on the map what does not say where it is: look at the candidates, press a number, Enter accepts.',
  queue: { label: 'Queue', unlocated: 'Without place', coarse: 'To be refined', hand: 'Placed', points: 'Fall-back points', empty: 'Nothing is left in this queue', total: '1 matter | {n} matters', more: 'Show {n} more', list: 'Matters to be placed' },
  progress: 'Of {matters} matching matters: {hand} placed by hand, {unlocated} without place, {coarse} to be refined',
  row: { noText: 'No words on the place', placeholder: 'Fall-back point', overdue: 'Overdue', due: 'due {day}', known: 'Known: {unit}' },
  work: { label: 'This matter', request: 'Request', known: 'Place now', nowhere: 'none', candidates: 'Candidates', none: 'The words name no place of your units. Search a unit, or click on the map.', search: 'Find a township or village by name', find: 'Find', choose: 'Choose a matter on the left' },
  grade: { A: 'group, exact', B: 'village, exact', C: 'village, thin evidence', D: 'township only, or one character off', E: 'not to be decided' },
  reason: {
    exact: 'Township and village agree', 'no-township': 'Village agrees, no township given', 'other-name': 'By another or former name', 'township-only': 'Only the township is named', 'one-character-off': 'One character off a village', 'township-differs': 'Village is not in the township named',
    ambiguous: 'Several units of this name', nothing: 'No name', 'other-county': 'Another county is named', 'group-named': 'The group is named', search: 'Found by name',
  },
  pin: { at: 'Pin', outside: 'In none of the units: cannot be placed here', area: 'Key area: {area}', near: 'Near a border: which side?', here: 'Here, in {unit}', metres: '{unit} ({n} m away)', clear: 'Remove the pin' },
  act: { accept: 'Accept (Enter)', skip: 'Skip (S)', undo: 'Take back (U)', placed: '{no} placed in {unit}', undone: 'The placing of {no} was taken back', byText: 'Placed by the words of the file', byPin: 'Placed on the map', bySearch: 'Unit found by hand', takenBack: 'Placing taken back' },
  history: { title: 'Where it stood before', empty: 'No change', boundary: 'Borders changed', placeholder: 'Judgement on a fall-back point', status: { unlocated: 'without place', placed: 'placed', outside: 'outside', placeholder: 'fall-back point' } },
  points: {
    lead: 'Many addresses on one spot are mostly a geocoder\'s fall-back. A fall-back is no place; a real one (an estate, a school) should be restored.', addresses: '1 address | {n} addresses', matters: '1 matter | {n} matters', waiting: '{n} of them count as without place now',
    state: { found: 'to be judged', confirmed: 'a fall-back', cleared: 'a real place' }, confirm: 'It is a fall-back', clear: 'It is a real place', none: 'No fall-back point was found', on: 'found {day}',
  },
  map: 'Map with candidates and pin. Click to set the pin, drag to move it; with the keyboard use the list of candidates and the search.',
}
export default en
