import type { Alert } from '../api/index.js';
import { answered, openDatabase, stored } from './database.js';
import {
  type AlertDifference,
  differenceOf,
  type KnownFacts,
  type LastKnown,
  ownerOf,
} from './last-known.js';

const DATABASE = 'eagle-last-known';
const VERSION = 1;
const FACTS = 'facts';
const ALERTS = 'alerts';
const FACTS_KEY = 'facts';
/** Alerts that one transaction writes: a flood of 10 000 never holds the page up. */
const BATCH = 200;

interface StoredFacts extends KnownFacts {
  readonly script: string;
}

/**
 * Keeps in IndexedDB what a person saw last, so that the page opens without the platform. One person
 * of one organization at a time. Where storage is full or forbidden nothing is kept, and nothing fails.
 */
export class LastKnownStore {
  private database: Promise<IDBDatabase> | null = null;
  /** What this tab has written; null: nothing yet. */
  private written: { readonly owner: string; readonly alerts: ReadonlyMap<string, Alert> } | null = null;
  /** One change after the other: what is deleted at the sign-out stays deleted. */
  private turn: Promise<unknown> = Promise.resolve();

  /** @param script  Address of the script that writes: what another build wrote is not read. */
  constructor(
    private readonly factory: () => IDBFactory,
    private readonly script: string,
  ) {}

  keep(facts: KnownFacts, alerts: ReadonlyMap<string, Alert>): Promise<void> {
    return this.inTurn(() => this.write(facts, alerts), undefined);
  }

  read(): Promise<LastKnown | null> {
    return this.inTurn(() => this.readAll(), null);
  }

  clear(): Promise<void> {
    return this.inTurn(() => this.empty(), undefined);
  }

  private inTurn<Result>(run: () => Promise<Result>, otherwise: Result): Promise<Result> {
    const result = this.turn.then(run).catch(() => {
      // Storage is full or forbidden: what was written so far is not counted on.
      this.written = null;
      return otherwise;
    });
    this.turn = result;
    return result;
  }

  private async write(facts: KnownFacts, alerts: ReadonlyMap<string, Alert>): Promise<void> {
    const owner = ownerOf(facts);
    if (this.written?.owner !== owner) await this.empty();
    for (const batch of batchesOf(differenceOf(this.written?.alerts ?? new Map<string, Alert>(), alerts))) {
      const { transaction, store } = await this.open(ALERTS, 'readwrite');
      for (const id of batch.goneIds) store.delete(id);
      for (const alert of batch.changed) store.put(alert, alert.id);
      await stored(transaction);
    }
    // Last, so that the age is never younger than an alert.
    const { transaction, store } = await this.open(FACTS, 'readwrite');
    store.put({ ...facts, script: this.script } satisfies StoredFacts, FACTS_KEY);
    await stored(transaction);
    this.written = { owner, alerts };
  }

  private async readAll(): Promise<LastKnown | null> {
    const facts: unknown = await answered((await this.open(FACTS, 'readonly')).store.get(FACTS_KEY));
    if (!isFacts(facts) || facts.script !== this.script) return null;
    const kept: unknown = await answered((await this.open(ALERTS, 'readonly')).store.getAll());
    const alerts = Array.isArray(kept) ? kept.filter(isAlert) : [];
    const { id } = facts.organization;
    return { ...facts, alerts: alerts.filter(({ organizationId }) => organizationId === id) };
  }

  private async empty(): Promise<void> {
    this.written = null;
    // The facts first: without them nothing is read.
    for (const name of [FACTS, ALERTS] as const) {
      const { transaction, store } = await this.open(name, 'readwrite');
      store.clear();
      await stored(transaction);
    }
  }

  private async open(name: typeof FACTS | typeof ALERTS, mode: IDBTransactionMode) {
    this.database ??= openDatabase(this.factory, DATABASE, VERSION, [FACTS, ALERTS]);
    const transaction = (await this.database).transaction(name, mode);
    return { transaction, store: transaction.objectStore(name) };
  }
}

function* batchesOf({ changed, goneIds }: AlertDifference): Generator<AlertDifference> {
  const longest = Math.max(changed.length, goneIds.length);
  for (let at = 0; at < longest; at += BATCH) {
    yield { changed: changed.slice(at, at + BATCH), goneIds: goneIds.slice(at, at + BATCH) };
  }
}

/** The same script wrote it: its parts are what that script put there. */
const isFacts = (value: unknown): value is StoredFacts =>
  typeof value === 'object' &&
  value !== null &&
  'script' in value &&
  'user' in value &&
  'organization' in value &&
  'keptAt' in value &&
  typeof value.keptAt === 'number';

const isAlert = (value: unknown): value is Alert =>
  typeof value === 'object' &&
  value !== null &&
  'organizationId' in value &&
  'revision' in value &&
  'state' in value;
