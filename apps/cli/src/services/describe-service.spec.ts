import { RPC, STREAMS } from '@eagle/contracts/bus';
import { readManifests } from '@eagle/local-services/manifests';
import { describeService } from './describe-service.js';

const manifests = await readManifests();

function factsOf(name: string): Map<string, readonly string[]> {
  const manifest = manifests.find((each) => each.name === name);
  if (manifest === undefined) throw new Error(`there is no service ${name}`);
  return new Map(describeService(manifest).map(({ heading, items }) => [heading, items]));
}

describe('the description of a service', () => {
  test('holds its manifest and the declarations that name it', () => {
    const facts = factsOf('alerting');
    expect(facts.get('replicas')).toEqual(['standby']);
    expect(facts.get('tables')).toContain('alerts (keep)');
    expect(facts.get('follows')).toEqual([STREAMS.scans.name, STREAMS.predictions.name]);
    expect(facts.get('answers')).toContain(`alerting.${RPC.actOnAlert.name}`);
  });

  test('leaves out empty headings', () => {
    expect(factsOf('prediction').has('database role')).toBe(false);
  });

  test('names every stream with its writers and readers, and every request with its answering service', () => {
    const all = manifests.map(describeService).flat();
    const items = (heading: string): string[] =>
      all
        .filter((fact) => fact.heading === heading)
        .flatMap((fact) => fact.items.map((item) => item.split(' ')[0] ?? ''));
    const read = new Set(['follows', 'works off', 'looks at'].flatMap(items));
    expect([...read].toSorted()).toEqual(
      Object.values(STREAMS)
        .map(({ name }) => name)
        .toSorted(),
    );
    const answered = Object.values(RPC).map(({ service, name }) => `${service}.${name}`);
    expect(items('answers').toSorted()).toEqual(answered.toSorted());
  });
});
