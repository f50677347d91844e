/**
 * Time until many clients that reconnect at once have all missed events, on a busy machine. `node
 * come-back.bench.js [--clients 300] [--missed 500] [--burners 10]` prints JSON. The clients run in
 * separate processes; the burners keep the processors busy (ten of them: a load of ten and more).
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { RunningGateway } from '../fixtures/running-gateway.fixture.js';
import { publishAlert, TestSocket } from '../fixtures/socket-client.fixture.js';

const CLIENT_PROCESSES = 3;
const DEADLINE_MS = 60_000;

const count = z.coerce.number().int().nonnegative();
const countsSchema = z.object({ clients: count, missed: count, burners: count });
const task = z.object({
  url: z.string(),
  tokens: z.array(z.string()),
  cursor: z.number(),
  expected: z.number(),
});
const outcome = z.object({ wholeMs: z.array(z.number()), broken: z.number(), endings: z.array(z.string()) });

if (process.argv[2] === 'burn') burn();
else if (process.argv[2] === 'clients')
  process.once('message', (message) => void comeBack(task.parse(message)));
else await measure();

async function measure(): Promise<void> {
  const { values } = parseArgs({
    options: {
      clients: { type: 'string', default: '300' },
      missed: { type: 'string', default: '500' },
      burners: { type: 'string', default: '10' },
    },
  });
  const { clients, missed, burners } = countsSchema.parse(values);
  const gateway = await RunningGateway.start({ LOGINS_PER_MINUTE: '1000', SOCKETS_PER_USER_MAX: '500' });
  const children: ChildProcess[] = [];
  try {
    const tenant = await gateway.tenant('crowd');
    const cursor = await publishAlert(gateway.bus.bus, tenant.id);
    for (let i = 0; i < missed; i += 1) await publishAlert(gateway.bus.bus, tenant.id);
    const start = (role: string): ChildProcess => {
      const child = fork(fileURLToPath(import.meta.url), [role]);
      children.push(child);
      return child;
    };
    for (let i = 0; i < burners; i += 1) start('burn');
    const crowds = Array.from({ length: CLIENT_PROCESSES }, () => start('clients'));
    const [begunMs, begunCpuS] = [performance.now(), cpuS()];
    const outcomes = await Promise.all(
      crowds.map(async (crowd, i) => {
        const share = Math.floor(clients / CLIENT_PROCESSES) + (i < clients % CLIENT_PROCESSES ? 1 : 0);
        const tokens = Array.from({ length: share }, () => tenant.operator.accessToken);
        crowd.send({ url: gateway.url, tokens, cursor, expected: missed });
        const message: unknown[] = await once(crowd, 'message');
        return outcome.parse(message[0]);
      }),
    );
    const wholeMs = outcomes.flatMap((each) => each.wholeMs).sort((a, b) => a - b);
    const report = {
      clients,
      missed,
      burners,
      loadAverage: os.loadavg()[0],
      whole: wholeMs.length,
      broken: outcomes.reduce((sum, { broken }) => sum + broken, 0),
      endings: Object.fromEntries(
        Object.entries(
          Object.groupBy(
            outcomes.flatMap((each) => each.endings),
            (reason) => reason,
          ),
        ).map(([reason, all = []]) => [reason, all.length]),
      ),
      gatewayCpuS: cpuS() - begunCpuS,
      medianS: (wholeMs[Math.floor(wholeMs.length / 2)] ?? NaN) / 1_000,
      lastS: (wholeMs.at(-1) ?? NaN) / 1_000,
      tookS: (performance.now() - begunMs) / 1_000,
    };
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await gateway.close();
  }
}

function cpuS(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Keeps a processor busy, and always ends by itself. */
function burn(): void {
  while (performance.now() < DEADLINE_MS + 10_000) Math.sqrt(performance.now());
}

/** Connects all clients of this process at once, and reconnects each until it has everything. */
async function comeBack({ url, tokens, cursor, expected }: z.infer<typeof task>): Promise<void> {
  const begunMs = performance.now();
  const endings: string[] = [];
  const isInTime = (): boolean => performance.now() - begunMs < DEADLINE_MS;
  const one = async (token: string): Promise<number | null> => {
    let from = cursor;
    let got = 0;
    while (isInTime()) {
      try {
        const client = await TestSocket.connect(url, { token, cursor: from });
        while (client.connected && got + client.alerts.length < expected && isInTime())
          await new Promise((resolve) => setTimeout(resolve, 50));
        got += client.alerts.length;
        from = client.alerts.at(-1)?.cursor ?? from;
        client.close();
        if (got >= expected) return performance.now() - begunMs;
        endings.push(client.ended ?? 'connection lost');
      } catch (error) {
        endings.push(error instanceof Error ? error.message : String(error));
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
    return null;
  };
  const took = await Promise.all(tokens.map(one));
  process.send?.({ wholeMs: took.filter((ms) => ms !== null), broken: endings.length, endings });
  process.disconnect();
}
