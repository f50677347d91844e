import { readFile, rename, writeFile } from 'node:fs/promises';
import { BUCKETS } from '@eagle/contracts/bus';
import type { Bucket, Bus } from '@eagle/messaging';
import { BUS, CONFIG, Logger } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { GatewayConfig } from '../config.js';
import { auditHeadSchema, type AuditHead } from './seal.js';

const fileSchema = z.array(auditHeadSchema);

/**
 * How far each chain is sealed. The heads are kept where the owner of the database cannot write: in
 * a bucket of the message bus, which all replicas share, and in a file. The head that is further on
 * counts, so that the loss or reset of one place hides nothing.
 */
@Injectable()
export class AuditHeads {
  private readonly bucket: Bucket<AuditHead>;
  private inFile: Map<string, AuditHead> | null = null;

  constructor(
    @Inject(BUS) bus: Bus,
    @Inject(CONFIG) private readonly config: GatewayConfig,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    this.bucket = bus.bucket(BUCKETS.auditHeads, auditHeadSchema);
  }

  /**
   * The heads of a chain, one for each place; empty where the chain was never sealed. @throws
   * AppError where the bus cannot be asked.
   */
  async of(chain: string): Promise<AuditHead[]> {
    const shared = await this.bucket.get(chain);
    const own = (await this.fromFile()).get(chain);
    return [shared?.value, own].filter((head) => head !== undefined);
  }

  /** Chains in the file: a chain that is gone from the database is noticed as missing. */
  async chains(): Promise<string[]> {
    return [...(await this.fromFile()).keys()];
  }

  async keep(head: AuditHead): Promise<void> {
    await this.share(head);
    await this.write(head);
  }

  /** Never sets back a head that another replica has moved further on. */
  private async share(head: AuditHead): Promise<void> {
    const shared = await this.bucket.get(head.chain);
    if (shared !== null && shared.value.id >= head.id) return;
    await this.bucket.update(head.chain, head, shared?.revision ?? 0);
  }

  private async write(head: AuditHead): Promise<void> {
    const { AUDIT_HEADS_FILE: file } = this.config;
    if (file === undefined) return;
    // Read anew: several replicas of one machine may share it.
    this.inFile = null;
    const heads = await this.fromFile();
    if ((heads.get(head.chain)?.id ?? 0) < head.id) heads.set(head.chain, head);
    const next = `${file}.${this.config.REPLICA}`;
    await writeFile(next, JSON.stringify([...heads.values()]), { mode: 0o600 });
    await rename(next, file);
  }

  private async fromFile(): Promise<Map<string, AuditHead>> {
    return (this.inFile ??= new Map((await this.readFile()).map((head) => [head.chain, head])));
  }

  private async readFile(): Promise<AuditHead[]> {
    const { AUDIT_HEADS_FILE: file } = this.config;
    if (file === undefined) return [];
    try {
      return fileSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    } catch (error) {
      const isNew = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!isNew)
        this.logger.error({ error, file }, 'The heads of the audit log cannot be read from their file');
      return [];
    }
  }
}
