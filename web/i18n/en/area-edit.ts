import type zh from '../zh/area-edit.ts'

const en: typeof zh = {
  title: 'Borders of key areas', list: 'Areas', create: 'Draw a new area', choose: 'Choose an area on the left, or draw a new one.', small: 'Drawing needs a larger screen; here the areas and their earlier borders can be looked at.',
  tool: { label: 'Drawing tools', polygon: 'Draw a part', edit: 'Correct', line: 'Split by a line', buffer: 'Widen', snap: 'Snap to borders', subtractOthers: 'Cut overlaps off', undo: 'Step back', clear: 'Clear', file: 'From a file', metres: 'm' },
  hint: { polygon: 'Click corner by corner; double-click or Enter ends. Corners near borders snap. Several parts are possible.', line: 'Draw a line through the area; it is cut in two.', edit: 'Drag corners; click a midpoint to add one; right-click to remove one.', none: 'Choose a tool' },
  split: { title: 'Which part is to stay?', part: 'Part {n} ({share})', all: 'Both', rest: 'The other part is out of this area.', own: 'Make it an area of its own' },
  file: { auto: 'told from the file', nothing: 'No polygon was found in the file', which: 'The file holds {n} shapes; choose:', row: 'line {n}', compare: 'Compare with the base map: some hundred metres off mean the wrong coordinate system.', take: 'Take {n}' },
  merge: { open: 'Merge others', title: 'Merge other areas into "{name}"', lead: 'What is merged ends the day before; its petitions and documents come here. Figures of earlier days stay as they are.', which: 'Areas to be taken in', name: 'Name from then on', from: 'Day of the merger', none: 'Choose the areas to be taken in.', sure: '{taken}: will be part of "{name}".', go: 'Merge' },
  retire: {
    successor: 'Successor (optional)', none: 'No successor', follows: 'Matters without a point and documents go on with the successor; the petition office hands the joint response over to it. Its border does not change: to unite the ground, merge the areas.',
    nothing: 'Matters without a point will belong to no area; whoever hands the joint response over must name where it goes.',
  },
  form: { code: 'Code', name: 'Name', kind: 'Kind', households: 'Households', from: 'Holds from', correction: 'Only put the present version right; keep no earlier border', save: 'Save', retire: 'Retire the area', retireSure: 'Retire "{name}"? Its matters will belong to whatever other area covers them, or to none; figures of earlier days stay as they are.', retireGo: 'Retire it', busy: 'Saving…', saved: 'Saved', missing: 'Code, name, kind and a border are needed' },
  check: {
    title: 'Check', busy: 'Checking…', invalid: 'The border is not valid: {problem}', repair: 'Repair it', area: '{ha} ha ({mu} mu)', outside: '{share} lie outside the county', overlaps: 'Overlaps with other key areas', units: 'Units crossed (share of this area; households in proportion to surface)', households: 'about 1 household | about {n} households',
    gains: 'Saving brings {matters} matters and {petitions} petitions in', losses: '{matters} matters and {petitions} petitions leave', same: 'No matter changes its area', from: '{matters} of them come from {name}',
  },
  fault: {
    self_intersection: 'the line crosses itself', ring_self_intersection: 'a ring touches itself', hole_lies_outside_shell: 'a hole lies outside', holes_are_nested: 'a hole lies in a hole', nested_shells: 'one part lies within another',
    duplicate_rings: 'a ring is there twice', interior_is_disconnected: 'holes cut the inside apart', too_few_points_in_geometry_component: 'too few corners', invalid_coordinate: 'a coordinate is not valid', ring_is_not_closed: 'the line is not closed',
  },
  versions: { title: 'Earlier borders', now: 'present', row: 'since {from}', past: '{from} to {to}' },
  map: 'Map for drawing and correcting the borders of key areas.',
}
export default en
