import { ApiProblem } from '../../api/index.js';
import type { Draft } from '../draft.js';
import { type DraftPart, otherParts, SCHEMAS } from '../parts.js';
import { placeMistakes } from '../schema/mistakes.js';
import type { Json } from '../values/json.js';
import { merge } from '../values/merge.js';
import { withValueAt } from '../values/pointer.js';
import { type DraftState, isChanged, type RevisedValue } from './draft-state.js';
import type { DraftStore } from './draft-store.js';
import type { SavedChange } from './take-back.js';

const CHANGED_MEANWHILE = 'CONFIG.CHANGED_MEANWHILE';

/** What a form does with the draft of a part. */
export type DraftActs = Pick<
  Draft,
  'setAt' | 'replace' | 'leave' | 'discard' | 'review' | 'join' | 'save' | 'close'
>;

export interface DraftActsOptions {
  readonly part: DraftPart;
  readonly store: DraftStore;
  /** Replaces the part, if the platform is at the revision. @throws ApiProblem */
  readonly replace: (value: Json, revision: number) => Promise<void>;
  /** What the platform has now. @throws ApiProblem */
  readonly readNewer: () => Promise<RevisedValue>;
  /** Others' changes were taken in beside those that were typed. */
  readonly onJoined: () => void;
  readonly onSaved: (change: SavedChange) => void;
}

export function draftActs(options: DraftActsOptions): DraftActs {
  const { store } = options;
  const { tell } = store;
  const saving = new Saving(options);
  return {
    setAt: (pointer, value) => {
      store.change((whole) => withValueAt(whole, pointer, value));
      tell({ kind: 'changed' });
    },
    replace: (value) => {
      store.change(() => value);
      tell({ kind: 'changed' });
    },
    leave: (pointer) => tell({ kind: 'left', at: pointer }),
    discard: () => {
      store.discard();
      tell({ kind: 'done' });
    },
    review: () => saving.review(),
    join: (choices) => {
      store.joinNewer(choices);
      saving.review();
    },
    save: () => void saving.save(),
    close: () => tell({ kind: 'close' }),
  };
}

class Saving {
  constructor(private readonly options: DraftActsOptions) {}

  /** The next question: what is wrong, whose change counts, or whether the difference is right. */
  review(): void {
    const { part, store, onJoined } = this.options;
    const { tell } = store;
    const { state } = store.get();
    if (state === null) return;
    if (!SCHEMAS[part].safeParse(state.value).success) tell({ kind: 'held-back' });
    else if (!isChanged(state)) tell({ kind: 'done' });
    else if (state.newer === null) tell({ kind: 'review' });
    else if (merge(state.base, state.value, state.newer.value).conflicts.length > 0) tell({ kind: 'join' });
    else {
      store.joinNewer(new Map());
      onJoined();
      this.review();
    }
  }

  async save(): Promise<void> {
    const { store, replace, onSaved } = this.options;
    const { state } = store.get();
    if (state === null) return;
    store.tell({ kind: 'save' });
    const problem = await problemOf(replace(state.value, state.revision));
    if (problem !== null) return this.failed(problem, state.value);
    const read = await this.nowRead(state);
    store.saved(read);
    store.tell({ kind: 'done' });
    onSaved({ former: state.base, saved: savedBy(state, read), typed: state.value });
  }

  private async failed(problem: ApiProblem, value: Json): Promise<void> {
    const { part, store } = this.options;
    if (problem.code === CHANGED_MEANWHILE) return this.lookAgain();
    if (problem.mistakes.length === 0) return store.tell({ kind: 'failed', error: problem });
    const { here, elsewhere } = placeMistakes(problem.mistakes, part, otherParts(part));
    store.tell({ kind: 'refused', refusal: { value, mistakes: here }, elsewhere });
  }

  /** Somebody else was first: what they saved decides the next question. */
  private async lookAgain(): Promise<void> {
    const { store, readNewer } = this.options;
    const problem = await problemOf(readNewer().then((read) => store.read(read)));
    if (problem === null) this.review();
    else store.tell({ kind: 'failed', error: problem });
  }

  /** Where it cannot be read, what was saved serves until it can. */
  private async nowRead({ revision, value }: DraftState): Promise<RevisedValue> {
    let read: RevisedValue = { revision, value };
    await problemOf(
      this.options.readNewer().then((newest) => {
        read = newest;
      }),
    );
    return read;
  }
}

/** What this change made of the part: somebody else may have changed it again before it was read. */
function savedBy({ revision, value }: DraftState, read: RevisedValue): RevisedValue {
  const own = revision + 1;
  return { revision: own, value: read.revision === own ? read.value : value };
}

/** The refusal of a request; null: it succeeded. Anything else that is thrown is a bug, and goes on. */
async function problemOf(pending: Promise<void>): Promise<ApiProblem | null> {
  try {
    await pending;
    return null;
  } catch (error) {
    if (error instanceof ApiProblem) return error;
    throw error;
  }
}
