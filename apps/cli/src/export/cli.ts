import { exportFormatSchema, exportKindSchema, instantSchema } from '@eagle/contracts/domain';
import { Command, InvalidArgumentError, Option } from 'commander';
import { readRunFile } from '../start/run-file.js';
import { onStopSignal } from '../stop-signals.js';
import { print, printProgress } from '../terminal-output.js';
import { ExportCommand, type ExportCommandOptions } from './export.command.js';

/** @param home  the state folder */
export function exportCli(home: () => string): Command {
  return new Command('export')
    .description(
      'write telemetry, alerts or predictions of an organization into a file. Ctrl-C cancels the export',
    )
    .argument('[file]', 'where to; absent: a name that says what it is, in this folder')
    .requiredOption('--organization <slug or id>', 'whose data')
    .addOption(new Option('--kind <kind>').choices(exportKindSchema.options).default('telemetry'))
    .addOption(
      new Option('--format <format>', 'absent: as the file is called, or csv').choices(
        exportFormatSchema.options,
      ),
    )
    .option('--from <instant>', 'first instant, for example 2026-01-01T00:00:00Z', instantOf)
    .option('--to <instant>', 'the instant behind the last one; absent: now', instantOf)
    .option('--assets <assets>', 'only these, with commas between them', namesOf)
    .option('--tags <tags>', 'only these, with commas between them', namesOf)
    .option('--incremental', 'only what came since the last incremental export of the same', false)
    .option('--zone <zone>', 'time zone of the times, for example Asia/Kolkata', 'UTC')
    .option('--estimate', 'only say how large the file would be', false)
    .option('--resume <export>', 'go on with an export that was requested before')
    .option('--json', 'print the export as JSON, for scripts', false)
    .action(async (file: string | undefined, options: ExportCommandOptions) => {
      const ending = new AbortController();
      const release = onStopSignal(() => ending.abort());
      try {
        await new ExportCommand(readRunFile(home()), { print, printProgress }).run(
          file,
          options,
          ending.signal,
        );
      } finally {
        release();
      }
    });
}

function instantOf(text: string): string {
  const instant = instantSchema.safeParse(text);
  if (instant.success) return instant.data;
  throw new InvalidArgumentError(instant.error.issues.map(({ message }) => message).join('; '));
}

const namesOf = (text: string): string[] => text.split(',').filter((name) => name !== '');
