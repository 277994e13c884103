import type zh from '../zh/same.ts'

export default {
  title: 'Same-matter check', lead: 'Where two matters look like one, compare them side by side and decide. Matters are compared, never people; one pair at a time, or a group that hangs together.', list: 'Pairs to check', work: 'This pair', choose: 'Choose a pair from the list',
  queue: {
    label: 'Queue', open: 'To check', later: 'Later', different: 'Different',
    none: { open: 'Nothing to check. What is registered is compared at once, everything else every night.', later: 'Nothing was put off', different: 'Nothing was found different yet' },
  },
  group: {
    title: 'This pair is one of {pairs} among {n} matters that hang together', badge: 'group of {n}', petitions: 'petitions: {n}',
    lead: 'Pairs that hang together may be decided at once: tick those that are one matter, the others stay in the list. This can be taken back.',
    same: 'These {n} are one matter', samePart: 'The {n} of part {k} are one matter', part: 'part {k}', alone: 'not linked to the others', apart: 'What is left falls into {n} parts that do not hang together: decide part by part', different: 'These {n} pairs are not the same', later: 'Put these {n} pairs off',
    done: { same: '{n} matters became {no}', different: '{n} matters are not the same', later: '{n} matters were put off' }, undone: 'Taken back: {n} matters stand on their own again',
  },
  points: '1 point | {n} points', apart: '1 day apart | {n} days apart', elder: 'Earlier matter', younger: 'Later matter', counted: 'petitions: {n}, people: {people}',
  score: { title: 'How alike', shown: 'of 100; shown from {n} points on' },
  line: {
    label: 'Item', title: 'Demand', text: 'Account', place_text: 'Place as written', unit: 'Unit', category: 'Category', received: 'First petition', last: 'Latest', petitions: 'Petitions', channels: 'Channels', department: 'Department', state: 'State',
  },
  map: 'Map: places of the two matters', metres: '{n} metres apart', oneWithout: 'One of the two has no point', noPoint: 'Neither has a point: judge by the place as written.',
  decide: { same: 'Same matter', different: 'Not the same', later: 'Later' },
  follows: 'If it is the same, the later one’s petitions become repeats of {no}. This can be taken back.',
  done: { same: '{other} was merged into {no}', different: '{no} and {other} are not the same', later: '{no} and {other} were put off' },
  undo: { act: 'Take back', done: 'Taken back: {other} is a matter of its own again', reason: 'Taken back after checking' },
  look: { start: 'Compare now', busy: 'Comparing…', done: '{n} matters compared, {pairs} pairs found', nothing: 'Nothing is new or changed' },
  matter: { into: 'This matter was merged into', from: 'Merged from {no}', title: 'Merged matters', petitions: 'petitions: {n}', split: 'Taken back', splitLead: '{no} ({title}) stands on its own again, with its petitions; counts and states of both are as they were before.' },
} satisfies typeof zh
