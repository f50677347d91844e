import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './cache-folder.mjs';
import { run } from './steps.mjs';

/** The same version stands in libs/local-services/src/s3.ts, which looks for it. */
const VERSION = '1.8.0';

/** Builds the S3-compatible server that tests of the artifact store run against. Without Go there is none: those tests are then skipped. */
export async function ensureS3Server(step) {
  const target = path.join(cacheFolder(), `versitygw-${VERSION}`);
  if (process.env.S3_SERVER_BIN || existsSync(target)) return step.ok('cached');
  const folder = mkdtempSync(path.join(cacheFolder(), 'go-'));
  try {
    await run('go', ['install', `github.com/versity/versitygw/cmd/versitygw@v${VERSION}`], {
      env: { GOBIN: folder },
      step,
    });
    renameSync(path.join(folder, 'versitygw'), target);
  } catch (error) {
    console.log(`  – no S3 server for tests: ${error.message.split('\n')[0]}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
