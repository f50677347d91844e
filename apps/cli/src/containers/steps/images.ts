import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { AppError } from '@eagle/contracts/domain';
import type { ContainerEngine } from '@eagle/local-services/containers';
import { projectRoot } from '../../start/platform.js';

const execute = promisify(execFile);
/** Builds the image of the platform from the working tree. */
export async function buildImage(
  engine: ContainerEngine,
  { tag, node, signal }: { readonly tag: string; readonly node: string; readonly signal: AbortSignal },
): Promise<{ readonly value: null; readonly said: string }> {
  await engine.run(
    [
      ...['build', '--tag', tag, '--file', 'deploy/Dockerfile'],
      ...['--build-arg', `NODE_IMAGE=${node}`, '--build-arg', `EAGLE_REVISION=${await revision()}`, '.'],
    ],
    { signal, directory: projectRoot },
  );
  const bytes = Number(await engine.run(['image', 'inspect', '--format', '{{.Size}}', tag]));
  return { value: null, said: `${tag}, ${Math.round(bytes / 1e6)} MB` };
}

const revision = (): Promise<string> =>
  execute('git', ['rev-parse', 'HEAD'], { cwd: projectRoot }).then(
    ({ stdout }) => stdout.trim(),
    () => 'unknown', // Built from an archive.
  );

/** Conditions inside of the image, each as a shell test. */
const HELD: readonly (readonly [what: string, script: string])[] = [
  ['it runs as another user than root', '[ "$(id -u)" != 0 ]'],
  ['npm is the pinned one', '[ "$(npm --version)" = 11.19.1 ]'],
  [
    'it holds no tests',
    '[ -z "$(find apps libs -regextype posix-extended -regex ".*\\.(spec|int-spec|e2e-spec|bench)\\..*" | head -n 1)" ]',
  ],
  ['it holds no TypeScript of ours', '[ -z "$(find apps libs -path "*/src" -print -quit)" ]'],
  [
    'it holds no development dependencies',
    '[ ! -e node_modules/typescript ] && [ ! -e node_modules/eslint ] && [ ! -e node_modules/prisma ] && [ ! -e node_modules/node ]',
  ],
  ['its root file system takes no file', '! touch /eagle/file 2>/dev/null'],
  [
    'the trainer finds its packages',
    '"$TRAINER_PYTHON" -c "import lightgbm, onnx, onnxruntime, optuna, pyarrow"',
  ],
  ['the command line answers', 'node apps/cli/dist/main.js --help >/dev/null'],
];

/**
 * Tests the image under the restrictions of the compose file: without capabilities, on a read-only
 * root file system.
 * @throws AppError `CONTAINERS.IMAGE_WRONG` (bug) that names the failed conditions.
 */
export async function checkImage(
  engine: ContainerEngine,
  tag: string,
  signal: AbortSignal,
): Promise<{ readonly value: null; readonly said: string }> {
  const script = HELD.map(([what, test]) => `(${test}) || echo ${quoted(what)}`).join('\n');
  const broken = await engine.run(
    [
      ...['run', '--rm', '--read-only', '--cap-drop=all', '--security-opt=no-new-privileges'],
      ...['--tmpfs=/tmp:size=64m', '--memory=512m', '--entrypoint=/bin/sh', tag, '-c', script],
    ],
    { signal },
  );
  if (broken !== '')
    throw new AppError('CONTAINERS.IMAGE_WRONG', `This does not hold: ${broken.replaceAll('\n', '; ')}`);
  return { value: null, said: HELD.map(([what]) => what).join('; ') };
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
