import type { RunFile } from '@eagle/contracts/domain';
import { isAlive, natsGreets } from '@eagle/local-services';
import { connectAsCli } from '../bus/connect-as-cli.js';
import { roomOf } from '../start/disk-room.js';
import { lackOfRoom } from '../start/disk-watch.js';
import { whyNotReady } from '../start/health.js';
import { readRunFile } from '../start/run-file.js';

export async function showStatus(home: string, json: boolean, write: (line: string) => void): Promise<void> {
  const run = readRunFile(home);
  if (json) return write(JSON.stringify(run, null, 2));
  write(`gateway   ${run.gatewayUrl}   API ${run.apiDocsUrl}`);
  write(run.readyAt === null ? 'not ready yet' : `ready since ${new Date(run.readyAt).toLocaleString()}`);
  const lack = lackOfRoom(home, await roomOf(home));
  if (lack !== null) write(lack);
  write('');
  for (const process of run.processes) {
    const state = isAlive(process.pid) ? await stateOf(process, home, run) : 'not running';
    write(`${`${process.name}-${process.replica}`.padEnd(22)} ${String(process.pid).padEnd(8)} ${state}`);
  }
  write('');
  for (const organization of run.organizations)
    write(`${organization.slug.padEnd(22)} ${organization.id}  ${organization.name}`);
  write('');
  write('Sign-in addresses (passwords: eagle status --json):');
  for (const user of run.users) write(`${user.role.padEnd(12)} ${user.email}`);
}

async function stateOf(
  { name, healthUrl }: RunFile['processes'][number],
  home: string,
  { natsUrl }: RunFile,
): Promise<string> {
  const why = healthUrl === null ? await whyServerFails(name, home, natsUrl) : await whyNotReady(healthUrl);
  return why === null ? 'ready' : `not ready: ${why}`;
}

/**
 * Servers have no health page; the message server is checked over the bus, because it can run and
 * store nothing.
 */
async function whyServerFails(name: string, home: string, natsUrl: string): Promise<string | null> {
  if (name !== 'nats') return null;
  // The client library would keep a socket to a frozen server, and with it this process.
  if (!(await natsGreets(Number(new URL(natsUrl).port)))) return 'it does not answer';
  try {
    const bus = await connectAsCli(home, natsUrl, 'status');
    const health = await bus.health().finally(() => bus.close());
    return health.ok ? null : health.reason;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
