import lit from 'eslint-plugin-lit';
import tseslint from 'typescript-eslint';

const noBackendHtml = [
  ['unsafeHTML', 'lit/directives/unsafe-html.js'],
  ['unsafeSVG', 'lit/directives/unsafe-svg.js'],
  ['unsafeMathML', 'lit/directives/unsafe-mathml.js'],
  ['styleMap', 'lit/directives/style-map.js'],
].map(([name, path]) => ({
  name: path,
  message: `${name} is banned: backend data is text, and inline styles break a strict content security policy.`,
}));

const blockingDialogs = ['alert', 'confirm', 'prompt'].map((name) => ({
  name,
  message: 'A dialog of the browser stops the page and is blocked in frames: ask in place.',
}));

/** `const { string } = v` keeps the whole library in every bundle (15 kB); `v.string` and named imports do not. */
const noTakingApart = {
  selector: "VariableDeclarator[id.type='ObjectPattern'][init.type='Identifier'][init.name='v']",
  message: 'Import the names from valibot: taking a namespace apart defeats tree shaking.',
};

/** Names that exist in a page or a process but not in a pure function. */
const impureGlobals = [
  ...['window', 'document', 'navigator', 'location', 'localStorage', 'sessionStorage', 'indexedDB'],
  ...['fetch', 'XMLHttpRequest', 'HTMLElement', 'customElements', 'performance', 'crypto', 'process'],
  ...['setTimeout', 'setInterval', 'queueMicrotask', 'requestAnimationFrame'],
].map((name) => ({ name, message: 'core is pure: take it as a parameter.' }));

const htmlSinks = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'srcdoc'].map((property) => ({
  property,
  message: 'HTML from strings is banned: render text through a Lit template.',
}));

export default tseslint.config(
  { ignores: ['dist*/**', 'node_modules/**', 'storybook-static/**', 'coverage/**', '**/*.d.ts'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked, lit.configs['flat/recommended']],
    languageOptions: {
      parserOptions: { project: ['./tsconfig.json', './test/support/tsconfig.node.json'] },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-console': ['error', { allow: ['warn'] }],
      'prefer-const': 'error',
      'no-restricted-imports': ['error', { paths: noBackendHtml }],
      'no-restricted-properties': ['error', ...htmlSinks],
      'no-restricted-syntax': ['error', noTakingApart],
      'no-restricted-globals': ['error', ...blockingDialogs],
      '@typescript-eslint/no-explicit-any': 'error',
      // Augmenting a global map of the DOM needs an interface that only extends.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-non-null-assertion': 'warn',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Every `@click=${this.handleClick}` is an unbound method, and Lit binds it.
      '@typescript-eslint/unbound-method': 'off',
      // A port is asynchronous even where one implementation has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      'lit/no-template-map': 'off',
      'lit/attribute-value-entities': 'off',
      'lit/quoted-expressions': ['error', 'never'],
      'lit/no-legacy-imports': 'error',
      'lit/no-this-assign-in-render': 'error',
    },
  },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...blockingDialogs, ...impureGlobals],
      'no-restricted-properties': [
        'error',
        ...htmlSinks,
        { object: 'Date', property: 'now', message: 'core is pure: take the instant as a parameter.' },
        {
          object: 'Math',
          property: 'random',
          message: 'core is pure: take the source of chance as a parameter.',
        },
      ],
      'no-restricted-syntax': [
        'error',
        noTakingApart,
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'core is pure: take the instant as a parameter.',
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'stories/**/*.ts', '.storybook/**/*.ts'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // The accessibility assertion makes every assertion look like a promise; the rule below names those that are.
      '@typescript-eslint/no-floating-promises': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "ExpressionStatement > CallExpression:matches([callee.property.name='accessible'], [callee.name=/^(fixture|nextFrame|aTimeout|oneEvent|waitUntil|elementUpdated|sendKeys|sendMouse|resetMouse|emulateMedia|setViewport)$/])",
          message: 'Await it: the test would end before it.',
        },
      ],
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  {
    files: ['vite.config.ts'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { project: null } },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
);
