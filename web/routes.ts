import type { RouteRecordRaw } from 'vue-router'

/** Every page of the program. Those that need a session say nothing; `open` ones do. The map page loads with the shell, its library later. */
export const routes = [
  { path: '/', name: 'home', component: () => import('./pages/NotFoundPage.vue') },
  { path: '/map', name: 'map', component: () => import('./pages/MapPage.vue') },
  { path: '/hotspots/:by(hexagon|unit|area)?/:measure(frequency|repeat|rate)?/:colour(level|emerging|smoothed|columns|heat)?', name: 'hotspots', component: () => import('./pages/HotspotsPage.vue') },
  { path: '/areas', name: 'areas', component: () => import('./pages/AreasPage.vue') },
  { path: '/areas/edit', name: 'area-edit', component: () => import('./pages/AreaEditPage.vue') },
  { path: '/:of(area|unit)s/:code', name: 'place', props: true, component: () => import('./pages/PlacePage.vue') },
  { path: '/places', name: 'places', component: () => import('./pages/PlacesPage.vue') },
  { path: '/same', name: 'same', component: () => import('./pages/SamePage.vue') },
  { path: '/work', name: 'work', component: () => import('./pages/WorkPage.vue') },
  { path: '/matters/:id', name: 'matter', props: true, component: () => import('./pages/MatterPage.vue') },
  { path: '/response', name: 'response', component: () => import('./pages/ResponsePage.vue') },
  { path: '/response/:area', name: 'board', props: true, component: () => import('./pages/BoardPage.vue') },
  { path: '/replies', name: 'replies', component: () => import('./pages/RepliesPage.vue') },
  { path: '/coverage', name: 'coverage', component: () => import('./pages/CoveragePage.vue') },
  { path: '/problems', name: 'problems', component: () => import('./pages/ProblemsPage.vue') },
  { path: '/consultations', name: 'consultations', component: () => import('./pages/ConsultationsPage.vue') },
  { path: '/notices', name: 'notices', component: () => import('./pages/NoticesPage.vue') },
  { path: '/imports', name: 'imports', component: () => import('./pages/ImportPage.vue') },
  { path: '/sign-in', name: 'sign-in', component: () => import('./pages/SignInPage.vue'), meta: { open: true } },
  { path: '/second-factor', name: 'second-factor', component: () => import('./pages/SecondFactorPage.vue') },
  { path: '/settings', name: 'settings', component: () => import('./pages/SettingsPage.vue') },
  { path: '/password', name: 'password', component: () => import('./pages/PasswordPage.vue') },
  { path: '/unreachable', name: 'unreachable', component: () => import('./pages/UnreachablePage.vue'), meta: { open: true } },
  { path: '/:rest(.*)*', name: 'not-found', component: () => import('./pages/NotFoundPage.vue'), meta: { open: true } },
] as const satisfies readonly RouteRecordRaw[]
