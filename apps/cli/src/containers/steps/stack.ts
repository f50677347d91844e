import { AppError } from '@eagle/contracts/domain';
import type { ComposeStack, StackContainer } from '../compose-stack.js';

const HEALTHY_MS_MAX = 300_000;
/** Images of others, which need more rights while they start. */
const OF_OTHERS = ['postgres', 'plants'];

type Said = Promise<{ readonly value: null; readonly said: string }>;

/**
 * Waits until each of these (default: all) is healthy, or running where it has no health check, or
 * has finished.
 */
export async function untilHealthy(stack: ComposeStack, services?: readonly string[]): Said {
  let containers: StackContainer[] = [];
  try {
    await stack.until(HEALTHY_MS_MAX, async () => {
      const all = await stack.containers();
      containers = all.filter(({ service }) => services?.includes(service) ?? true);
      const notYet = containers.filter((container) => !isWell(container)).map(sayState);
      return containers.length > 0 && notYet.length === 0
        ? null
        : notYet.join('; ') || 'no container is there';
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const ill = containers.find((container) => !isWell(container));
    const log = ill === undefined ? '' : `\n${await stack.logs(ill.service)}`;
    throw new AppError(error.code, `${error.message}${log}`, {}, { cause: error });
  }
  const checked = containers.filter(({ health }) => health === 'healthy');
  return {
    value: null,
    said: `${checked.length} of ${containers.length} containers say that they are healthy, the others have no check`,
  };
}

function isWell({ state, health, exitCode }: StackContainer): boolean {
  if (state === 'exited') return exitCode === 0;
  return state === 'running' && (health === null || health === 'healthy');
}

const sayState = ({ service, state, health, exitCode, healthSaid }: StackContainer): string =>
  state === 'exited'
    ? `${service} ended with ${exitCode}`
    : `${service} is ${state}, ${health ?? 'without a check'}${healthSaid === '' ? '' : ` (${healthSaid.slice(-200)})`}`;

/**
 * Checks that our containers and the message server run under the restrictions of the compose file.
 */
export async function checkHeld(stack: ComposeStack): Said {
  const ours = (await stack.containers()).filter(({ service }) => ![...OF_OTHERS, 'disk'].includes(service));
  const loose = ours.filter(
    ({ isReadOnly, hasCapabilities, user }) =>
      !isReadOnly || hasCapabilities || ['', 'root', '0', '0:0'].includes(user),
  );
  if (loose.length > 0) {
    const names = loose.map(({ service }) => service).join(', ');
    throw new AppError('CONTAINERS.LOOSE', `Not read-only, with capabilities, or as root: ${names}`);
  }
  return { value: null, said: `${ours.length} are read-only, without capabilities, and not root` };
}
