import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { AppError } from '@eagle/contracts/domain';
import { freePort } from '@eagle/local-services';
import { readManifests } from '@eagle/local-services/manifests';
import { baseImage, Compose, ContainerEngine, type Base } from '@eagle/local-services/containers';
import { monotonicNow } from '@eagle/service-kit/clocks';
import { GatewayClient } from '../gateway/gateway-client.js';
import { projectRoot } from '../start/platform.js';
import { onStopSignal } from '../stop-signals.js';
import { ComposeStack } from './compose-stack.js';
import { composeSecrets } from './compose-secrets.js';
import { fillDisk, freeDisk } from './steps/broker-disk.js';
import { openSite } from './steps/control-room.js';
import { buildImage, checkImage } from './steps/images.js';
import { breakConveyor, HeardAlerts, isOfConveyor, preparePlant, setUpOrganization } from './steps/plant.js';
import { checkHeld, untilHealthy } from './steps/stack.js';
import { StepFailed, TriedSteps } from './tried-steps.js';

export interface TryContainersOptions {
  readonly base: Base;
  /** An existing image; absent: one is built and removed again. */
  readonly image?: string;
}

interface BaseImages {
  readonly node: string;
  readonly postgres: string;
  readonly nats: string;
}

interface StackParts {
  readonly engine: ContainerEngine;
  readonly compose: Compose;
  readonly bases: BaseImages;
  readonly project: string;
  readonly image: string;
}

/**
 * `eagle containers try`: builds the image, starts the compose file with real containers, and
 * removes everything again. The exit code is 1 where a step failed.
 */
export async function runTryContainers(
  options: TryContainersOptions,
  print: (line: string) => void,
): Promise<void> {
  const stop = new AbortController();
  onStopSignal(() => stop.abort(new AppError('CONTAINERS.STOPPED', 'Stopped.')));
  const project = `eagle-try-${randomBytes(3).toString('hex')}`;
  const steps = new TriedSteps(print);
  try {
    await tryContainers(steps, project, options, stop.signal);
    print(`${steps.summary()}: the containers run.`);
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    print(`${steps.summary()}, then one failed.`);
    process.exitCode = 1;
  }
}

async function tryContainers(
  steps: TriedSteps,
  project: string,
  { base, image: given }: TryContainersOptions,
  signal: AbortSignal,
): Promise<void> {
  const { engine, compose } = await steps.run('container engine', async () => {
    const found = { engine: await ContainerEngine.find(), compose: await Compose.find() };
    return { value: found, said: `engine ${found.engine.version}, compose ${found.compose.version}` };
  });
  const bases = await steps.run('base images', async () => {
    const value = {
      node: await baseImage(engine, 'node', base),
      postgres: await baseImage(engine, 'postgres', base),
      nats: await baseImage(engine, 'nats', base),
    };
    return { value, said: Object.values(value).join(', ') };
  });
  const image = given ?? `eagle-notifier:${project}`;
  try {
    if (given === undefined)
      await steps.run('image', () => buildImage(engine, { tag: image, node: bases.node, signal }));
    await steps.run('image, read-only and without capabilities', () => checkImage(engine, image, signal));
    await tryStack(steps, { engine, compose, bases, project, image }, signal);
  } finally {
    // Its layers stay as the builder's cache. A build that failed has left no image.
    if (given === undefined && (await engine.hasImage(image)))
      await engine.run(['image', 'rm', '--no-prune', image]);
  }
}

