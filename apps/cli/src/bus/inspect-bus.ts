import { readRunFile } from '../start/run-file.js';
import { connectAsCli } from './connect-as-cli.js';

/**
 * `eagle inspect-bus`: lists objects on the running platform's message server that the platform did
 * not create. It changes nothing, and exits with 1 where it finds something.
 * @throws AppError `STATUS.NOT_RUNNING` (not-found) where nothing runs from this folder.
 */
export async function inspectBus(home: string, json: boolean, print: (line: string) => void): Promise<void> {
  const { natsUrl } = readRunFile(home);
  const bus = await connectAsCli(home, natsUrl, 'inspect');
  try {
    const findings = await bus.inspect();
    if (json) print(JSON.stringify(findings, null, 2));
    else if (findings.length === 0)
      print('The message server holds nothing that the platform did not create.');
    for (const { kind, text } of json ? [] : findings) print(`${kind.padEnd(18)} ${text}`);
    if (findings.length > 0) process.exitCode = 1;
  } finally {
    await bus.close();
  }
}
