import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const repository = fileURLToPath(new URL('.', import.meta.url))
/** Folders whose tests leave nothing behind in their process: they share one, which is half of their time. */
const pure = 'tests/{data,exporters,search,secrets,statistics,web}/**/*.test.ts'
/** Panels and components drawn into a document without a browser: what a reader sees, presses and hears, in milliseconds. */
const panels = 'tests/panels/**/*.test.ts'
/** Files that start, stop and kill processes and wait for them, as browsers do: on a busy machine one of them may come too late. */
const processes = [
  'tests/db/**/*.test.ts', 'tests/api/{backup,events,outage,overload,start}.test.ts', 'tests/imports/{atomic,cancel,in-between}.test.ts', 'tests/importers/child.test.ts',
]
/** Where nobody watches, what a busy machine may have missed gets a second try. */
const again = process.env['CI'] ? 1 : 0

export default defineConfig({
  root: 'web',
  plugins: [vue()],
  define: {
    // only what the pages use of vue-i18n and vue-router
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    __VUE_OPTIONS_API__: false,
  },
  // the map library says that its modules do nothing by themselves; its worker does
  worker: {
    format: 'es',
    plugins: () => [{ name: 'worker-does-something', transform: (code, id) => id.includes('maplibre-gl-worker') ? { code, moduleSideEffects: true } : null }],
  },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    // what several pages use comes in one file: by themselves these are fifty of a few hundred bytes each
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shared', test: /\/web\/(lib|composables|components)\/[^?]*$/, minShareCount: 2 }] } } },
  },
  test: {
    root: repository,
    setupFiles: 'tests/setup/seed.ts',
    projects: [
      { extends: true, test: { name: 'all', include: ['tests/**/*.test.ts'], exclude: ['tests/e2e/**', pure, panels, ...processes] } },
      { extends: true, test: { name: 'pure', include: [pure], isolate: false } },
      { extends: true, publicDir: 'web/public', test: { name: 'panels', include: [panels], environment: 'happy-dom', environmentOptions: { happyDOM: { settings: { fetch: { disableSameOriginPolicy: true } } } } } },
      { extends: true, test: { name: 'processes', include: processes, retry: again, maxWorkers: 3, sequence: { groupOrder: 0 } } },
      { extends: true, test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], globalSetup: 'tests/e2e/build.ts', retry: again } },
    ],
    // each worker may hold an embedded database: two fit a machine with two cores, and one more where a third of the time is waiting,
    // which is a group of its own and the first: a group begins when the one before has ended, and its files are short
    maxWorkers: 2,
    sequence: { groupOrder: 1 },
    testTimeout: 60_000,
    hookTimeout: 240_000,
  },
})
