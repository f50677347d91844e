import { answered, openDatabase } from '../../offline/index.js';

/** An acknowledgement that waits for a connection. */
export interface KeptAcknowledgement {
  readonly organizationId: string;
  readonly userId: string;
  readonly alertId: string;
  /** Revision that the person saw: an alert that became worse since is not acknowledged unseen. */
  readonly revision: number;
}

/** Keeps acknowledgements over a reload. One person's are never sent as another's. */
export interface Outbox {
  keep(acknowledgement: KeptAcknowledgement): Promise<void>;
  forget(acknowledgement: KeptAcknowledgement): Promise<void>;
  all(organizationId: string, userId: string): Promise<readonly KeptAcknowledgement[]>;
}

const keyOf = ({ organizationId, userId, alertId }: KeptAcknowledgement): string =>
  [organizationId, userId, alertId].join('/');

/** Holds them until the tab ends. */
export class MemoryOutbox implements Outbox {
  private readonly kept = new Map<string, KeptAcknowledgement>();

  async keep(acknowledgement: KeptAcknowledgement): Promise<void> {
    this.kept.set(keyOf(acknowledgement), acknowledgement);
  }

  async forget(acknowledgement: KeptAcknowledgement): Promise<void> {
    this.kept.delete(keyOf(acknowledgement));
  }

  async all(organizationId: string, userId: string): Promise<readonly KeptAcknowledgement[]> {
    return [...this.kept.values()].filter(
      (each) => each.organizationId === organizationId && each.userId === userId,
    );
  }
}

const DATABASE = 'eagle-alarms';
const STORE = 'acknowledgements';
const VERSION = 1;

/** Holds them in IndexedDB; where that is full or forbidden, in memory. */
export class StoredOutbox implements Outbox {
  private readonly memory = new MemoryOutbox();
  private database: Promise<IDBDatabase> | null = null;

  constructor(private readonly factory: () => IDBFactory) {}

  async keep(acknowledgement: KeptAcknowledgement): Promise<void> {
    const isStored = await this.write((store) => store.put(acknowledgement, keyOf(acknowledgement)));
    // What is stored can be sent by any tab; what this tab holds, only by it.
    if (!isStored) await this.memory.keep(acknowledgement);
  }

  async forget(acknowledgement: KeptAcknowledgement): Promise<void> {
    await this.memory.forget(acknowledgement);
    await this.write((store) => store.delete(keyOf(acknowledgement)));
  }

  async all(organizationId: string, userId: string): Promise<readonly KeptAcknowledgement[]> {
    const inMemory = await this.memory.all(organizationId, userId);
    const found = new Map(inMemory.map((each) => [keyOf(each), each]));
    for (const each of await this.stored()) {
      if (each.organizationId === organizationId && each.userId === userId) found.set(keyOf(each), each);
    }
    return [...found.values()];
  }

  private async stored(): Promise<readonly KeptAcknowledgement[]> {
    try {
      const store = await this.store('readonly');
      const found: unknown = await answered(store.getAll());
      return Array.isArray(found) ? found.filter(isKept) : [];
    } catch {
      return []; // Storage is forbidden here: what this tab keeps is in memory.
    }
  }

  /** @returns false where storage is full or forbidden. */
  private async write(change: (store: IDBObjectStore) => IDBRequest): Promise<boolean> {
    try {
      await answered(change(await this.store('readwrite')));
      return true;
    } catch {
      return false; // The caller keeps it in memory until the tab ends.
    }
  }

  private async store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    this.database ??= openDatabase(this.factory, DATABASE, VERSION, [STORE]);
    return (await this.database).transaction(STORE, mode).objectStore(STORE);
  }
}

function isKept(value: unknown): value is KeptAcknowledgement {
  return (
    typeof value === 'object' &&
    value !== null &&
    'organizationId' in value &&
    typeof value.organizationId === 'string' &&
    'userId' in value &&
    typeof value.userId === 'string' &&
    'alertId' in value &&
    typeof value.alertId === 'string' &&
    'revision' in value &&
    typeof value.revision === 'number'
  );
}
