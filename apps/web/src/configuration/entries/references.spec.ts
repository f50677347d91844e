import { pumpConfiguration } from '../configuration.fixture.js';
import { referencesToAsset, referencesToTag } from './references.js';

const named = (tag: string): string[] =>
  referencesToTag(tag, pumpConfiguration()).map(({ kind, name }) => `${kind} ${name}`);

describe('what refers to a tag', () => {
  test('is named, wherever in the configuration it is', () => {
    expect(named('flow')).toEqual(['rule Flow is off', 'mapping f', 'state running', 'training flow']);
    expect(named('flow-set')).toEqual(['rule Flow is off', 'tag Flow', 'state running']);
    expect(named('tripped')).toEqual(['failures impeller', 'training tripped']);
  });

  test('is nothing for a spare one, and for one that has the name of something that objects inherit', () => {
    expect(named('spare')).toEqual([]);
    expect(named('constructor')).toEqual([]);
  });
});

describe('what refers to an asset', () => {
  test('is the mapping that gives it its rows', () => {
    expect(referencesToAsset('pump-1', pumpConfiguration())).toEqual([{ kind: 'mapping', name: 'scans' }]);
    expect(referencesToAsset('pump-2', pumpConfiguration())).toEqual([]);
    expect(referencesToAsset('pump-1', { ...pumpConfiguration(), mapping: null })).toEqual([]);
  });
});
