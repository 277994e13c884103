import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const repository = fileURLToPath(new URL('.', import.meta.url))

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
  worker: { format: 'es' },
  build: { outDir: '../dist', emptyOutDir: true },
  test: {
    root: repository,
    projects: [
      { extends: true, test: { name: 'all', include: ['tests/**/*.test.ts'], exclude: ['tests/e2e/**'] } },
      // a browser on a machine that others use too may miss its time once; where nobody watches it gets a second try
      { extends: true, test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], globalSetup: 'tests/e2e/build.ts', retry: process.env['CI'] ? 1 : 0 } },
    ],
    // each worker may hold an embedded database: two fit a machine with two cores
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 240_000,
  },
})
