import { connectBus } from '@eagle/messaging';
import { z } from 'zod';
import { StateFolder } from '../start/state-folder.js';
import { readRunFile } from '../status/status.command.js';

const secretsSchema = z.object({ natsPasswords: z.object({ cli: z.string() }) });

/**
 * `eagle inspect-bus`: what lies on the running platform's message server that the platform did not put there. Changes nothing; exits with 1 where it finds
 * something.
 * @throws AppError `STATUS.NOT_RUNNING` (not-found) where nothing runs from this folder.
 */
export async function inspectBus(home: string, json: boolean, print: (line: string) => void): Promise<void> {
  const { natsUrl } = readRunFile(home);
  const { natsPasswords } = secretsSchema.parse(StateFolder.at(home).readJson('secrets.json'));
  const bus = await connectBus({ url: natsUrl, user: 'cli', password: natsPasswords.cli, name: 'inspect' });
  try {
    const findings = await bus.inspect();
    if (json) print(JSON.stringify(findings, null, 2));
    else if (findings.length === 0)
      print('Nothing lies on the message server that the platform did not put there.');
    for (const { kind, text } of json ? [] : findings) print(`${kind.padEnd(18)} ${text}`);
    if (findings.length > 0) process.exitCode = 1;
  } finally {
    await bus.close();
  }
}
