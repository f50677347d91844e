import path from 'node:path';
import { chooseServers } from './server-kind.mjs';
import { trainerEnvironment } from './trainer-python.mjs';

/** The Python in which the trainer and its tests run. */
export const trainerPython = (root) =>
  path.join(trainerEnvironment(path.join(root, 'libs/model-trainer/requirements.txt')), 'bin', 'python');

/**
 * Runs `work` with what tests share: one PostgreSQL and the trainer's Python. Says in one line where
 * the servers are. @param work  is given their environment
 */
export async function withTestServers(root, work) {
  const { environment, said } = await chooseServers(process.env.EAGLE_TEST_SERVERS);
  console.log(said);
  // For the tests, and for the server that is started here.
  Object.assign(process.env, environment);
  const { testServers } = await import('@eagle/testing/servers');
  const postgres = await testServers().startPostgres();
  try {
    return await work({ EAGLE_TEST_PG_URL: postgres.url, TRAINER_PYTHON: trainerPython(root) });
  } finally {
    await postgres.close();
  }
}
