import type zh from '../zh/imports.ts'
const en: typeof zh = {
  title: 'Data import', lead: 'Bring in your own tables and boundaries: look, try, import; undo at any time.',
  steps: { label: 'Steps of the import', file: 'Choose a file', check: 'Check columns', dry: 'Dry run', run: 'Import' },
  kind: { label: 'The file holds', auto: 'Recognise', petitions: 'Petitions', units: 'Administrative units', 'key-areas': 'Key areas', holidays: 'Holidays' },
  drop: {
    go: 'Choose a file', or: 'or drop it here', formats: 'Petitions, holidays: xlsx, csv (UTF-8 or GB18030). Units, key areas: GeoJSON, shapefile (as a zip), KML/KMZ, GeoPackage, or a table.',
    privacy: 'Columns with names, identity numbers, phones, homes and clerks are dropped on read: neither stored nor shown. Reports of misconduct are counted only.', sending: 'Sending {share}', looking: 'Looking at the file…',
    first: 'No units yet. Import the boundaries first (townships, then villages and groups), then key areas and petitions.',
  },
  fact: {
    format: 'Format', encoding: 'Encoding', sheet: 'Sheet', crs: 'Coordinates', rows: 'The first {n} rows were looked at', auto: 'Recognised ({name})', guessed: 'recognised',
    remembered: 'The mapping of the last file with this header is used', layer: 'Layer', county: 'Name of the county', countyWhy: 'used where the file has no county of its own',
  },
  crsHow: { argument: 'given by hand', declared: 'declared by the file', 'column-name': 'by column name', 'file-name': 'by file name', guessed: 'guessed from the numbers', assumed: 'not declared: taken as degrees' },
  crs: { wgs84: 'WGS84 degrees', 'EPSG:4490': 'CGCS2000 degrees', gcj02: 'GCJ-02 (AMap, Tencent)', bd09: 'BD-09 (Baidu)', zone: 'CGCS2000 3-degree zone {code}' },
  answer: { encoding: 'Say the encoding', crs: 'Say the coordinate system', sheet: 'Name the sheet or layer to read', go: 'Look again' },
  head: { title: 'Header', lead: 'Click a line number to take that line as header; Shift-click another for a header of several lines.', line: 'Line', none: 'No header', hidden: 'hidden' },
  columns: {
    title: 'Columns and their use', lead: 'Choose another use where it is wrong; leave out what is not needed.', name: 'Column', use: 'Used as', sure: 'Certainty', fill: 'Filled', samples: 'Samples', skip: 'Not imported', personal: 'Personal ({kind}): dropped on read',
    by: { mapping: 'by hand', header: 'by name', values: 'by content' }, missing: 'Some column must be used as: {names}', taken: '{name} is used for another column', noSamples: 'empty', needed: 'needed',
  },
  personal: { name: 'name', 'id-number': 'identity number', phone: 'phone', address: 'home', staff: 'clerk' },
  field: {
    petition_no: 'Petition number', place_text: 'Place', lon: 'Longitude', lat: 'Latitude', point: 'Coordinates (one column)', received_on: 'Received on', registered_on: 'Registered on', due_on: 'Due on', accepted_on: 'Accepted on', closed_on: 'Closed on',
    updated_on: 'Updated on', channel: 'Channel', purpose: 'Purpose', category: 'Category', category_2: 'Category, level 2', category_3: 'Category, level 3', text: 'Request', people_count: 'People', is_closed: 'Closed?',
    is_first: 'First?', is_collective: 'Collective?', state: 'State', office: 'Registering office', responsible_department: 'Responsible unit', lead: 'Leader in charge', matter_no: 'Related number', place_key: 'Place key', unit_code: 'Unit code',
    area_code: 'Key area code', remark: 'Remark', code: 'Code', name: 'Name', level: 'Level', parent_code: 'Parent code', kind: 'Kind', valid_from: 'Valid from', valid_to: 'Valid to', successor_code: 'Successor code',
    predecessor_code: 'Former code', household_count: 'Households', aliases: 'Other names', official: 'Official?', households: 'Households', date: 'Date', is_workday: 'Working day?', year: 'Year', title: 'Title', lodged_level: 'Lodged at', confidential: 'Confidential?',
  },
  places: { title: 'Where it lies', label: 'How the first {n} places of the file lie on the map. Choose other coordinates where they are wrong.' },
  act: { other: 'Another file', dry: 'Dry run', back: 'Back to the columns', go: 'Import 1 row | Import {n} rows', cancel: 'Cancel the import', download: 'Correction workbook', map: 'See it on the map', next: 'Import another file', undo: 'Undo' },
  result: {
    dryTitle: 'Dry run (nothing was written)', title: 'Result', failed: 'The import did not finish; nothing in the database was changed', cancelled: 'Cancelled; nothing in the database was changed', created: 'Created', updated: 'Updated', unchanged: 'Unchanged', rejected: 'Rejected', skipped: 'No data',
    flagged: 'To be checked', unit: 'rows', byReason: 'Reasons', rows: 'Rows that need you', firstRows: 'The first {n} rows; all are in the correction workbook', line: 'Line', reason: 'Reason', cells: 'Content', allGood: 'No row needs you.', nothing: 'No row can be imported',
    rejectedHint: 'Rejected rows are not written. Mend them in the correction workbook and import it as it is.', none: 'The file agrees with the database; nothing changed.',
    noScope: 'The units are in, but this account has no scope yet. Ask the security administrator for the whole county, then sign in again.',
  },
  progress: { title: 'Importing', dryTitle: 'Dry run', waiting: 'Getting ready, or waiting for the import before it', reading: 'Reading', writing: 'Writing', counting: 'Counting', rows: '1 row read | {n} rows read', of: 'of {n}', about: 'of about {n}', leave: 'You may leave this page; the import goes on.' },
  history: {
    title: 'Imports', empty: 'No import yet', dry: 'Dry run', showDry: 'Show dry runs too', by: '{name}, {at}', state: { done: 'Imported', undone: 'Undone', running: 'Running', failed: 'Not finished', cancelled: 'Cancelled' }, total: '{n} in all', unknown: 'command line',
  },
  misconduct: 'Reports of misconduct in the whole county: {n}. They are counted only, without content or place.',
  undo: {
    title: 'Undo this import?', lead: 'Undoing "{file}" ({at}):', created: 'deletes the row that it created | deletes the {n} rows that it created', updated: 'restores the row that it updated | restores the {n} rows that it updated', counts: 'counts map, lists and figures anew', kept: 'What was worked on since, or changed by a later import, cannot be undone; you will be told.', go: 'Undo the import', keep: 'Keep it', busy: 'Undoing…',
  },
  /** short words of the codes that a run tallies; each row has its own full sentence */
  flag: {
    'placeholder-point': 'Many addresses on one default point', 'crowded-point': 'Many addresses on one point', outside: 'Outside the county',
    'unknown-unit-code': 'Unknown unit code', 'unknown-area': 'Unknown key area', 'unknown-category': 'Unknown category',
    'unknown-channel': 'Unknown channel', 'unknown-state': 'Unknown state', 'unknown-purpose': 'Unknown purpose', 'no-point': 'No coordinates',
    'no-place': 'Place not recognised', 'ambiguous-place': 'Place could be several units', 'township-differs': 'Village not in the township named',
    'people-zero': '0 people', 'closed-date-on-open': 'Open, with a closing date', 'closed-without-date': 'Closed without a date',
    'state-conflict': 'Closed mark contradicts the state', masked: 'Numbers or doors were hidden',
    'swapped-coordinates': 'Coordinates may be swapped', 'null-island': 'Coordinates are 0', 'sentinel-date': 'Placeholder date',
    'due-before-received': 'Due before received', required: 'A needed value is empty', 'date-invalid': 'No such date',
    'date-unreadable': 'Unreadable date', 'date-incomplete': 'Incomplete date', 'date-two-digit-year': 'Two-digit year',
    'date-in-future': 'Date after today', 'closed-before-received': 'Closed before received', 'coordinate-half': 'Half a coordinate',
    'coordinate-unreadable': 'Unreadable coordinate', 'coordinate-out-of-range': 'Coordinate out of range', 'boundary-invalid': 'Boundary not valid',
    'boundary-missing': 'No boundary', 'boundary-repaired': 'Boundary was repaired', 'duplicate-code': 'Code used twice',
    'duplicate-date': 'Date used twice', 'duplicate-number': 'Number used twice', 'digits-lost': 'Last digits of a number lost',
    'code-unreadable': 'Unreadable code', 'code-too-long': 'Code too long', 'kind-unknown': 'Unknown kind', 'level-unknown': 'Unknown level',
    'parent-missing': 'Unit above is missing', 'name-too-long': 'Name too long', 'count-unreadable': 'Unreadable number',
    'boolean-unreadable': 'Neither yes nor no', 'formula-error': 'Error in a formula', 'geometry-type': 'Wrong geometry',
    'counted-only': 'Counted only',
  },
}
export default en