async function tryStack(steps: TriedSteps, parts: StackParts, signal: AbortSignal): Promise<void> {
  const { stack, environment, urls, plantsAdminUrl } = await stackOf(parts, signal);
  try {
    const plant = await steps.run('plant', async () => {
      await stack.up('plants', 'disk');
      await untilHealthy(stack, ['plants']);
      const value = await preparePlant(plantsAdminUrl, password);
      return { value, said: `the database of ${value.plant.name}, in a separate container` };
    });
    environment['SCADA_WRITER_URLS'] = plant.writerUrls;
    await steps.run('compose up', async () => {
      await stack.up();
      return { value: null, said: `project ${parts.project}` };
    });
    await steps.run('health', () => untilHealthy(stack));
    await steps.run('restrictions of the containers', () => checkHeld(stack));
    await steps.run('control room', () => openSite(urls.gateway, signal));
    const { BOOTSTRAP_EMAIL = '', BOOTSTRAP_PASSWORD = '' } = environment;
    const superAdmin = new GatewayClient(urls.gateway, BOOTSTRAP_EMAIL, BOOTSTRAP_PASSWORD);
    await tryAlerts(steps, stack, {
      ...{ superAdmin, signal, simulatorUrl: urls.simulator },
      setUp: () => setUpOrganization(superAdmin, plant, password()),
    });
  } finally {
    await steps.run('compose down', async () => {
      await stack.down();
      const left = await stack.leftovers();
      if (left.length > 0) throw new AppError('CONTAINERS.LEFT', `These are left: ${left.join(', ')}`);
      return { value: null, said: 'no container, volume or network is left' };
    });
  }
}

/** The stack, not started yet, with its own secrets and ports. */
async function stackOf({ engine, compose, bases, project, image }: StackParts, signal: AbortSignal) {
  const [gatewayPort, plantsPort, simulatorPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const plantsPassword = password();
  const environment: Record<string, string> = {
    ...composeSecrets(await readManifests(), randomBytes),
    EAGLE_IMAGE: image,
    EAGLE_POSTGRES_IMAGE: bases.postgres,
    EAGLE_NATS_IMAGE: bases.nats,
    GATEWAY_PORT: String(gatewayPort),
    PLANTS_PORT: String(plantsPort),
    PLANTS_PASSWORD: plantsPassword,
    SIMULATOR_PORT: String(simulatorPort),
    // Networks of an engine are private; feeds may reach only the port of the plants' server in
    // them.
    FEED_NETWORKS_ALLOWED: '172.16.0.0/12:5432,192.168.0.0/16:5432,10.0.0.0/8:5432',
    // Known once the plant is prepared.
    SCADA_WRITER_URLS: '{}',
  };
  const files = ['docker-compose.yml', 'deploy/try.compose.yml'].map((file) => path.join(projectRoot, file));
  return {
    stack: new ComposeStack({ engine, compose, project, files, environment, signal }),
    environment,
    urls: { gateway: `http://127.0.0.1:${gatewayPort}`, simulator: `http://127.0.0.1:${simulatorPort}` },
    plantsAdminUrl: `postgresql://scada_admin:${plantsPassword}@127.0.0.1:${plantsPort}/postgres`,
  };
}

async function tryAlerts(
  steps: TriedSteps,
  stack: ComposeStack,
  {
    superAdmin,
    simulatorUrl,
    setUp,
    signal,
  }: {
    readonly superAdmin: GatewayClient;
    readonly simulatorUrl: string;
    readonly setUp: () => ReturnType<typeof setUpOrganization>;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  await steps.run('sign-in', async () => {
    await superAdmin.accessToken();
    return { value: null, said: 'as the first super-admin, over REST' };
  });
  const organization = await steps.run('organization', async () => {
    const value = await setUp();
    return { value, said: `${value.id} reads the plant; its operator has signed in` };
  });
  const { alerts, close } = await HeardAlerts.listen(organization.operator, signal);
  try {
    const raised = await steps.run('alert', async () => {
      await breakConveyor(simulatorUrl, signal);
      const begunMs = monotonicNow();
      const value = await alerts.until('An alert of the conveyor', isOfConveyor);
      const seconds = ((monotonicNow() - begunMs) / 1_000).toFixed(1);
      return {
        value,
        said: `"${value.alert.title}" (${value.alert.severity}) over Socket.IO, ${seconds} s after the fault was ordered`,
      };
    });
    await steps.run('full disk of the message server', () => fillDisk(stack, organization));
    await steps.run('room again', () => freeDisk(stack, organization, alerts, raised));
  } finally {
    close();
  }
}

const password = (): string => randomBytes(18).toString('base64url');
