import js from '@eslint/js'
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import importX from 'eslint-plugin-import-x'
import reactHooks from 'eslint-plugin-react-hooks'
import ts from 'typescript-eslint'

/** Who may import whom: `from` is closed to `target`, but for `except`. Dependencies point one way. */
const zones = [
  { target: './src/shared', from: './src', except: ['./shared'] },
  { target: './src/preload', from: './src', except: ['./preload', './shared'] },
  { target: './src/renderer', from: './src', except: ['./renderer', './shared', './preload/index.ts'] },
  { target: './src/main', from: './src', except: ['./main', './shared'] },
  // Main, from the top down: index > electron, handlers, dispatch > sessions > archive, providers > history, search, trash > agent, library, rpc.
  { target: './src/main/agent', from: './src/main', except: ['./agent'] },
  { target: './src/main/rpc', from: './src/main', except: ['./rpc'] },
  { target: './src/main/library', from: './src/main', except: ['./library', './rpc'] },
  { target: './src/main/files', from: './src/main', except: ['./files', './rpc'] },
  { target: './src/main/history', from: './src/main', except: ['./history', './rpc', './agent'] },
  { target: './src/main/search', from: './src/main', except: ['./search', './history', './rpc', './agent'] },
  { target: './src/main/trash', from: './src/main', except: ['./trash', './agent/port.ts', './library'] },
  { target: './src/main/health', from: './src/main', except: ['./health', './history', './rpc'] },
  {
    target: './src/main/archive',
    from: './src/main',
    except: ['./archive', './health', './history', './agent', './rpc'],
  },
  { target: './src/main/settings', from: './src/main', except: ['./settings'] },
  { target: './src/main/providers', from: './src/main', except: ['./providers', './agent', './settings'] },
  { target: './src/main/shell', from: './src/main', except: ['./shell'] },
  {
    target: './src/main/sessions',
    from: './src/main',
    except: [
      './sessions',
      './agent',
      './history',
      './library',
      './search',
      './archive',
      './providers',
      './settings',
      './trash',
    ],
  },
  {
    target: './src/main/electron',
    from: './src/main',
    except: ['./electron', './shell', './settings', './dispatch.ts'],
  },
]

const sdk = {
  group: ['@github/copilot-sdk', '@github/copilot-sdk/*'],
  message:
    'Only main/agent/copilot.ts speaks to the SDK (its types: copilotSession.ts, sessionConfig.ts, slashCommands.ts and translate.ts too).',
}
const electron = {
  regex: '^(electron|electron-store|electron-log)(/.*)?$',
  message: 'Only main/electron imports electron.',
}
const contract = {
  group: ['**/shared/contract.ts', '**/shared/contract/*'],
  message: 'zod stays out of the window: import types only.',
  allowTypeImports: true,
}
/** @type {(...patterns: object[]) => import('eslint').Linter.RulesRecord} */
const restrict = (...patterns) => ({ '@typescript-eslint/no-restricted-imports': ['error', { patterns }] })

/** A literal that a person would see: it belongs into the catalogue (src/shared/strings). */
const literals = [
  { selector: 'JSXText[value=/\\p{L}/u]', message: 'Text that a person sees belongs into src/shared/strings.' },
  {
    selector:
      'JSXAttribute[name.name=/^(title|alt|placeholder|label|aria-label|aria-description)$/] > Literal[value=/\\p{L}/u]',
    message: 'Text that a person sees belongs into src/shared/strings.',
  },
]

export default ts.config(
  {
    ignores: [
      'node_modules',
      'out',
      'dist',
      '.tsbuild',
      'test-results',
      'screenshots',
      'e2e/electron-standin/fixtures',
    ],
  },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver()],
      // Without these the rule against cycles sees no TypeScript file.
      'import-x/extensions': ['.ts', '.tsx', '.js'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': ['error', { maxDepth: 8 }],
      'import-x/no-default-export': 'error',
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Parts are plain objects made by createX(): their functions know no `this`.
      '@typescript-eslint/unbound-method': 'off',
      // `returns<void>()` is how the contract says that an operation has no result.
      '@typescript-eslint/no-invalid-void-type': 'off',
    },
  },
  { files: ['src/**'], rules: restrict(sdk, electron) },
  { files: ['src/renderer/**'], rules: restrict(sdk, electron, contract) },
  {
    files: [
      'src/main/agent/copilot.ts',
      'src/main/agent/copilotSession.ts',
      'src/main/agent/sessionConfig.ts',
      'src/main/agent/slashCommands.ts',
      'src/main/agent/translate.ts',
      'src/main/agent/*.test.ts',
    ],
    rules: restrict(electron),
  },
  { files: ['src/main/electron/**', 'src/preload/**'], rules: restrict(sdk) },
  {
    files: ['src/renderer/**/*.tsx'],
    ...reactHooks.configs.flat['recommended-latest'],
    rules: { ...reactHooks.configs.flat['recommended-latest'].rules, 'no-restricted-syntax': ['error', ...literals] },
  },
  {
    files: ['**/*.config.ts', '*.config.js', 'e2e/electron-standin/**', 'scripts/**'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  { files: ['scripts/**', 'bench/**', 'e2e/**'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    extends: [ts.configs.disableTypeChecked],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { globals: { require: 'readonly', globalThis: 'readonly' } },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  // Playwright reads which fixtures are needed from the parameter: for none it must be an empty pattern.
  { files: ['e2e/app.ts'], rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] } },
  { files: ['**/*.test.ts', '**/*.test.tsx', 'e2e/**'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
)
