import { createRouter, createWebHistory } from 'vue-router'
import { askSession, useSession } from './composables/use-session.ts'
import { ApiProblem } from './lib/fetch-json.ts'
import { homeOf } from './lib/navigation.ts'
import { routes } from './routes.ts'

export const router = createRouter({
  history: createWebHistory(),
  routes: [...routes],
})

router.beforeEach(async (to) => {
  if (to.meta['open']) return true
  try {
    const session = useSession().session.value ?? await askSession()
    if (!session) return { name: 'sign-in', query: { to: to.fullPath } }
    if (session.must_change_password) return to.name === 'password' ? true : { name: 'password' }
    const { on, required } = session.second_factor
    if (required && !on && to.name !== 'second-factor') return { name: 'second-factor' }
    // where one begins is known with the session only
    return to.name === 'home' ? homeOf(session.role, matchMedia('(max-width: 720px)').matches) : true
  } catch (error) {
    if (error instanceof ApiProblem) return { name: 'unreachable', query: { to: to.fullPath } }
    throw error
  }
})

// a page whose files do not come, without the network or after the program was renewed, is told of and tried again
router.onError((_, to) => {
  if (to.name !== 'unreachable') void router.replace({ name: 'unreachable', query: { to: to.fullPath } })
})
