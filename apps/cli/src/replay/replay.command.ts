import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '@eagle/contracts/domain';
import { withSaid, type SaidOptions } from '../recordings/reading-cli.js';
import { Platform, projectRoot } from '../start/platform.js';
import { loadSecrets } from '../start/secrets.js';
import { StateFolder } from '../start/state-folder.js';
import { findTrainerPython } from '../start/trainer-python.js';
import { onStopSignal } from '../stop-signals.js';
import { openRecording, type Recording } from './recording.js';
import { Replay, SLUG } from './replay.js';
import { readReplayConfig, type ReplayConfig } from './replay-config.js';
import { reportText } from './report.js';

export interface ReplayOptions {
  readonly data: string;
  /** Times real time; the platform's pace is the bound. Null: from the configuration. */
  readonly speed: number | null;
  readonly trainShare: number | null;
  readonly config: string | null;
  /** Format options of the command line; they override the configuration. */
  readonly said: SaidOptions;
  readonly json: boolean;
  /** Folder in which the replay makes its state folder, which is removed afterwards. */
  readonly stateParent: string;
  readonly keep: boolean;
}

/**
 * `eagle replay`: a recording goes through the whole platform, and its warnings are compared with
 * the actual failures. Each replay starts an empty separate platform, so that a second replay gives
 * the same result; a platform that runs on this machine is not touched.
 */
export async function runReplay(
  options: ReplayOptions,
  say: (text: string) => void,
  print: (text: string) => void,
): Promise<void> {
  const configured = readReplayConfig(options.config);
  const config = {
    ...configured,
    ignoreColumns: [...configured.ignoreColumns, ...(options.said.ignoreColumns ?? [])],
    reading: withSaid(configured.reading, options.said),
  };
  say(`reading ${options.data}`);
  const recording = await openRecording(options.data, config, options.trainShare ?? config.trainShare);
  for (const line of recording.readingLines) say(line);
  say(summary(recording));
  const stop = new AbortController();
  const stopped = new AppError('REPLAY.STOPPED', 'The replay was stopped before its end.');
  const forget = onStopSignal(() => stop.abort(stopped));
  mkdirSync(options.stateParent, { recursive: true });
  const home = mkdtempSync(path.join(options.stateParent, 'eagle-replay-'));
  try {
    const report = await playOn(home, recording, config, options, say, stop.signal);
    print(options.json ? JSON.stringify(report, null, 2) : reportText(report));
  } catch (error) {
    // Errors while everything is being stopped come from the stop.
    throw stop.signal.aborted ? stopped : error;
  } finally {
    if (options.keep) say(`state kept in ${home}`);
    else rmSync(home, { recursive: true, force: true });
    forget();
  }
}

async function playOn(
  home: string,
  recording: Recording,
  config: ReplayConfig,
  options: ReplayOptions,
  say: (text: string) => void,
  signal: AbortSignal,
): ReturnType<Replay['run']> {
  const state = StateFolder.take(home, { fresh: false });
  let platform: Platform | null = null;
  try {
    const secrets = loadSecrets(state, [SLUG]);
    say('starting the platform');
    platform = await Platform.start({
      state,
      secrets,
      scale: new Map(),
      logLevel: 'info',
      projectRoot,
      trainerPython: findTrainerPython(projectRoot),
      signal,
      onEvent: ({ name, kind, text }) => {
        if ((kind === 'exited' || kind === 'restarting') && !signal.aborted) say(`${name} ${kind} ${text}`);
      },
    });
    const speed = options.speed ?? config.speed;
    return await new Replay(recording, config, speed, platform, secrets, say, signal).run();
  } finally {
    await platform?.stop();
    state.release();
  }
}

function summary({ rowCount, assets, failures, failuresElsewhere, splitAtMs }: Recording): string {
  const known = failures.filter(({ atMs }) => atMs < splitAtMs).length;
  const elsewhere =
    failuresElsewhere === 0 ? '' : ` (${failuresElsewhere} more are of assets or times not recorded)`;
  return `${rowCount} rows of ${assets.length} assets; ${failures.length} failures${elsewhere}, ${known} of them before ${new Date(splitAtMs).toISOString()}, where the history ends`;
}
