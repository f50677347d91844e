// The integration tests on containers: fails with one sentence where no engine answers. Arguments
// are Jest's own, as of scripts/test.mjs.
process.env.EAGLE_TEST_SERVERS = 'containers';
process.argv.push('--selectProjects', 'int');
await import('./test.mjs').catch((error) => {
  console.error(error.code === 'ENGINE_MISSING' ? error.message : error);
  process.exit(1);
});
