import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

/** Rules that hold in every TypeScript file. */
const everywhere = {
  // Core rules: what TypeScript can't see, or would let pass.
  eqeqeq: 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  'object-shorthand': 'error',
  'no-constant-condition': ['error', { checkLoops: false }],
  'no-debugger': 'error',
  'no-eval': 'error',
  'no-new-func': 'error',
  'no-param-reassign': 'error',
  'no-self-compare': 'error',
  'no-template-curly-in-string': 'error',
  'no-unsafe-finally': 'error',
  'no-unreachable-loop': 'error',
  'no-useless-rename': 'error',
  'no-restricted-globals': ['error', { name: 'name', message: 'Say whose name.' }, { name: 'event', message: 'Say which event.' }],

  // Promises: none may be dropped.
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
  // An async function without await is how a port of promises is met by something that answers at once.
  '@typescript-eslint/require-await': 'off',

  // Types: no hole, nothing hidden.
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/consistent-type-exports': 'error',
  '@typescript-eslint/no-import-type-side-effects': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: false }],
  '@typescript-eslint/no-unused-vars': ['error', { args: 'all', argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true, caughtErrors: 'all' }],
  '@typescript-eslint/prefer-readonly': 'error',
  // It believes that a signal or a flag that was false stays so across an await.
  '@typescript-eslint/no-unnecessary-condition': 'off',

  // Taste that the house style settles otherwise.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/no-confusing-void-expression': 'off',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/non-nullable-type-assertion-style': 'off',
  '@typescript-eslint/no-invalid-void-type': 'off',
  '@typescript-eslint/prefer-nullish-coalescing': 'error',
  '@typescript-eslint/unified-signatures': 'off',
  '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
  // A type parameter used once names what a caller gets.
  '@typescript-eslint/no-unnecessary-type-parameters': 'off',
  '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
  // Record<never, never> says "no facts".
  '@typescript-eslint/no-generated-empty-object-type': 'off',
  // Commands and their parts are classes for their decorators' sake; they are data without methods.
  '@typescript-eslint/no-misused-spread': 'off',
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  // Nest's modules are classes that hold nothing but their decorator.
  '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
  '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],

  // About 20 lines a function, 150 a file, three parameters: well beyond that it is two things.
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  'max-lines': ['error', { max: 450, skipBlankLines: true, skipComments: true }],
  '@typescript-eslint/max-params': ['error', { max: 6 }],
  complexity: ['error', 20],
  'max-depth': ['error', 4],
}

export default defineConfig(
  // libs/client/events.ts is generated.
  { ignores: ['dist/', 'node_modules/', 'coverage/', 'data/', 'libs/client/events.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeCheckedOnly],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: everywhere,
  },
  {
    // The driver gives rows as any: the statement above them says what they hold.
    files: ['libs/*/sqlite/**/*.ts', 'libs/*/sqlite*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // A describe() is one function, a suite of scenarios reads best in one file, and what a test reads back it then expects of.
    files: ['**/*.spec.ts', '**/testing/**/*.ts', '**/contract/**/*.ts', 'test/**/*.ts', '**/bench/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 900, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/restrict-plus-operands': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
)
