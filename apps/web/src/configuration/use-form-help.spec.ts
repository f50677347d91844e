import { pumpConfiguration } from './configuration.fixture.js';
import { kindOf, suggestionsIn } from './use-form-help.js';

describe('what a field offers', () => {
  test('goes by its path', () => {
    const paths = [
      'settings.operatingStates.all.minusTag',
      'settings.training.monotone',
      'settings.failures.tags.component',
      'settings.predictInStates',
      'settings.timeZone',
      'tags.setValueTag',
      'tags.tag',
      'tags.label',
      'assets.kind',
    ];
    expect(paths.map(kindOf)).toEqual([
      'tags',
      'tags',
      'components',
      'states',
      'zones',
      'tags',
      null,
      null,
      'kinds',
    ]);
  });

  test('is what the configuration holds, each once', () => {
    const { tags, states, components, zones, kinds } = suggestionsIn(pumpConfiguration(), ['idle']);
    expect(tags[0]).toEqual({ value: 'flow', label: 'Flow' });
    expect(states).toEqual([{ value: 'idle' }, { value: 'unknown' }]);
    expect(components.map(({ value }) => value)).toEqual(['bearing', 'feed', 'impeller']);
    expect(zones).toContainEqual({ value: 'UTC' });
    expect(kinds).toEqual([{ value: 'pump' }]);
  });
});
