import { setTimeout as delay } from 'node:timers/promises';
import { AppError, type FeedStatus, type OrganizationId } from '@eagle/contracts/domain';
import { organizationConfigInputSchema, ROUTES } from '@eagle/contracts/rest';
import type { AlertPush } from '@eagle/contracts/socket';
import { demoPlants, prepareScada, type DemoPlant, type PreparedPlant } from '@eagle/scada-simulator/plants';
import { monotonicNow } from '@eagle/service-kit/clocks';
import { AlertSocket } from '../../gateway/alert-socket.js';
import { GatewayClient } from '../../gateway/gateway-client.js';
import { ensureOrganization, ensurePeople } from '../../gateway/organization-setup.js';

const PLANT = 'a';
/** A component with a flag that a rule turns into an alert as soon as it fails. */
const FAILING = 'hardening-conveyor';
const TRIP_IN_MS = 5_000;
const ALERT_MS_MAX = 120_000;
const LOOK_EVERY_MS = 50;
/** Address of the plants' server within the network of the stack. */
const HOST = 'plants';
const PORT = 5432;

/** The demonstration plant that runs beside the stack. */
export interface TriedPlant {
  readonly plant: DemoPlant;
  readonly source: PreparedPlant;
  /** `SCADA_WRITER_URLS` of the simulator, with addresses of the stack's network. */
  readonly writerUrls: string;
}

/** @param adminUrl  of the plants' server, from outside of the stack */
export async function preparePlant(adminUrl: string, password: () => string): Promise<TriedPlant> {
  const plant = demoPlants.find((candidate) => candidate.plant === PLANT);
  if (plant === undefined) throw new AppError('CONTAINERS.NO_PLANT', `There is no plant ${PLANT}.`);
  const [source] = await prepareScada({
    adminUrl,
    plants: [plant],
    readerPasswords: { [PLANT]: password() },
    writerPasswords: { [PLANT]: password() },
  });
  if (source === undefined) throw new AppError('CONTAINERS.NO_PLANT', 'No plant was prepared.');
  const writer = new URL(source.writerUrl);
  writer.hostname = HOST;
  writer.port = String(PORT);
  return { plant, source, writerUrls: JSON.stringify({ [PLANT]: writer.toString() }) };
}

/** An organization that reads the plant, and its operator. */
export interface TriedOrganization {
  readonly id: OrganizationId;
  readonly operator: GatewayClient;
}

export async function setUpOrganization(
  superAdmin: GatewayClient,
  { plant, source }: TriedPlant,
  password: string,
): Promise<TriedOrganization> {
  const { slug, name, config, feed } = plant;
  const connection = {
    host: HOST,
    port: PORT,
    database: source.database,
    user: source.readerUser,
    password: source.readerPassword,
  };
  const input = organizationConfigInputSchema.parse({ ...config, feed: { ...feed, ...connection } });
  const id = await ensureOrganization(superAdmin, { slug, name, config: input });
  const people = await ensurePeople(superAdmin, id, slug, password);
  const operator = people.find(({ role }) => role === 'OPERATOR');
  if (operator === undefined)
    throw new AppError('CONTAINERS.NO_OPERATOR', 'The organization has no operator.');
  return { id, operator: new GatewayClient(superAdmin.url, operator.email, password) };
}

/** The alerts on an operator's phone. */
export class HeardAlerts {
  private readonly heard: AlertPush[] = [];
  private constructor(private readonly signal: AbortSignal) {}

  static async listen(
    operator: GatewayClient,
    signal: AbortSignal,
  ): Promise<{ alerts: HeardAlerts; close: () => void }> {
    const alerts = new HeardAlerts(signal);
    const socket = new AlertSocket(operator, { onAlert: (push) => void alerts.heard.push(push) });
    await socket.open();
    return { alerts, close: () => socket.close() };
  }

  /** @throws AppError `CONTAINERS.NOT_HEARD` (timeout). */
  async until(what: string, isIt: (push: AlertPush) => boolean): Promise<AlertPush> {
    const endMs = monotonicNow() + ALERT_MS_MAX;
    for (;;) {
      const found = this.heard.find(isIt);
      if (found !== undefined) return found;
      if (monotonicNow() >= endMs)
        throw new AppError(
          'CONTAINERS.NOT_HEARD',
          `${what} did not come over the socket within ${ALERT_MS_MAX / 1_000} s; ${this.heard.length} other alerts came`,
        );
      await delay(LOOK_EVERY_MS, undefined, { signal: this.signal });
    }
  }
}

/** Makes a component of the plant fail; its rule must raise an alert. */
export async function breakConveyor(simulatorUrl: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(`${simulatorUrl}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ plant: PLANT, component: FAILING, tripInMs: TRIP_IN_MS }),
    signal,
  });
  if (!response.ok)
    throw new AppError('CONTAINERS.FAULT_REFUSED', `The simulator refused: ${await response.text()}`);
}

export const isOfConveyor = ({ alert }: AlertPush): boolean =>
  alert.component === FAILING && alert.origin !== 'predictive';

/** The status of the organization's feed, as its operator sees it. */
export const feedStatus = ({ id, operator }: TriedOrganization): Promise<FeedStatus> =>
  operator.ask(ROUTES.feeds.status, { params: { organizationId: id } });
