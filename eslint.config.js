// What lint asks for: typed strictness, and the arrows of docs/architecture.md.
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { createArrowsRule } from './scripts/lint/arrows.ts';
import { disableReason } from './scripts/lint/disable-reason.ts';

const house = {
  rules: { arrows: createArrowsRule(import.meta.dirname), 'disable-reason': disableReason },
};

const known = (...names) => Object.fromEntries(names.map((name) => [name, 'readonly']));

export default defineConfig(
  globalIgnores(['dist/', 'node_modules/', 'coverage/', 'test-results/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    plugins: { house },
    rules: { 'house/arrows': 'error', 'house/disable-reason': 'error' },
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [js.configs.recommended],
    languageOptions: { globals: known('process', 'console', 'URL', 'setInterval', 'clearInterval') },
  },
  {
    files: ['renderer/**/*.js', 'electron/server/**/*.js'],
    languageOptions: { globals: known('window', 'document', 'localStorage', 'matchMedia') },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [
      js.configs.recommended,
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
    ],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // A method cut off its object is what factories return on purpose: their verbs use no `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      // A schema and its type share one name: `export const Host = …; export type Host = Static<typeof Host>`.
      'no-redeclare': 'off',
      // An index signature is read with brackets (`env['HOME']`), a known field with a dot.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      // An empty string is often as good as none: `flag || fallback`.
      '@typescript-eslint/prefer-nullish-coalescing': [
        'error',
        { ignorePrimitives: { string: true, boolean: true } },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // Counting or walking the code points of a string is what spreading one is for.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // `Record<never, never>` is how a contract says "takes no parameters".
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      // Object types are written as interfaces, unions as types; a mapped or inferred type may be either.
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/consistent-indexed-object-style': 'off',
    },
  },
  {
    // Tests wait for what they start in their own ways, and reach into answers whose shape they assert next.
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
);
