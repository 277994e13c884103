import './styles/tokens.css'
import './styles/base.css'
import { createApp } from 'vue'
import App from './App.vue'
import { i18n } from './i18n/index.ts'
import { router } from './router.ts'

createApp(App).use(i18n).use(router).mount('#app')

// while the server says who this is, the page that most people begin with and the map's library are on their way; a phone begins elsewhere
const begins = location.pathname === '/map' || (location.pathname === '/' && matchMedia('(min-width: 721px)').matches)
if (begins) void Promise.all([import('./pages/MapPage.vue'), import('./map/MapCanvas.vue')]).catch(() => undefined)

// what is shown when nothing more can be fetched has to be here before
void router.isReady().then(() => { setTimeout(() => { import('./pages/UnreachablePage.vue').catch(() => undefined) }, 2_000) })
