import { type PreferenceChange, PreferenceStore } from './preference-store.js';

/** What a browser keeps; forbidden: every use of it throws. */
function storage(isForbidden = false): Storage {
  const kept = new Map<string, string>();
  const allow = (): void => {
    if (isForbidden) throw new DOMException('Storage is forbidden here.', 'SecurityError');
  };
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (name) => {
      allow();
      return kept.get(name) ?? null;
    },
    setItem: (name, value) => {
      allow();
      kept.set(name, value);
    },
    removeItem: (name) => {
      allow();
      kept.delete(name);
    },
  };
}

describe.each([false, true])('preferences, where storage is forbidden: %s', (isForbidden) => {
  test('tell of a choice what was before, and nothing of what is put back', () => {
    const kept = storage(isForbidden);
    const preferences = new PreferenceStore(() => kept);
    const changes: PreferenceChange[] = [];
    preferences.listenToChanges((change) => changes.push(change));
    preferences.set('theme', 'dark');
    preferences.set('theme', 'dark');
    preferences.set('theme', 'light');
    expect(changes).toEqual([
      { name: 'theme', former: null },
      { name: 'theme', former: 'dark' },
    ]);
    preferences.restore('theme', 'dark');
    expect(preferences.get('theme')).toBe('dark');
    preferences.restore('theme', null);
    expect(preferences.get('theme')).toBeNull();
    expect(changes).toHaveLength(2);
  });
});

test('what another tab chose is known here too', () => {
  const kept = storage();
  const [here, there] = [new PreferenceStore(() => kept), new PreferenceStore(() => kept)];
  let told = 0;
  here.listen(() => (told += 1));
  here.set('theme', 'dark');
  there.set('theme', 'light');
  here.hear('eagle.theme');
  expect([here.get('theme'), told]).toEqual(['light', 2]);
  kept.clear();
  here.hear(null);
  expect(here.get('theme')).toBeNull();
});
