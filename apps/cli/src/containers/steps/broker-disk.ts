import { AppError } from '@eagle/contracts/domain';
import { ROUTES } from '@eagle/contracts/rest';
import type { AlertPush } from '@eagle/contracts/socket';
import type { ComposeStack } from '../compose-stack.js';
import { feedStatus, type HeardAlerts, type TriedOrganization } from './plant.js';

/** Beside the data of the message server, in the container that keeps its disk. */
const FILLER = '/data/filler';
const REPORTED_MS_MAX = 60_000;
const WHOLE_MS_MAX = 120_000;

/** Fills the message server's disk: the feed's status must report it. */
export async function fillDisk(
  stack: ComposeStack,
  organization: TriedOrganization,
): Promise<{ readonly value: null; readonly said: string }> {
  // It ends with "no space left", as intended.
  await stack.exec('disk', ['sh', '-c', `dd if=/dev/zero of=${FILLER} bs=64k 2>/dev/null; true`]);
  let reported = '';
  await stack.until(REPORTED_MS_MAX, async () => {
    const { state, problem, reason } = await feedStatus(organization);
    reported = reason;
    return problem === 'message-store' ? null : `The feed is ${state} (${problem}): ${reason}`;
  });
  await stack.until(REPORTED_MS_MAX, async () => {
    const { healthSaid } = await stack.container('nats');
    return healthSaid.includes('write error') ? null : `The health check of nats says: ${healthSaid}`;
  });
  const { restarts } = await stack.container('nats');
  if (restarts > 0)
    throw new AppError('CONTAINERS.RESTARTED', 'The message server was started again on a full disk.');
  return { value: null, said: reported };
}

/** Makes room again: the message server must restart without help, and alerts must come again. */
export async function freeDisk(
  stack: ComposeStack,
  organization: TriedOrganization,
  alerts: HeardAlerts,
  raised: AlertPush,
): Promise<{ readonly value: null; readonly said: string }> {
  await stack.exec('disk', ['rm', FILLER]);
  await stack.until(WHOLE_MS_MAX, async () => {
    const { restarts, health, healthSaid } = await stack.container('nats');
    return restarts > 0 && health === 'healthy'
      ? null
      : `nats was started again ${restarts} times and is ${health ?? 'unknown'}: ${healthSaid}`;
  });
  await stack.until(WHOLE_MS_MAX, async () => {
    const { state, reason } = await feedStatus(organization);
    return state === 'ok' ? null : `The feed is ${state}: ${reason}`;
  });
  await organization.operator.ask(ROUTES.alerts.acknowledge, {
    params: { alertId: raised.alert.id },
    body: {},
  });
  await alerts.until(
    'The acknowledgement',
    ({ change, alert }) => change === 'acknowledged' && alert.id === raised.alert.id,
  );
  const { restarts } = await stack.container('nats');
  return {
    value: null,
    said: `the message server was started again by its health check (restarts: ${restarts}); rows and alerts come again`,
  };
}
