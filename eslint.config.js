// One tool for rules and form. The import borders are those of the house: who may ask whom.
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

/** Files of `from` may not import what matches `never`. Later entries for the same files would replace earlier ones. */
const border = (files, never, ignores = []) => ({
  files, ignores,
  rules: {
    'no-restricted-imports': ['error', { patterns: never.map(([regex, message]) => ({ regex, message })) }],
  },
})

const noTests = ['(^|/)tests/', 'Nobody imports tests.']
const noApi = ['(^|/)\\.\\./api/(?!contract/)', 'web/ knows the api by its contract alone.']
const node = ['^(node:|fastify|pg$|@electric-sql/)', 'This code runs in a browser too.']
const up = ['^(\\.\\./)+(web|data|tests)/', 'api/ stands below web/, data/ and tests/.']
const noWeb = ['(^|/)web/', 'Nothing but web/ imports web/.']

const words = [
  {
    selector: 'MemberExpression[object.name="process"][property.name="env"]',
    message: 'Only api/config.ts reads the environment.',
  },
  { selector: 'CallExpression[callee.property.name="setHTML"]', message: 'setText or setDOMContent: a name may hold markup.' },
  { selector: 'AssignmentExpression[left.property.name=/^(innerHTML|outerHTML)$/]', message: 'textContent: a name may hold markup.' },
  { selector: 'TSEnumDeclaration', message: 'Node strips types and nothing else: use a union of words.' },
]

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.local/', 'coverage/'] },
  ...tseslint.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.ts', '**/*.vue'],
    languageOptions: {
      parserOptions: { parser: tseslint.parser, projectService: true, extraFileExtensions: ['.vue'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // what the compiler cannot see: a promise that nobody waits for
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false, attributes: false, properties: false } }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      'no-restricted-syntax': ['error', ...words],
      'eqeqeq': 'error',
      'no-console': 'error',
      'no-empty': 'error',
      'prefer-const': 'error',
      'max-lines': ['error', { max: 300 }],
      // form
      'semi': ['error', 'never'],
      'quotes': ['error', 'single', { avoidEscape: true, allowTemplateLiterals: true }],
      'comma-dangle': ['error', 'always-multiline'],
      'max-len': ['error', { code: 160, ignoreComments: true, ignoreUrls: true, ignoreTemplateLiterals: true, ignoreStrings: true, ignoreRegExpLiterals: true }],
      'no-trailing-spaces': 'error',
      'eol-last': 'error',
      'no-tabs': 'error',
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      'vue/no-v-html': 'error',
      'max-len': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/attributes-order': 'off',
      'vue/component-api-style': ['error', ['script-setup']],
    },
  },

  border(['web/**'], [noTests, noApi]),
  border(['web/lib/**'], [noTests, noApi, ['(^|/)(pages|panels|map|layers|components|composables)/', 'lib/ is pure.'], ['^vue', 'lib/ is pure.']]),
  border(['web/components/**'], [noTests, noApi, ['(^|/)(pages|panels|layers)/', 'Components know neither panels nor pages.'], ['lib/fetch', 'Components never fetch.']]),
  border(['web/composables/**', 'web/layers/**'], [noTests, noApi, ['(^|/)(pages|panels)/', 'Only pages arrange panels.']]),
  border(['api/**'], [noTests, noWeb, up], ['api/open-data.ts', 'api/cli/**', 'api/contract/**', 'api/statistics/**', 'api/routes/**']),
  border(['api/cli/**'], [noTests, noWeb]),
  border(['api/routes/**'], [noTests, noWeb, up, ['^(pg|@electric-sql/)', 'Routes reach the database by frame.db.']]),
  // the demo county's base map is painted from its own heights
  border(['api/routes/basemap.ts'], [noTests, noWeb]),
  border(['api/contract/*.ts'], [noTests, node, ['^\\.\\./', 'contract/ imports typebox and itself.']]),
  border(['api/contract/*/**'], [noTests, node, ['^\\.\\./\\.\\./', 'contract/ imports typebox and itself.']]),
  border(['api/statistics/**'], [noTests, node, ['^\\.\\./', 'A statistic is one pure file.']]),
  border(['data/**'], [noTests, noWeb]),

  {
    files: ['api/config.ts', 'tests/**', 'vite.config.ts'],
    rules: { 'no-restricted-syntax': ['error', ...words.slice(1)] },
  },
  {
    files: ['tests/**', '.ci/**'],
    rules: { 'no-console': 'off', '@typescript-eslint/no-empty-function': 'off' },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    rules: { 'no-console': 'off' },
  },
)
