import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@eagle/contracts/domain';
import { PythonTrainer } from '@eagle/learning';
import { withSaid, type SaidOptions } from '../recordings/reading-cli.js';
import type { RecordedTable } from '../recordings/recorded-table.js';
import { projectRoot } from '../start/platform.js';
import { findTrainerPython } from '../start/trainer-python.js';
import { onStopSignal } from '../stop-signals.js';
import { readEvaluateConfig, type EvaluateConfig } from './evaluate-config.js';
import { judgeEvaluation } from './judge-evaluation.js';
import { learnTargets } from './learn-targets.js';
import { writePredictions } from './predictions-csv.js';
import { reportText } from './report.js';
import { understand } from './understand.js';

/** Beyond this, something is wrong with the data or the machine. */
const TRAINER_TIMEOUT_MS = 3_600_000;

export interface EvaluateOptions extends SaidOptions {
  readonly train: string;
  readonly test?: string;
  readonly config?: string;
  /** Milliseconds. */
  readonly horizon?: number;
  readonly lead?: number;
  readonly telemetry?: string;
  readonly predictions?: string;
  /** Also writes the report as Markdown into this file. */
  readonly report?: string;
  readonly keep?: string;
  /** Columns that, as the user says, do not reveal the failure. */
  readonly trustColumn?: readonly string[];
  readonly json: boolean;
  /** Folder in which a work folder is made, removed afterwards. */
  readonly tempParent: string;
}

/**
 * `eagle evaluate`: whether recorded data can predict failures, through the same labels, features,
 * trainer and judge as the platform. A refusal is a normal result: only unreadable input or a
 * failed run is an error.
 */
export async function runEvaluate(
  options: EvaluateOptions,
  say: (text: string) => void,
  print: (text: string) => void,
): Promise<void> {
  const config = configOf(options);
  const stop = new AbortController();
  const forget = onStopSignal(() => stop.abort());
  await mkdir(options.tempParent, { recursive: true });
  const tables: RecordedTable[] = [];
  const workFolder = await mkdtemp(path.join(options.tempParent, 'eagle-evaluate-'));
  try {
    const input = {
      train: options.train,
      test: options.test ?? null,
      config,
      horizonMs: options.horizon ?? null,
      leadMsMin: options.lead ?? null,
      workFolder,
    };
    const understood = await understand(input, say, stop.signal);
    tables.push(...understood.folders.map(({ table }) => table));
    const trainer = new PythonTrainer({
      python: findTrainerPython(projectRoot),
      packageFolder: path.join(projectRoot, 'libs/model-trainer'),
      timeoutMs: TRAINER_TIMEOUT_MS,
    });
    const outcome = await learnTargets(input, understood, trainer, say, stop.signal);
    say('judging');
    const report = await judgeEvaluation(input, understood, outcome);
    if (options.predictions !== undefined) {
      const targets = 'missing' in outcome ? [] : outcome;
      await writePredictions(options.predictions, understood, targets);
    }
    if (options.report !== undefined) await writeFile(options.report, reportText(report));
    print(options.json ? JSON.stringify(report, null, 2) : reportText(report));
  } catch (error) {
    throw stop.signal.aborted
      ? new AppError('EVALUATE.STOPPED', 'The evaluation was stopped before its end.', {}, { cause: error })
      : error;
  } finally {
    for (const table of tables) await table.close();
    if (options.keep !== undefined) await cp(workFolder, options.keep, { recursive: true });
    await rm(workFolder, { recursive: true, force: true });
    forget();
  }
}

function configOf({ config: file, telemetry, ...said }: EvaluateOptions): EvaluateConfig {
  const config = readEvaluateConfig(file ?? null);
  return {
    ...config,
    telemetry: telemetry === undefined ? config.telemetry : [telemetry],
    ignoreColumns: [...config.ignoreColumns, ...(said.ignoreColumns ?? [])],
    trustColumns: [...config.trustColumns, ...(said.trustColumn ?? [])],
    reading: withSaid(config.reading, said),
  };
}
