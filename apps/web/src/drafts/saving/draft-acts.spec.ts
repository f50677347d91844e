import { DraftStorage } from './draft-storage.js';
import { DraftStore } from './draft-store.js';
import { draftActs } from './draft-acts.js';
import { asset, Platform, problem } from './platform.fixture.js';
import { type SavedChange, takeBack } from './take-back.js';
import { shownMistakes, UNTOUCHED } from './save-stage.js';

function opened(platform: Platform) {
  const told: string[] = [];
  const saved: SavedChange[] = [];
  const store = new DraftStore({
    storage: new DraftStorage(() => {
      throw new Error('no storage');
    }),
    name: 'user.organization.assets',
    withoutSecrets: (value) => value,
    later: () => () => undefined,
  });
  store.read({ revision: platform.revision, value: platform.value });
  const acts = draftActs({
    part: 'assets',
    store,
    replace: platform.replace,
    readNewer: platform.readNewer,
    onJoined: () => told.push('joined'),
    onSaved: (change) => {
      told.push('saved');
      saved.push(change);
    },
  });
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const { get } = store;
  return { acts, store, told, saved, form: () => get().form, settled };
}

describe('saving a draft', () => {
  test('asks for the difference first, and then saves', async () => {
    const platform = new Platform();
    const { acts, form, told, settled, store } = opened(platform);
    acts.setAt('/0/name', 'First');
    acts.review();
    expect(form().stage.kind).toBe('reviewing');
    acts.save();
    await settled();
    expect(platform.value).toEqual([asset('a', 'First'), asset('b', 'B')]);
    expect([told, form().stage.kind, store.get().state?.revision]).toEqual([['saved'], 'editing', 2]);
  });

  test('is held back by mistakes, and asks for nothing where nothing was typed', () => {
    const { acts, form } = opened(new Platform());
    acts.review();
    expect(form()).toBe(UNTOUCHED);
    acts.setAt('/0/name', '');
    acts.review();
    expect([form().stage.kind, form().attempts]).toEqual(['editing', 1]);
  });

  test('takes in what another changed elsewhere, and shows the difference again', async () => {
    const platform = new Platform();
    const { acts, form, told, settled } = opened(platform);
    acts.setAt('/0/name', 'First');
    platform.change([asset('a', 'A'), asset('b', 'Second')]);
    acts.review();
    acts.save();
    await settled();
    expect([form().stage.kind, told]).toEqual(['reviewing', ['joined']]);
    acts.save();
    await settled();
    expect(platform.value).toEqual([asset('a', 'First'), asset('b', 'Second')]);
  });

  test('never overwrites: it asks where another changed the same', async () => {
    const platform = new Platform();
    const { acts, form, settled } = opened(platform);
    acts.setAt('/0/name', 'Mine');
    platform.change([asset('a', 'Theirs'), asset('b', 'B')]);
    acts.review();
    acts.save();
    await settled();
    expect(form().stage.kind).toBe('joining');
    expect(platform.value).toEqual([asset('a', 'Theirs'), asset('b', 'B')]);
    acts.join(new Map([['/[a]/name', 'theirs']]));
    // Theirs was chosen: nothing of mine is left to save.
    expect(form().stage.kind).toBe('editing');
    acts.setAt('/1/name', 'Mine');
    acts.review();
    acts.save();
    await settled();
    expect(platform.value).toEqual([asset('a', 'Theirs'), asset('b', 'Mine')]);
  });

  test('shows what the platform refuses at its field, until the field is changed', async () => {
    const platform = new Platform();
    const { acts, form, settled, store } = opened(platform);
    acts.setAt('/0/name', 'First');
    platform.refusal = problem('REQUEST.INVALID', [
      { pointer: '/assets/0/name', detail: 'wrong' },
      { pointer: '/mapping/source/asset/assetId', detail: 'gone' },
    ]);
    acts.review();
    acts.save();
    await settled();
    const shown = () => shownMistakes(form(), [], store.get().state?.value ?? null);
    const wrong = [{ pointer: '/0/name', detail: 'wrong' }];
    expect([form().stage.kind, shown(), form().elsewhere]).toMatchObject([
      'editing',
      wrong,
      [{ detail: 'gone' }],
    ]);
    // Another look at the difference, and a change of another field, do not make it right.
    acts.review();
    acts.close();
    acts.setAt('/1/name', 'Other');
    expect([shown(), form().elsewhere]).toEqual([wrong, []]);
    acts.setAt('/0/name', 'Other');
    expect(shown()).toEqual([]);
    expect(store.get().state?.value).toEqual([asset('a', 'Other'), asset('b', 'Other')]);
  });

  test('keeps the dialog and what was typed where the platform does not answer', async () => {
    const platform = new Platform();
    const { acts, form, settled, store } = opened(platform);
    acts.setAt('/0/name', 'First');
    platform.refusal = problem('NETWORK.UNREACHABLE');
    acts.review();
    acts.save();
    await settled();
    expect(form().stage).toMatchObject({
      kind: 'reviewing',
      isSaving: false,
      error: { code: 'NETWORK.UNREACHABLE' },
    });
    expect(store.get().state?.value).toEqual([asset('a', 'First'), asset('b', 'B')]);
  });
});

describe('undoing what was saved', () => {
  const saveFirst = async (platform: Platform): Promise<SavedChange> => {
    const { acts, saved, settled } = opened(platform);
    acts.setAt('/0/name', 'First');
    acts.review();
    acts.save();
    await settled();
    const [change] = saved;
    if (change === undefined) throw new Error('Nothing was saved.');
    return change;
  };

  test('writes the former value as one more revision', async () => {
    const platform = new Platform();
    const change = await saveFirst(platform);
    expect(await takeBack(change, platform)).toBe('done');
    expect(platform).toMatchObject({ revision: 3, value: [asset('a', 'A'), asset('b', 'B')] });
  });

  test('goes on where somebody changed another part of the configuration since', async () => {
    const platform = new Platform();
    const change = await saveFirst(platform);
    platform.revision += 1;
    expect(await takeBack(change, platform)).toBe('done');
    expect(platform).toMatchObject({ revision: 4, value: [asset('a', 'A'), asset('b', 'B')] });
  });

  test('never overwrites what somebody else saved since', async () => {
    const platform = new Platform();
    const change = await saveFirst(platform);
    const theirs = [asset('a', 'First'), asset('b', 'Theirs')];
    platform.change(theirs);
    expect(await takeBack(change, platform)).toBe('over');
    expect(platform).toMatchObject({ revision: 3, value: theirs });
  });

  test('gives the refusal of the platform on', async () => {
    const platform = new Platform();
    const change = await saveFirst(platform);
    platform.refusal = problem('REQUEST.INVALID');
    await expect(takeBack(change, platform)).rejects.toMatchObject({ code: 'REQUEST.INVALID' });
  });
});
