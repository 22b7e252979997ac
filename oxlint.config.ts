/** What lint asks for: typed strictness, and the arrows of docs/architecture.md. */
import { defineConfig, type DummyRuleMap } from 'oxlint';

/** Beyond what is plainly wrong (the category `correctness`), in any file. */
const everywhere: DummyRuleMap = {
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-array-constructor': 'error',
  'no-case-declarations': 'error',
  'no-empty': 'error',
  'no-fallthrough': 'error',
  'no-prototype-builtins': 'error',
  'no-regex-spaces': 'error',
  'no-unexpected-multiline': 'error',
  'no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  'no-useless-constructor': 'error',
  'preserve-caught-error': 'error',
};

/** Types that tell the truth: nothing gets around them, and nothing is asked that they have answered. */
const typed: DummyRuleMap = {
  'no-empty-function': 'error',
  'typescript/ban-ts-comment': ['error', { minimumDescriptionLength: 10 }],
  'typescript/no-confusing-non-null-assertion': 'error',
  'typescript/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  'typescript/no-deprecated': 'error',
  'typescript/no-dynamic-delete': 'error',
  'typescript/no-empty-object-type': 'error',
  'typescript/no-explicit-any': 'error',
  'typescript/no-extraneous-class': 'error',
  'typescript/no-invalid-void-type': 'error',
  'typescript/no-misused-promises': 'error',
  // Counting or walking the code points of a string is what spreading one is for.
  'typescript/no-misused-spread': ['error', { allow: ['string'] }],
  'typescript/no-mixed-enums': 'error',
  'typescript/no-namespace': 'error',
  'typescript/no-non-null-asserted-nullish-coalescing': 'error',
  'typescript/no-non-null-assertion': 'error',
  'typescript/no-require-imports': 'error',
  'typescript/no-unnecessary-boolean-literal-compare': 'error',
  'typescript/no-unnecessary-condition': 'error',
  'typescript/no-unnecessary-template-expression': 'error',
  'typescript/no-unnecessary-type-arguments': 'error',
  'typescript/no-unnecessary-type-assertion': 'error',
  'typescript/no-unnecessary-type-constraint': 'error',
  'typescript/no-unnecessary-type-conversion': 'error',
  'typescript/no-unnecessary-type-parameters': 'error',
  'typescript/no-unsafe-argument': 'error',
  'typescript/no-unsafe-assignment': 'error',
  'typescript/no-unsafe-call': 'error',
  'typescript/no-unsafe-enum-comparison': 'error',
  'typescript/no-unsafe-function-type': 'error',
  'typescript/no-unsafe-member-access': 'error',
  'typescript/no-unsafe-return': 'error',
  'typescript/non-nullable-type-assertion-style': 'error',
  'typescript/only-throw-error': 'error',
  'typescript/prefer-literal-enum-member': 'error',
  'typescript/prefer-promise-reject-errors': 'error',
  'typescript/related-getter-setter-pairs': 'error',
  // Whoever sorts texts means the order of their code units.
  'typescript/require-array-sort-compare': ['error', { ignoreStringArrays: true }],
  'typescript/require-await': 'error',
  'typescript/restrict-plus-operands': [
    'error',
    {
      allowAny: false,
      allowBoolean: false,
      allowNullish: false,
      allowNumberAndString: false,
      allowRegExp: false,
    },
  ],
  'typescript/restrict-template-expressions': ['error', { allowNumber: true }],
  'typescript/return-await': ['error', 'error-handling-correctness-only'],
  'typescript/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
  ],
  // A method cut off its object is what factories return on purpose: their verbs use no `this`.
  'typescript/unbound-method': 'off',
  'typescript/use-unknown-in-catch-callback-variable': 'error',
};

/** One way to write a thing. */
const style: DummyRuleMap = {
  'no-var': 'error',
  'prefer-const': 'error',
  'typescript/adjacent-overload-signatures': 'error',
  'typescript/array-type': 'error',
  'typescript/ban-tslint-comment': 'error',
  'typescript/class-literal-property-style': 'error',
  'typescript/consistent-generic-constructors': 'error',
  'typescript/consistent-type-assertions': 'error',
  // Object types are written as interfaces, unions as types; a mapped or inferred type may be either.
  'typescript/consistent-type-definitions': ['error', 'interface'],
  'typescript/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  // An index signature is read with brackets (`env['HOME']`), a known field with a dot.
  'typescript/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
  'typescript/no-inferrable-types': 'error',
  'typescript/prefer-find': 'error',
  'typescript/prefer-for-of': 'error',
  'typescript/prefer-function-type': 'error',
  'typescript/prefer-includes': 'error',
  // An empty string is often as good as none: `flag || fallback`.
  'typescript/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true, boolean: true } }],
  'typescript/prefer-optional-chain': 'error',
  'typescript/prefer-reduce-type-parameter': 'error',
  'typescript/prefer-regexp-exec': 'error',
  'typescript/prefer-return-this-type': 'error',
  'typescript/prefer-string-starts-ends-with': 'error',
  'typescript/unified-signatures': 'error',
};

/** Tests wait for what they start in their own ways, and reach into answers whose shape they assert next. */
const inTests: DummyRuleMap = {
  'typescript/no-non-null-assertion': 'off',
  'typescript/no-unsafe-assignment': 'off',
  'typescript/no-unsafe-member-access': 'off',
  'typescript/require-array-sort-compare': 'off',
  'typescript/require-await': 'off',
};

export default defineConfig({
  plugins: ['typescript'],
  jsPlugins: ['./scripts/lint/house.ts'],
  categories: { correctness: 'error' },
  options: { typeAware: true, reportUnusedDisableDirectives: 'error' },
  env: { builtin: true },
  ignorePatterns: ['dist/', 'node_modules/', 'coverage/', 'test-results/'],
  rules: { ...everywhere, 'house/arrows': 'error', 'house/disable-reason': 'error' },
  overrides: [
    {
      files: ['**/*.{js,mjs}'],
      rules: { 'no-undef': 'error' },
      globals: {
        WebSocket: 'readonly',
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
      },
    },
    {
      files: ['renderer/**/*.js', 'electron/server/**/*.js'],
      globals: {
        window: 'readonly',
        document: 'readonly',
        localStorage: 'readonly',
        matchMedia: 'readonly',
      },
    },
    { files: ['**/*.{ts,tsx}'], rules: { ...typed, ...style } },
    { files: ['test/**/*.{ts,tsx}'], rules: inTests },
  ],
});
