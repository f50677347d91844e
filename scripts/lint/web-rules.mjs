// Rules of the control room: what a browser has, what its features may import, and what people who
// use a keyboard or a screen reader need.
import { readdirSync } from 'node:fs';
import path from 'node:path';

const SRC = path.resolve(import.meta.dirname, '../../apps/web/src');
/** Rooms that every feature may use. */
const SHARED = [
  'address',
  'api',
  'charts',
  'dead-letters',
  'drafts',
  'feature-names',
  'frame',
  'live',
  'offline',
  'parts',
  'plant-source',
  'preferences',
  'rule-words',
  'schedule-words',
  'session',
  'sound',
  'styles',
  'texts',
  'time',
  'tour',
  'undo',
  'wall',
];

/** Shared rooms that come with the chunks of pages: they may bring schemas along. */
const OF_PAGES = ['drafts'];

const features = readdirSync(SRC, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !SHARED.includes(entry.name))
  .map(({ name }) => name);

const filesOf = (rooms) => rooms.map((room) => `apps/web/src/${room}/**/*.{ts,tsx}`);

const noFeature = {
  group: features.map((feature) => `**/${feature}/*`),
  message: 'A shared room serves the features, and knows none of them.',
};

const nodeModules = { group: ['node:*'], message: 'A browser has no module of Node.' };

/** One clock for the whole application: the browser's may be hours off. */
const oneClock = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'Ages and countdowns go by the platform: serverClock.now() of src/time.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Ages and countdowns go by the platform: serverClock.now() of src/time.',
  },
];

const oneFetch = [
  { name: 'fetch', message: 'Requests go through src/api, which is typed and knows the sign-in.' },
  { name: 'localStorage', message: 'Storage can be full or forbidden: use src/preferences.' },
  { name: 'sessionStorage', message: 'Storage can be full or forbidden: use src/preferences.' },
];

/** @param parts  Plug-ins, and what the rules of the whole project hold. */
export function webRules({ a11y, reactHooks, privateStyle, testGlobals, specs, testCode }) {
  const code = ['apps/web/src/**/*.{ts,tsx}'];
  return [
    {
      files: code,
      plugins: { 'jsx-a11y-x': a11y, 'react-hooks': reactHooks },
      rules: {
        ...a11y.configs.recommended.rules,
        ...reactHooks.configs['recommended-latest'].rules,
        'no-restricted-syntax': ['error', ...privateStyle, ...oneClock],
        '@typescript-eslint/consistent-type-imports': 'error',
      },
    },
    {
      files: ['apps/web/src/time/server-clock.ts', ...testCode],
      rules: { 'no-restricted-syntax': ['error', ...privateStyle] },
    },
    {
      files: code,
      ignores: [
        ...testCode,
        'apps/web/src/api/**',
        'apps/web/src/preferences/**',
        'apps/web/src/drafts/saving/draft-storage.ts',
        'apps/web/src/parts/unsent-forms.ts',
      ],
      rules: { 'no-restricted-globals': ['error', 'process', ...oneFetch, ...testGlobals] },
    },
    {
      files: code,
      ignores: testCode,
      rules: { 'no-restricted-imports': ['error', { patterns: [nodeModules] }] },
    },
    ...features.map((feature) => ({
      files: [`apps/web/src/${feature}/**/*.{ts,tsx}`],
      ignores: specs,
      rules: {
        'no-restricted-imports': [
          'error',
          {
            patterns: [
              nodeModules,
              {
                group: features.filter((other) => other !== feature).map((other) => `**/${other}/*`),
                message: 'A feature imports no other feature: what two need is a part, or a room of its own.',
              },
            ],
          },
        ],
      },
    })),
    {
      // What every page loads first: the schemas of the contracts are a third of it.
      files: filesOf(SHARED.filter((room) => !OF_PAGES.includes(room))),
      // Another language is a chunk of its own.
      ignores: [...testCode, 'apps/web/src/texts/sentences/de/**'],
      rules: {
        '@typescript-eslint/no-restricted-imports': [
          'error',
          {
            patterns: [
              {
                group: ['@eagle/*'],
                allowTypeImports: true,
                message: 'Types only: its schemas would come along.',
              },
              {
                group: OF_PAGES.map((room) => `**/${room}/*`),
                message: 'This room comes with pages, and would come with the first one.',
              },
              noFeature,
            ],
          },
        ],
      },
    },
    {
      files: filesOf(OF_PAGES),
      ignores: testCode,
      rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [noFeature] }] },
    },
    {
      // The routes of a feature are read at once, its pages when they are wanted.
      files: features.map((feature) => `apps/web/src/${feature}/index.ts`),
      rules: {
        '@typescript-eslint/no-restricted-imports': [
          'error',
          {
            patterns: [
              {
                group: OF_PAGES.map((room) => `**/${room}/*`),
                message: 'This room comes with pages: import it from a page.',
              },
            ],
          },
        ],
      },
    },
  ];
}
