import { RPC, STREAMS } from '@eagle/contracts/bus';
import { readManifests } from '@eagle/local-services/manifests';
import { describeService } from './describe-service.js';

const manifests = await readManifests();

function factsOf(name: string): Map<string, readonly string[]> {
  const manifest = manifests.find((each) => each.name === name);
  if (manifest === undefined) throw new Error(`there is no service ${name}`);
  return new Map(describeService(manifest).map(({ heading, items }) => [heading, items]));
}

describe('what is printed of a service', () => {
  test('is what its manifest says, and what the declarations say of it', () => {
    const facts = factsOf('alerting');
    expect(facts.get('replicas')).toEqual(['standby']);
    expect(facts.get('tables')).toContain('alerts (keep)');
    expect(facts.get('follows')).toEqual([STREAMS.scans.name, STREAMS.predictions.name]);
    expect(facts.get('answers')).toContain(`alerting.${RPC.actOnAlert.name}`);
  });

  test('leaves out what it does not do', () => {
    expect(factsOf('prediction').has('database role')).toBe(false);
  });

  test('names every stream with its writers and readers, and every request with who answers it', () => {
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
