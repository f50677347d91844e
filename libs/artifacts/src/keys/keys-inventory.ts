import type { OrganizationId } from '@eagle/contracts/domain';
import type { ArtifactStore } from '../store/artifact-store.js';
import type { KeyRing } from './key-ring.js';
import type { OrganizationKeys } from './organization-keys.js';

/** Id, age and use of every key. It contains no secret. */
export interface KeysInventory {
  readonly platformKeys: readonly KeyFacts[];
  readonly signingKeys: readonly KeyFacts[];
  readonly organizations: readonly {
    readonly organizationId: OrganizationId;
    readonly keys: readonly (KeyFacts & { readonly platformKeyId: string })[];
  }[];
}
export interface KeyFacts {
  readonly id: string;
  readonly createdAt: string | null;
  readonly ageDays: number | null;
  /** Whether new data is wrapped or signed with it. */
  readonly newest: boolean;
}

const DAY_MS = 86_400_000;

export async function describeKeys(
  ring: KeyRing,
  store: Pick<ArtifactStore, 'organizations'>,
  keys: OrganizationKeys,
  nowMs: number,
): Promise<KeysInventory> {
  const facts = ({ id, createdAt }: { id: string; createdAt: string | null }, index: number): KeyFacts => ({
    id,
    createdAt,
    ageDays: createdAt === null ? null : Math.floor((nowMs - Date.parse(createdAt)) / DAY_MS),
    newest: index === 0,
  });
  const organizations = [];
  for (const organizationId of await store.organizations()) {
    const document = await keys.document(organizationId);
    const entries = document?.keys ?? [];
    organizations.push({
      organizationId,
      keys: entries.map((key, index) => ({ ...facts(key, index), platformKeyId: key.platformKeyId })),
    });
  }
  return {
    platformKeys: ring.platformKeys.map(facts),
    signingKeys: ring.signingKeys.map(facts),
    organizations,
  };
}
