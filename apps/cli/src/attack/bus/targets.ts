import { BUCKETS, RPC, rpcSubject, STREAMS } from '@eagle/contracts/bus';
import { WORKING_SERVICES, type OrganizationId, type WorkingService } from '@eagle/contracts/domain';
import { accessOf, deadLetterNouns, inboxPrefixOf } from '@eagle/messaging';

/** A subject on which a forged message would do harm. */
export interface Target {
  readonly subject: string;
  /** Stream that would store it; null: none. */
  readonly stream: string | null;
  /** Whether the attacker may publish there anyway. */
  readonly isOwn: boolean;
}

/** Which service processes which stream; its consumer has the name of the service. */
export const WORKERS = WORKING_SERVICES.flatMap((worker) =>
  accessOf(worker).worksOff.map(({ name }) => ({ worker, stream: name })),
);

/** All messages that are worth forging, for an organization that does not exist. */
export function targetsOf(service: WorkingService, organizationId: OrganizationId): Target[] {
  const { publishes, writesBuckets } = accessOf(service);
  const publishable = publishes.flatMap(({ subjects }) => subjects);
  const streams = Object.values(STREAMS).flatMap(({ name }) =>
    subjectsIn(name, organizationId).map((subject) => ({
      stream: name,
      subject,
      isOwn:
        publishable.some((pattern) => matches(pattern, subject)) ||
        (name === STREAMS.deadLetters.name &&
          deadLetterNouns(service).some((noun) => subject.endsWith(`.${noun}`))),
    })),
  );
  const keys = Object.values(BUCKETS).flatMap((bucket) =>
    (bucket === BUCKETS.leases
      ? ['alerting.', 'feeds.', 'historian.', 'model-cache.', 'training.']
      : ['']
    ).map((prefix) => ({
      stream: `KV_${bucket.name}`,
      subject: `$KV.${bucket.name}.${prefix}${organizationId}`,
      isOwn: writesBuckets.some(
        (written) =>
          written.bucket === bucket && written.keys.some((key) => key === '>' || key === `${prefix}>`),
      ),
    })),
  );
  const questions = Object.values(RPC)
    .filter((contract) => contract.service !== service)
    .map((contract) => ({ stream: null, subject: rpcSubject(contract, 'cli'), isOwn: false }));
  return [
    ...streams,
    ...keys,
    ...questions,
    { stream: null, subject: `${inboxPrefixOf('cli')}.x`, isOwn: false },
  ];
}

const SUBJECTS: Readonly<Record<string, (organizationId: string) => string[]>> = {
  [STREAMS.scans.name]: (id) => [`scans.${id}.line`],
  [STREAMS.features.name]: (id) => [`features.${id}`],
  [STREAMS.predictions.name]: (id) => [`predictions.${id}`],
  [STREAMS.shadow.name]: (id) => [`shadow.${id}`],
  [STREAMS.alerts.name]: (id) => [`alerts.${id}.raised`],
  [STREAMS.events.name]: (id) => [`events.${id}.error`, `events.${id}.given-maintenance`],
  [STREAMS.models.name]: (id) => [`models.${id}.registered`],
  [STREAMS.deadLetters.name]: (id) =>
    ['scans', 'alerts', 'features', 'rows'].map((noun) => `dlq.${id}.${noun}`),
};

/** @throws for a new stream: name the messages in it that are worth forging. */
function subjectsIn(stream: string, organizationId: string): string[] {
  const subjects = SUBJECTS[stream];
  if (subjects === undefined)
    throw new Error(`no attack is known for stream ${stream}: name a subject of it`);
  return subjects(organizationId);
}

function matches(pattern: string, subject: string): boolean {
  const [wanted, tokens] = [pattern.split('.'), subject.split('.')];
  return (
    wanted.length === tokens.length && wanted.every((token, at) => token === '*' || token === tokens[at])
  );
}
