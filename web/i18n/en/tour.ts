import type zh from '../zh/tour.ts'

const words: typeof zh = {
  again: 'Show the tour again', skip: 'Skip', back: 'Back', next: 'Next', done: 'Start', step: '{n} of {all}',
  at: {
    figures: { title: 'The whole first', text: 'Totals of what is chosen, beside the period before and last year. Every number opens its list, and the list is as long as the number says.' },
    filter: { title: 'Then narrow it', text: 'Choose period and kind here; categories, channels, states and more are under Filters. Map, numbers, lists and exports use one filter. The search box knows pinyin initials.' },
    measure: { title: 'Look at another measure', text: 'Petitions, matters, people, repeats and overdue are bubbles; rates per 1,000 households, repeat and overdue shares are colours.' },
    map: { title: 'Go down on the map', text: 'A ring opens a key area, a township its villages and groups; the trail at the upper left leads back. The ring shows how much is closed, open and overdue.' },
    list: { title: 'The list beside the map', text: 'Ordered by where more help is needed, never by volume. Choose a line and the map goes there. On a phone, drag or tap the handle for another height.' },
    legend: { title: 'The legend switches layers', text: 'It names classes, how many are in each, and what has no data. Change to units, spread, columns or heat, or take layers away.' },
    tools: { title: 'Select and measure', text: 'Draw a rectangle, polygon or circle and see its figures at once; measure metres and mu.' },
    time: { title: 'See how it changes', text: 'Drag across a period, click a bar for its list, or play the months one by one.' },
    truth: { title: 'What the map shows, and what it cannot', text: 'Below every map: how many are on it, have no place, or lie outside; each opens. The table is the map for keyboard and screen reader.' },
    help: { title: 'Help at any time', text: 'Press ? or this button for the keys, large type, and this tour.' },
  },
}
export default words
