import { RPC } from '@eagle/contracts/bus';
import type { OrganizationId, RunFile } from '@eagle/contracts/domain';
import { isAlive, natsGreets } from '@eagle/local-services';
import { messageOf } from '@eagle/service-kit';
import { connectAsCli } from '../bus/connect-as-cli.js';
import { roomOf } from '../start/disk-room.js';
import { lackOfRoom } from '../start/disk-watch.js';
import { whyNotReady } from '../start/health.js';
import { readRunFile } from '../start/run-file.js';
import { historyLine } from './history-line.js';
import { takeOverLine } from './take-over-line.js';

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
  const histories = await historiesOf(home, run);
  for (const { slug, id, name } of run.organizations) {
    write(`${slug.padEnd(22)} ${id}  ${name}`);
    write(`${''.padEnd(22)} history: ${histories.get(id) ?? 'not known'}`);
  }
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

/** One line on the history of each organization, or on why it cannot be told. */
async function historiesOf(
  home: string,
  { natsUrl, organizations }: RunFile,
): Promise<ReadonlyMap<OrganizationId, string>> {
  const lines = new Map<OrganizationId, string>();
  // As below: a server that stands still would keep this process.
  if (organizations.length === 0 || !(await natsGreets(Number(new URL(natsUrl).port)))) return lines;
  const bus = await connectAsCli(home, natsUrl, 'status');
  try {
    for (const { id: organizationId } of organizations) {
      const asked = bus.ask(RPC.historyUsage, { organizationId });
      const line = await asked.then(({ usage }) => historyLine(usage), messageOf);
      const past = bus.ask(RPC.takeOverProgress, { organizationId });
      const takeOver = await past.then(({ progress }) => takeOverLine(progress), messageOf);
      lines.set(organizationId, takeOver === null ? line : `${line}; ${takeOver}`);
    }
  } finally {
    await bus.close();
  }
  return lines;
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
    return messageOf(error);
  }
}
