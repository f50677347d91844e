import { RPC, type RpcContract } from '@eagle/contracts/bus';
import type { ServiceManifest } from '@eagle/contracts/domain';
import { accessOf, deadLetterNouns } from '@eagle/messaging';
import { roleOf } from '@eagle/persistence';

/** The items of a service under one heading. */
export interface ServiceFact {
  readonly heading: string;
  readonly items: readonly string[];
}

const REQUESTS: readonly RpcContract[] = Object.values(RPC);

/**
 * All declarations of a service: its manifest, and the streams, buckets and requests that name it.
 * Headings without an item are left out.
 */
export function describeService(manifest: ServiceManifest): ServiceFact[] {
  const facts = [...ofManifest(manifest), ...onTheBus(manifest)];
  return facts.filter(({ items }) => items.length > 0);
}

function ofManifest({ name, tables, ...manifest }: ServiceManifest): ServiceFact[] {
  const rights = Object.entries(tables).map(([table, right]) => `${table} (${right})`);
  return [
    { heading: 'heap', items: [`${manifest.heapMiB} MiB`] },
    { heading: 'replicas', items: [manifest.replicas] },
    { heading: 'exposure', items: [manifest.exposure] },
    { heading: 'needs', items: manifest.needs },
    { heading: 'starts after', items: manifest.startsAfter },
    { heading: 'database role', items: rights.length > 0 ? [roleOf(name)] : [] },
    { heading: 'tables', items: rights },
  ];
}

function onTheBus({ name }: ServiceManifest): ServiceFact[] {
  const access = accessOf(name);
  const written = access.writesBuckets.map(({ bucket }) => bucket);
  const names = (declared: readonly { readonly name: string }[]): string[] =>
    declared.map((each) => each.name);
  const requests = (chosen: (request: RpcContract) => boolean): string[] =>
    REQUESTS.filter(chosen).map((request) => `${request.service}.${request.name}`);
  return [
    { heading: 'follows', items: names(access.follows) },
    { heading: 'works off', items: names(access.worksOff) },
    { heading: 'looks at', items: names(access.looksAt) },
    {
      heading: 'writes',
      items: access.publishes.map(({ stream, subjects }) => `${stream.name} (${subjects.join(', ')})`),
    },
    { heading: 'dead letters', items: deadLetterNouns(name) },
    { heading: 'writes buckets', items: names(written) },
    { heading: 'reads buckets', items: names(access.readsBuckets.filter((each) => !written.includes(each))) },
    { heading: 'asks', items: requests(({ askedBy }) => askedBy.includes(name)) },
    { heading: 'answers', items: requests(({ service }) => service === name) },
  ];
}
