import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { type OrganizationId, platformText, textLike } from '@eagle/contracts/domain';
import { z } from 'zod';

/** The chain of entries that belong to no organization. */
export const PLATFORM_CHAIN = 'platform';

/** Name of the chain of an organization, or of the platform itself. */
export function chainOf(organizationId: OrganizationId | null): string {
  return organizationId ?? PLATFORM_CHAIN;
}

/** An entry as it is sealed. */
export interface SealedContent {
  readonly id: number;
  readonly atMs: number;
  readonly actorId: string | null;
  readonly correlationId: string | null;
  readonly action: string;
  readonly target: string;
  /** As the database prints its `jsonb`, which has one form for one value. */
  readonly details: string;
}

const SHA256_HEX = /^[0-9a-f]{64}$/;

/** How far a chain is sealed; this is kept outside of the database. */
export const auditHeadSchema = z.object({
  v: z.literal(1),
  chain: platformText,
  /** The last sealed entry. */
  id: z.number().int().positive(),
  /** Its seal, hex. It covers every entry before it. */
  seal: textLike(SHA256_HEX),
  /** Proves that this head is ours, hex. */
  mac: textLike(SHA256_HEX),
});
export type AuditHead = z.infer<typeof auditHeadSchema>;

/** Makes seals. Only the holder of the key can: the owner of the database cannot. */
export class Sealer {
  private readonly entries: Buffer;
  private readonly heads: Buffer;

  constructor(keyHex: string) {
    const keyFor = (use: string): Buffer =>
      Buffer.from(hkdfSync('sha256', Buffer.from(keyHex, 'hex'), '', `eagle audit ${use}`, 32));
    this.entries = keyFor('entries');
    this.heads = keyFor('heads');
  }

  /** The seal before the first entry of a chain. */
  first(chain: string): Buffer {
    return this.mac(this.entries, `eagle audit chain 1 ${chain}`);
  }

  /** @param previous  Seal of the entry before it in its chain. */
  seal(previous: Buffer, entry: SealedContent): Buffer {
    const { id, atMs, actorId, correlationId, action, target, details } = entry;
    // Entries that were written before correlation ids existed keep their seal.
    const correlated = correlationId === null ? [] : [correlationId];
    const content = JSON.stringify([id, atMs, actorId, action, target, details, ...correlated]);
    return createHmac('sha256', this.entries).update(previous).update(content).digest();
  }

  head(chain: string, id: number, seal: Buffer): AuditHead {
    const hex = seal.toString('hex');
    return { v: 1, chain, id, seal: hex, mac: this.macOf(chain, id, hex).toString('hex') };
  }

  isOurs(head: AuditHead): boolean {
    return timingSafeEqual(this.macOf(head.chain, head.id, head.seal), Buffer.from(head.mac, 'hex'));
  }

  private macOf(chain: string, id: number, seal: string): Buffer {
    return this.mac(this.heads, JSON.stringify([chain, id, seal]));
  }

  private mac(key: Buffer, text: string): Buffer {
    return createHmac('sha256', key).update(text).digest();
  }
}
