/** What a file of tests may take, by the suffix of its name. */
export interface TestKind {
  /** One test or hook, unless it asks for more by a third argument. */
  readonly testMsMax: number;
  /** The whole file, from its import to its last hook. */
  readonly fileMsMax: number;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** Far above what a test takes, so that a busy machine meets none of them. */
const KINDS = {
  spec: { testMsMax: MINUTE_MS, fileMsMax: 5 * MINUTE_MS },
  'int-spec': { testMsMax: 3 * MINUTE_MS, fileMsMax: 15 * MINUTE_MS },
  'e2e-spec': { testMsMax: 45 * MINUTE_MS, fileMsMax: 50 * MINUTE_MS },
} as const satisfies Record<string, TestKind>;

const isKind = (suffix: string): suffix is keyof typeof KINDS => suffix in KINDS;

function suffixOf(testFile: string): keyof typeof KINDS {
  const suffix = testFile.split('.').at(-2) ?? '';
  if (!isKind(suffix)) throw new Error(`${testFile} is no .spec, .int-spec or .e2e-spec file`);
  return suffix;
}

/** @param testFile  `….spec.js`, `….int-spec.js` or `….e2e-spec.js` */
export const testKindOf = (testFile: string): TestKind => KINDS[suffixOf(testFile)];

/** Journeys boot a whole platform and measure deadlines: no other tests run beside them. */
export const isJourney = (testFile: string): boolean => suffixOf(testFile) === 'e2e-spec';

/**
 * The journeys that take minutes, in the order in which they begin before the others: two long ones
 * at the end would run alone. The first one trains on every core while the second one mostly waits.
 */
const LONG_JOURNEYS = ['day-on-one-machine', 'chaos'];

/** @param testFiles  journeys */
export function longJourneysFirst<T extends { readonly path: string }>(testFiles: readonly T[]): T[] {
  const placeOf = ({ path }: T): number => {
    const place = LONG_JOURNEYS.findIndex((name) => path.endsWith(`/${name}.e2e-spec.js`));
    return place === -1 ? LONG_JOURNEYS.length : place;
  };
  return testFiles.toSorted((a, b) => placeOf(a) - placeOf(b));
}
