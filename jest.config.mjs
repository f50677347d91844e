/**
 * Tests run over what `tsc -b` wrote, in plain Node (docs/adr: tests run in Jest through jest-
 * light-runner). `npm test` starts the servers that they want; limits of time are those of
 * libs/testing/src/jest/test-kinds.ts.
 */
const project = (displayName, suffix) => ({
  displayName,
  roots: ['<rootDir>/apps', '<rootDir>/libs'],
  testMatch: [`**/dist/**/*.${suffix}.js`],
  runner: '<rootDir>/libs/testing/dist/jest/runner.js',
  setupFilesAfterEnv: ['<rootDir>/libs/testing/dist/jest/setup.js'],
  transform: {},
  haste: { enableSymlinks: false },
});

export default {
  projects: [project('unit', 'spec'), project('int', 'int-spec'), project('e2e', 'e2e-spec')],
  // Above two processors: integration tests wait for servers and deadlines more than they compute.
  maxWorkers: 3,
  watchman: false,
};
