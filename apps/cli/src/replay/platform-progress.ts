const REQUEST_TIMEOUT_MS = 5_000;

/**
 * The progress of the platform with the rows since the first reading. The platform of a replay has
 * only one organization.
 */
export interface Progress {
  readonly rowsRead: number;
  readonly scans: number;
  /** Predictions that alerting has judged. */
  readonly predictions: number;
  /**
   * Predictions that alerting did not judge, because one of a later row of the asset came before.
   */
  readonly overtaken: number;
  /**
   * Feature rows without a prediction: no model for them, or prediction did not keep up for a
   * minute.
   */
  readonly unpredicted: number;
}

const SERVICES = ['data-processor', 'prediction', 'alerting'] as const;
type Service = (typeof SERVICES)[number];

const COUNTERS: Record<keyof Progress, readonly (readonly [Service, counter: string, label: string])[]> = {
  rowsRead: [['data-processor', 'eagle_feed_rows_total', '']],
  scans: [['data-processor', 'eagle_scans_total', '']],
  predictions: [['alerting', 'eagle_predictions_decided_total', '']],
  overtaken: [['alerting', 'eagle_alerting_rows_set_aside_total', 'stream="predictions"']],
  unpredicted: [
    ['data-processor', 'eagle_feature_rows_dropped_total', ''],
    ['prediction', 'eagle_prediction_rows_dropped_total', ''],
  ],
};

/**
 * Reads the services' own counters, so that a replay can go as fast as the platform and no faster.
 */
export class PlatformProgress {
  private readonly counted = new Map<string, { atStart: number; before: number; total: number }>();

  constructor(private readonly metricsUrls: Readonly<Record<Service, string>>) {}

  async look(): Promise<Progress> {
    const pages = new Map(
      await Promise.all(SERVICES.map(async (service) => [service, await this.read(service)] as const)),
    );
    const of = (key: keyof Progress): number =>
      COUNTERS[key].reduce((sum, [service, counter, label]) => {
        const page = pages.get(service) ?? null;
        return sum + this.count(counter, page === null ? null : valueOf(page, counter, label));
      }, 0);
    return {
      rowsRead: of('rowsRead'),
      scans: of('scans'),
      predictions: of('predictions'),
      overtaken: of('overtaken'),
      unpredicted: of('unpredicted'),
    };
  }

  /** Continues the count over restarts of a service, which reset its counters to zero. */
  private count(key: string, value: number | null): number {
    const counted = this.counted.get(key) ?? { atStart: value ?? 0, before: value ?? 0, total: value ?? 0 };
    if (value !== null) {
      counted.total += value >= counted.before ? value - counted.before : value;
      counted.before = value;
    }
    this.counted.set(key, counted);
    return counted.total - counted.atStart;
  }

  /** Null while the service is down; it restarts automatically. */
  private async read(service: Service): Promise<string | null> {
    try {
      const response = await fetch(this.metricsUrls[service], {
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
      return response.ok ? await response.text() : null;
    } catch {
      return null;
    }
  }
}

/**
 * One counter in the text of a metrics page, over all its labels or those that hold a text; 0 where
 * it is not there yet.
 */
export function valueOf(text: string, counter: string, label = ''): number {
  let sum = 0;
  for (const line of text.split('\n')) {
    if (!line.startsWith(`${counter}{`) && !line.startsWith(`${counter} `)) continue;
    if (line.includes(label)) sum += Number(line.slice(line.lastIndexOf(' ') + 1)) || 0;
  }
  return sum;
}
