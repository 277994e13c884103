/** What the tab of the browser says of each page: which page it is, before the name of the program. */
import type { routes } from '../routes.ts'

/** Key of a page's word. A page of the bar is called what the bar calls it. */
export const pageTitles: Record<typeof routes[number]['name'], string> = {
  'home': 'notFound.title',
  'map': 'nav.map',
  'hotspots': 'nav.hotspots',
  'areas': 'nav.areas',
  'area-edit': 'nav.area-edit',
  'place': 'nav.areas',
  'places': 'nav.places',
  'same': 'nav.same',
  'work': 'nav.work',
  'matter': 'response.work.kind.matter',
  'response': 'nav.response',
  'board': 'nav.response',
  'replies': 'response.replies.title',
  'coverage': 'response.coverage.title',
  'problems': 'nav.problems',
  'consultations': 'nav.consultations',
  'notices': 'notices.title',
  'imports': 'nav.imports',
  'sign-in': 'signIn.go',
  'second-factor': 'security.title',
  'settings': 'nav.settings',
  'password': 'password.title',
  'unreachable': 'unreachable.title',
  'not-found': 'notFound.title',
}

const isPage = (name: unknown): name is keyof typeof pageTitles => typeof name === 'string' && name in pageTitles

/** Key of the word of a route; null while there is none. */
export const titleOf = (name: unknown): string | null => isPage(name) ? pageTitles[name] : null
