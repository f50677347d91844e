import { createHash } from 'node:crypto';
import { open, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PIECE_BYTES_MAX, RPC, type BeginAdmission } from '@eagle/contracts/bus';
import { AppError, type ModelVersion, type OrganizationId } from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import { parseManifest } from '@eagle/models';
import { backOffMs } from '@eagle/service-kit';
import type { BundleRegistry } from '../train-organization/artifact-store.js';

/** model-cache may be restarting; a training of half an hour is worth the wait. */
const PATIENCE_MS = 120_000;

/** Hands bundles over to model-cache, piece by piece, and repeats as often as necessary. */
export class ModelCacheClient implements BundleRegistry {
  constructor(
    private readonly bus: Pick<Bus, 'ask'>,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  async handOver(folder: string, organizationId: OrganizationId, version: ModelVersion): Promise<string> {
    const { featureSetHash } = parseManifest(await readFile(join(folder, 'manifest.json')));
    const files = await describeFiles(folder);
    const untilMs = performance.now() + this.patienceMs;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.transfer(folder, { organizationId, version, featureSetHash, files });
      } catch (error) {
        const waitMs = backOffMs(attempt, Math.random());
        if (!mayPass(error) || performance.now() + waitMs > untilMs) throw error;
        await delay(waitMs);
      }
    }
  }

  async newestVersion(organizationId: OrganizationId): Promise<ModelVersion | null> {
    const { versions } = await this.bus.ask(RPC.storedVersions, { organizationId });
    return versions.toSorted(byNumbers).at(-1) ?? null;
  }

  private async transfer(folder: string, claim: BeginAdmission): Promise<string> {
    const begun = await this.bus.ask(RPC.beginAdmission, claim);
    if ('artifactPath' in begun) return begun.artifactPath;
    const { transferId } = begun;
    for (const { name, bytes } of claim.files) await this.send(transferId, folder, name, bytes);
    return (await this.bus.ask(RPC.commitAdmission, { transferId })).artifactPath;
  }

  private async send(transferId: string, folder: string, file: string, size: number): Promise<void> {
    const handle = await open(join(folder, file), 'r');
    try {
      const piece = Buffer.alloc(Math.min(PIECE_BYTES_MAX, size));
      for (let offset = 0; offset < size;) {
        const { bytesRead } = await handle.read(piece, 0, piece.length, offset);
        const part = piece.subarray(0, bytesRead);
        const bytes = part.toString('base64');
        await this.bus.ask(RPC.admitPiece, { transferId, file, offset, bytes, digest: sha256(part) });
        offset += bytesRead;
      }
    } finally {
      await handle.close();
    }
  }
}

/** A transfer that model-cache has lost (it was restarted) starts again, too. */
const mayPass = (error: unknown): boolean =>
  error instanceof AppError && (error.retryable || error.code === 'MODEL.TRANSFER_UNKNOWN');

async function describeFiles(folder: string): Promise<BeginAdmission['files']> {
  const names = await readdir(folder);
  return Promise.all(
    names.sort().map(async (name) => {
      const bytes = await readFile(join(folder, name));
      return { name, bytes: bytes.length, digest: sha256(bytes) };
    }),
  );
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function byNumbers(a: ModelVersion, b: ModelVersion): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  const at = [0, 1, 2].find((index) => left?.[index] !== right?.[index]);
  return at === undefined ? 0 : (left?.[at] ?? 0) - (right?.[at] ?? 0);
}
