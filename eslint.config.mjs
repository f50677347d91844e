import nx from '@nx/eslint-plugin';
import jest from 'eslint-plugin-jest';
import a11y from 'eslint-plugin-jsx-a11y-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { ownedPromises } from './scripts/lint/owned-promises.mjs';
import { webRules } from './scripts/lint/web-rules.mjs';

/** What each kind of room may import. Pure libraries hold the thinking; adapters talk to the world; services wire them. */
const boundaries = {
  // The launcher sets up the demonstration plants; the simulator holds their descriptions.
  allow: ['@eagle/scada-simulator/plants'],
  depConstraints: [
    { sourceTag: 'type:pure', onlyDependOnLibsWithTags: ['type:pure'] },
    { sourceTag: 'type:adapter', onlyDependOnLibsWithTags: ['type:pure', 'type:adapter'] },
    { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['type:pure', 'type:adapter'] },
    { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:pure', 'type:adapter'] },
    // A browser has no adapter of ours.
    { sourceTag: 'type:web', onlyDependOnLibsWithTags: ['type:pure'] },
  ],
};

/** Tests may use the real servers of the testing library; the tested code may not. */
const testBoundaries = {
  ...boundaries,
  depConstraints: boundaries.depConstraints.map(({ sourceTag, onlyDependOnLibsWithTags }) => ({
    sourceTag,
    onlyDependOnLibsWithTags: [...onlyDependOnLibsWithTags, 'type:testing'],
  })),
};

/** A pure library takes time, chance, ids and configuration as arguments and touches nothing outside. */
const impureImports = [
  '@nestjs/*',
  '@nats-io/*',
  '@prisma/*',
  'pg',
  'node:fs',
  'node:fs/*',
  'node:net',
  'node:http',
  'node:child_process',
  'node:worker_threads',
  'node:timers',
  'node:timers/*',
];
const impure = impureImports.map((group) => ({
  group: [group],
  message: 'Pure libraries touch nothing outside.',
}));

/** What each part of the contracts may import of the others: a browser gets `rest` and `socket`, and with them `domain`. */
const contractParts = {
  domain: ['bus', 'frames', 'rest', 'socket'],
  frames: ['bus', 'rest', 'socket'],
  bus: ['rest', 'socket'],
  rest: ['bus', 'frames', 'socket'],
  socket: ['bus', 'frames', 'rest'],
};

/** The types of Jest make its globals known everywhere; only tests have them. */
const testGlobals = [
  'test',
  'it',
  'describe',
  'expect',
  'jest',
  'beforeAll',
  'beforeEach',
  'afterAll',
  'afterEach',
];
const impureGlobals = ['process', 'setTimeout', 'setInterval', 'setImmediate', 'fetch', 'performance'];
const impureCalls = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'A pure library takes the time as an argument.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'A pure library takes the time as an argument.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'A pure library takes chance as an argument.',
  },
  { selector: "CallExpression[callee.name='randomUUID']", message: 'A pure library takes ids as arguments.' },
];

/**
 * The wall clock of a machine is stepped, also back: code that measures a duration with it stands
 * still, or gives up early.
 */
const hostClock = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message:
      'Durations go by monotonicNow, what is told or stored by believedNow: see libs/service-kit/src/clocks.ts.',
  },
];

/** Classes that Nest makes: see docs/adr/0055-every-service-starts-and-stops-in-the-same-way.md. */
const madeByNest =
  '[decorators.0.expression.callee.name=/^(Injectable|Controller|Catch|WebSocketGateway|Module|Global)$/]';
const hooks = '/^(onModuleInit|onApplicationBootstrap|onModuleDestroy|beforeApplicationShutdown)$/';
const injection = [
  {
    selector: `ClassDeclaration${madeByNest} > ClassBody > MethodDefinition[kind='constructor'] > FunctionExpression > .params:not(:has(> Decorator))`,
    message: 'Nest makes this class: name each dependency with @Inject(TOKEN_OR_CLASS).',
  },
  {
    selector: `ClassDeclaration:not(${madeByNest}) > ClassBody > MethodDefinition[key.name=${hooks}]`,
    message:
      'A class with a hook of Nest is made by Nest: make it @Injectable, and a provider of the module.',
  },
];
/** What the service kit does for every service: a second token is a second connection, and another close is another order. */
const connections = [
  {
    selector: "MethodDefinition[key.name='onApplicationShutdown']",
    message:
      'The service kit closes the connections there: stop in onModuleDestroy, flush in beforeApplicationShutdown.',
  },
  {
    selector: "CallExpression[callee.name='Symbol'][arguments.0.value=/^(BUS|DATABASE|CONFIG)$/]",
    message: 'Take BUS and CONFIG of @eagle/service-kit, DATABASE of @eagle/service-kit/database.',
  },
];

/** Text of contracts and of the gateway is of one type, which the database takes: see libs/contracts/src/text.ts. */
const uncheckedText = [
  {
    selector: "CallExpression[callee.object.name='z'][callee.property.name=/^(string|email)$/]",
    message:
      'Use text, textLike, emailSchema or platformText of @eagle/contracts/domain: this type takes NUL and any length.',
  },
  {
    selector: "CallExpression[callee.object.property.name='coerce'][callee.property.name='string']",
    message:
      'Use text, textLike, emailSchema or platformText of @eagle/contracts/domain: this type takes NUL and any length.',
  },
];

/** One style of private members, see docs/adr/0060: `#` only where a secret must stay hidden at runtime too. */
const privateStyle = [
  {
    selector: ':matches(PropertyDefinition, MethodDefinition, AccessorProperty) > PrivateIdentifier',
    message:
      'Private members are written with TypeScript’s private: see docs/adr/0060-names-of-the-field-and-one-style-of-private-members.md.',
  },
];

