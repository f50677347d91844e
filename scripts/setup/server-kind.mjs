import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';

/** By it containers of a run are found: the same stands in libs/testing/src/servers/container-servers.ts. */
const RUN_LABEL = 'eagle.test-run';

/**
 * Where the servers of a test run are: in containers where an engine answers, else local processes.
 * Nothing is installed or started for that, and images are made only where containers are wanted.
 * @param wanted  `containers` fails where they cannot be had; `processes` does not look; undefined
 *   takes what is there
 * @returns the environment that tells tests, and one line for people
 */
export async function chooseServers(wanted) {
  if (wanted === 'processes') return processes('as EAGLE_TEST_SERVERS says');
  const { baseImage, ContainerEngine, readyImage } = await import('@eagle/local-services/containers');
  let engine;
  try {
    engine = await ContainerEngine.find();
  } catch (error) {
    if (wanted === 'containers') throw error;
    return processes(error.message);
  }
  const images = { nats: await readyImage(engine, 'nats'), postgres: await readyImage(engine, 'postgres') };
  for (const name of Object.keys(images).filter((one) => images[one] === null)) {
    if (wanted !== 'containers')
      return processes(`there is no image of ${name}: npm run test:containers makes one`);
    console.log(`Making an image of ${name}: once, and a matter of minutes`);
    images[name] = await baseImage(engine, name, 'debian-local');
  }
  return containers(engine, images);
}

const processes = (why) => ({
  environment: { EAGLE_TEST_SERVERS: 'processes' },
  said: `Test servers: local processes (${why})`,
});

function containers(engine, { nats, postgres }) {
  const run = randomBytes(8).toString('hex');
  process.once('exit', () => removeLeftovers(run));
  return {
    environment: {
      EAGLE_TEST_SERVERS: 'containers',
      EAGLE_TEST_NATS_IMAGE: nats,
      EAGLE_TEST_POSTGRES_IMAGE: postgres,
      EAGLE_TEST_RUN: run,
      // Its own image would have to be had as well; this run removes what is left by its label.
      TESTCONTAINERS_RYUK_DISABLED: 'true',
    },
    said: `Test servers: containers of engine ${engine.version} (${nats}, ${postgres})`,
  };
}

/** However this process ends, short of kill -9; of other runs it touches nothing. */
function removeLeftovers(run) {
  const docker = (...args) => execFileSync('docker', args, { encoding: 'utf8' });
  const ids = docker('ps', '--all', '--quiet', '--filter', `label=${RUN_LABEL}=${run}`).split('\n');
  const left = ids.filter((id) => id !== '');
  if (left.length === 0) return;
  docker('rm', '--force', '--volumes', ...left);
  console.log(`Containers that were left behind, removed: ${left.length}`);
}
