import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const tests = ['**/*.spec.ts', '**/test/**/*.ts'];
const kafkaUsers = ['libs/messaging', 'libs/testing', 'apps/e2e', 'apps/bench', 'deploy/local'];
/** Programs of a person or a pipeline, not services: they are configured by their environment alone. */
const tools = ['libs/testing/**', 'apps/e2e/**', 'apps/bench/**', 'deploy/local/**'];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.cartrail/**', '.turbo/**', 'libs/contracts/schemas/**'] },
  { files: ['**/*.ts'], extends: [js.configs.recommended, ...tseslint.configs.strictTypeChecked] },
  {
    files: ['**/*.ts'],
    languageOptions: {
      parserOptions: { project: './tsconfig.check.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 50, skipComments: true, skipBlankLines: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MethodDefinition[kind="constructor"] > FunctionExpression[params.length>5]',
          message: 'More than five collaborators are two use-cases.',
        },
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Settings are read in config.ts, validated and typed.',
        },
      ],
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'kafkajs', message: 'Kafka is spoken by libs/messaging only.' }] },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // The classes of events and bodies are shapes with rules; plain objects of that shape are what they are for.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    // Emitted metadata needs the class itself wherever a decorator looks at a parameter's type.
    files: ['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: tests,
    rules: {
      'max-lines-per-function': 'off',
      'no-console': 'off',
      'no-restricted-properties': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/config.ts', '**/main.ts', '**/migrate.ts', ...tools],
    rules: { 'no-restricted-properties': 'off' },
  },
  { files: [...tools, 'apps/simulators/src/main.ts'], rules: { 'no-console': 'off' } },
  { files: kafkaUsers.map((folder) => `${folder}/**/*.ts`), rules: { 'no-restricted-imports': 'off' } },
  // Money, ids and vendor times are built and read by exact rules; a clock or a die in the domain hides a fact.
  {
    files: ['apps/*/src/domain/**/*.ts'],
    ignores: tests,
    rules: {
      'no-restricted-globals': ['error', 'process', 'setTimeout', 'setInterval'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The domain is told the time.' },
        { object: 'Math', property: 'random', message: 'The domain is given its ids.' },
      ],
    },
  },
);
