import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError, exportFormatSchema, type ExportFormat, type ExportKind } from '@eagle/contracts/domain';
import { ROUTES, type BodyInputOf, type ExportDetail } from '@eagle/contracts/rest';
import type { GatewayClient } from '../gateway/gateway-client.js';
import { organizationIdOf, superAdminOf, type PlatformAccess } from '../gateway/super-admin.js';
import { paced } from '../terminal-output.js';
import { download } from './download.js';

const LOOK_EVERY_MS = 500;

export interface ExportCommandOptions {
  /** Slug or id. */
  readonly organization: string;
  readonly kind: ExportKind;
  readonly format?: ExportFormat;
  readonly from?: string;
  readonly to?: string;
  readonly assets?: string[];
  readonly tags?: string[];
  readonly incremental: boolean;
  readonly zone: string;
  readonly estimate: boolean;
  /** Id of an export that was requested before. */
  readonly resume?: string;
  readonly json: boolean;
}

interface Output {
  readonly print: (line: string) => void;
  readonly printProgress: (line: string) => void;
}

/**
 * `eagle export`: requests an export, waits for it and writes its file, through the REST interface
 * of the running platform as its super-admin.
 */
export class ExportCommand {
  private readonly client: GatewayClient;

  constructor(
    private readonly access: PlatformAccess,
    private readonly output: Output,
    private readonly lookEveryMs = LOOK_EVERY_MS,
  ) {
    this.client = superAdminOf(access, 'npx eagle export', 'EXPORT_COMMAND.NO_SUPER_ADMIN');
  }

  /**
   * @param file  Where to; undefined: the export's own name, in the current folder.
   * @param signal  Cancels the export.
   * @throws AppError `EXPORT.FAILED` (unavailable), `EXPORT_COMMAND.CANCELLED` (conflict), as
   * `download`, and `GATEWAY.*` as `GatewayClient.ask`.
   */
  async run(file: string | undefined, options: ExportCommandOptions, signal: AbortSignal): Promise<void> {
    const query = { organizationId: organizationIdOf(this.access, options.organization) };
    if (options.estimate) return this.estimate(query, file, options);
    const requested = await this.requested(query, file, options);
    const done = await this.untilDone(query, requested, signal);
    const target = file ?? done.fileName;
    await this.cancelledWith(query, done.id, signal, () =>
      download(this.access.gatewayUrl, { ...done, href: done.link.href }, target, signal),
    );
    const { print } = this.output;
    if (options.json)
      print(JSON.stringify({ ...done, link: undefined, file: path.resolve(target) }, null, 2));
    else print(`${target}: ${done.rows} rows, ${done.bytes} bytes. ${done.reason}`);
  }

  private async estimate(
    query: Named,
    file: string | undefined,
    options: ExportCommandOptions,
  ): Promise<void> {
    const body = requestOf(file, options);
    const estimate = await this.client.ask(ROUTES.exports.estimate, { query, body });
    const { rows, bytes, bytesMax } = estimate;
    const line = `About ${rows} rows and ${bytes} bytes; ${bytesMax} bytes are allowed.`;
    this.output.print(options.json ? JSON.stringify(estimate) : line);
  }

  private async requested(
    query: Named,
    file: string | undefined,
    options: ExportCommandOptions,
  ): Promise<ExportDetail> {
    if (options.resume !== undefined) return this.show(query, options.resume);
    return this.client.ask(ROUTES.exports.create, { query, body: requestOf(file, options) });
  }

  private show(query: Named, exportId: string): Promise<ExportDetail> {
    return this.client.ask(ROUTES.exports.show, { params: { exportId }, query });
  }

  private async untilDone(query: Named, requested: ExportDetail, signal: AbortSignal) {
    const say = paced(this.output.printProgress);
    let shown = requested;
    for (;;) {
      const { id, state, link, progress, rows, estimate, reason } = shown;
      if (state === 'done' && link !== null) return { ...shown, link };
      if (state !== 'queued' && state !== 'running') throw ended(shown);
      say(
        `${id}: ${state}, ${Math.round(progress * 100)} %, ${rows} of about ${estimate.rows} rows. ${reason}`,
      );
      await this.cancelledWith(query, id, signal, () => delay(this.lookEveryMs, undefined, { signal }));
      shown = await this.show(query, id);
    }
  }

  /** Work that the signal ends, and the export with it. */
  private async cancelledWith<T>(
    query: Named,
    exportId: string,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!signal.aborted) throw error;
      await this.client.ask(ROUTES.exports.cancel, { params: { exportId }, query });
      throw new AppError(
        'EXPORT_COMMAND.CANCELLED',
        `The export ${exportId} was cancelled.`,
        {},
        { cause: error },
      );
    }
  }
}

interface Named {
  readonly organizationId: string;
}

type Wanted = BodyInputOf<typeof ROUTES.exports.create>;

function requestOf(file: string | undefined, options: ExportCommandOptions): Wanted {
  const { kind, from, assets, tags, incremental, zone } = options;
  const to = options.to ?? (incremental ? undefined : new Date().toISOString());
  return {
    ...{ kind, incremental, zone, format: options.format ?? formatOf(file) },
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(assets === undefined ? {} : { assets }),
    ...(tags === undefined ? {} : { tags }),
  };
}

/** As the file is called. */
const formatOf = (file: string | undefined): ExportFormat =>
  exportFormatSchema.catch('csv').parse(path.extname(file ?? '').slice(1));

const ended = ({ id, state, reason, code }: ExportDetail): AppError =>
  state === 'cancelled'
    ? new AppError('EXPORT_COMMAND.CANCELLED', `The export ${id} was cancelled.`)
    : new AppError(
        'EXPORT.FAILED',
        `The export ${id} is ${state}: ${reason}${code === null ? '' : ` (${code})`}`,
      );