const specs = ['**/*.{spec,int-spec,e2e-spec}.{ts,tsx}'];

/** What counts as an assertion in a test: helpers are named after `expect`, `assert` or `check`. */
const assertFunctionNames = [
  'expect*',
  'assert*',
  'assert.*',
  'check*',
  'fc.assert',
  'eventually',
  'until',
  '**.assertStored',
  '**.isRefused',
];

/** Tests speak Jest by its globals, in every file the same. */
const otherRunners = [
  { name: 'node:test', message: 'Tests run in Jest: describe, test, beforeAll and so on are globals.' },
  {
    name: '@jest/globals',
    message: 'jest-light-runner has no such module: describe, test, expect are globals.',
  },
];

/** Tests, and what only they and benchmarks use. */
const testCode = ['**/*.{spec,int-spec,e2e-spec,fixture,bench}.{ts,tsx}', '**/fixtures/**'];

/** Tests, and what measures or attacks a whole system from outside. */
const measuring = [...testCode, 'apps/cli/src/{attack,bench,chaos,journeys}/**', 'libs/testing/**'];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '**/generated/**',
      '.eagle/**',
      '.nx/**',
      'coverage/**',
      'test-results/**',
      'scripts/**',
      '*.config.mjs',
      'apps/web/vite.config.mjs',
      'apps/web/build/**',
      'prisma.config.ts',
    ],
  },
  {
    files: ['apps/**/*.{ts,tsx}', 'libs/**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx, eagle: { rules: { 'owned-promises': ownedPromises } } },
    rules: {
      '@nx/enforce-module-boundaries': ['error', boundaries],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      'eagle/owned-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      'no-restricted-syntax': ['error', ...privateStyle],
    },
  },
  {
    files: ['apps/**/*.ts', 'libs/**/*.ts'],
    ignores: [...measuring, 'libs/service-kit/src/clocks.ts'],
    rules: { 'no-restricted-syntax': ['error', ...privateStyle, ...hostClock, ...injection] },
  },
  {
    files: ['apps/**/*.ts'],
    ignores: measuring,
    rules: { 'no-restricted-syntax': ['error', ...privateStyle, ...hostClock, ...injection, ...connections] },
  },
  {
    files: ['apps/**/*.{ts,tsx}', 'libs/**/*.ts'],
    ignores: [...specs, 'libs/testing/src/jest/**'],
    rules: { 'no-restricted-globals': ['error', ...testGlobals] },
  },
  {
    files: [
      'libs/{contracts,features,alerts,models}/src/**/*.ts',
      'libs/telemetry/src/{rows,series,policy,table-text}/**/*.ts',
    ],
    ignores: ['**/*.spec.ts', '**/*.bench.ts', '**/*.fixture.ts', '**/fixtures/**'],
    rules: {
      'no-restricted-imports': ['error', { patterns: impure }],
      'no-restricted-globals': ['error', ...impureGlobals, ...testGlobals],
      'no-restricted-syntax': ['error', ...privateStyle, ...impureCalls],
    },
  },
  ...Object.entries(contractParts).map(([part, others]) => ({
    files: [`libs/contracts/src/${part}/**/*.ts`],
    ignores: ['**/*.spec.ts', '**/fixtures/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ...impure,
            {
              group: others.map((other) => `**/${other}/*`),
              message: `The part ${part} of the contracts does not import this one: see libs/contracts/README.md.`,
            },
          ],
        },
      ],
    },
  })),
  {
    files: ['libs/contracts/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/text.ts', '**/loose-texts.ts'],
    rules: { 'no-restricted-syntax': ['error', ...privateStyle, ...impureCalls, ...uncheckedText] },
  },
  {
    files: ['apps/gateway/src/**/*.ts'],
    // The environment holds no NUL.
    ignores: ['**/*.spec.ts', '**/*.int-spec.ts', '**/*.fixture.ts', '**/*.bench.ts', '**/config.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...privateStyle,
        ...hostClock,
        ...injection,
        ...connections,
        ...uncheckedText,
      ],
    },
  },
  {
    // Launcher, compose file and tests read a manifest without the service that it describes.
    files: ['apps/*/src/service.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ group: ['*'], allowTypeImports: true, message: 'A manifest imports types only.' }] },
      ],
    },
  },
  ...webRules({ a11y, reactHooks, privateStyle, testGlobals, specs, testCode }),
  {
    files: specs,
    plugins: { jest },
    rules: {
      'jest/expect-expect': ['error', { assertFunctionNames }],
      'jest/no-alias-methods': 'error',
      'jest/no-disabled-tests': 'error',
      'jest/no-done-callback': 'error',
      'jest/no-export': 'error',
      'jest/no-focused-tests': 'error',
      'jest/no-identical-title': 'error',
      'jest/no-standalone-expect': ['error', { additionalTestBlockFunctions: ['testInBrowser'] }],
      'jest/no-test-prefixes': 'error',
      'jest/valid-describe-callback': 'error',
      'jest/valid-expect': 'error',
      'jest/valid-expect-in-promise': 'error',
      'jest/valid-title': ['error', { ignoreTypeOfTestName: true }],
      'no-restricted-imports': ['error', ...otherRunners],
    },
  },
  {
    // A test or a measurement that ends with such a rejection says so by itself.
    files: [...testCode, '**/bench/**'],
    rules: { 'eagle/owned-promises': 'off' },
  },
  {
    // The bench of the control room drives a browser, as its tests do.
    files: [...testCode, 'apps/cli/src/bench/web/**'],
    rules: { '@nx/enforce-module-boundaries': ['error', testBoundaries] },
  },
);
