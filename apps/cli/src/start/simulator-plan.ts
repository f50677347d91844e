import path from 'node:path';
import type { PreparedPlant } from '@eagle/scada-simulator/plants';
import { projectRoot } from './platform.js';
import type { StateFolder } from './state-folder.js';
import type { ProcessPlan } from './supervised-process.js';

export const SIMULATOR = 'scada-simulator';

/**
 * The process that simulates the demonstration plants. It writes to their databases and has no
 * access to the platform.
 */
export function simulatorPlan(
  plants: readonly PreparedPlant[],
  port: number,
  state: StateFolder,
  options: { readonly seed: number; readonly logLevel: string },
): ProcessPlan {
  return {
    name: SIMULATOR,
    replica: 0,
    command: process.execPath,
    args: [
      '--enable-source-maps',
      '--max-old-space-size=128',
      '--max-semi-space-size=4',
      path.join(projectRoot, 'apps', SIMULATOR, 'dist', 'main.js'),
    ],
    cwd: projectRoot,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      NODE_ENV: 'production',
      SERVICE_NAME: SIMULATOR,
      REPLICA: `${SIMULATOR}-0`,
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: String(port),
      LOG_LEVEL: options.logLevel,
      PLANTS: plants.map(({ plant }) => plant).join(','),
      SCADA_WRITER_URLS: JSON.stringify(
        Object.fromEntries(plants.map(({ plant, writerUrl }) => [plant, writerUrl])),
      ),
      SEED: String(options.seed),
      TRUTH_DIR: state.folder('truth'),
      STATE_DIR: state.folder('plants'),
    },
    logFile: path.join(state.folder('logs'), `${SIMULATOR}-0.log`),
    httpUrl: `http://127.0.0.1:${port}`,
  };
}
