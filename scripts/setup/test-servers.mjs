import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { trainerEnvironment } from './trainer-python.mjs';
import { ensureS3Server } from './s3-server.mjs';

/** The Python in which the trainer and its tests run. */
export const trainerPython = (root) =>
  path.join(trainerEnvironment(path.join(root, 'libs/model-trainer/requirements.txt')), 'bin', 'python');

/**
 * Runs `work` with what tests share: one PostgreSQL, the trainer's Python, the S3 server. @param
 * work  is given their environment
 */
export async function withTestServers(root, work) {
  const { startPostgres, freePort } = await import('@eagle/local-services');
  const folder = mkdtempSync(path.join(tmpdir(), 'eagle-test-'));
  const postgres = await startPostgres({
    dataDir: path.join(folder, 'postgres'),
    port: await freePort(),
    user: 'postgres',
    password: randomBytes(12).toString('hex'),
  });
  try {
    await ensureS3Server();
    return await work({ EAGLE_TEST_PG_URL: postgres.url, TRAINER_PYTHON: trainerPython(root) });
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
