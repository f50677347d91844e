// Health check of a service's container: ends with 0 where the service says that it can do its job.
const port = process.env.HTTP_PORT;
if (port === undefined) {
  console.error('HTTP_PORT is not set: this container runs no service, so switch its health check off.');
  process.exit(1);
}
try {
  const response = await fetch(`http://127.0.0.1:${port}/health/ready`, {
    signal: AbortSignal.timeout(4_000),
  });
  console.log(await response.text());
  process.exitCode = response.ok ? 0 : 1;
} catch (error) {
  console.error(`no answer: ${error.cause?.code ?? error.message}`);
  process.exitCode = 1;
}
