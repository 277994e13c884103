import './styles/tokens.css'
import './styles/base.css'
import { createApp } from 'vue'
import App from './App.vue'
import { i18n } from './i18n/index.ts'
import { router } from './router.ts'

createApp(App).use(i18n).use(router).mount('#app')

// what is shown when nothing more can be fetched has to be here before
void router.isReady().then(() => { setTimeout(() => { import('./pages/UnreachablePage.vue').catch(() => undefined) }, 2_000) })
