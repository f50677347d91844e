import { ARROW_STREAM, CSV } from '@eagle/contracts/rest';
import type { FastifyReply } from 'fastify';
import { acceptedType } from '../http/accepted-type.js';
import { sendCompressed } from '../http/compressed-body.js';
import type { DecodedSeries } from './decode-series.js';
import { csvOfSeries } from './series-csv.js';
import { jsonOfSeries } from './series-json.js';

const SERIES_TYPES = ['application/json', CSV, ARROW_STREAM] as const;
export type SeriesType = (typeof SERIES_TYPES)[number];

/** @throws AppError `HTTP.NOT_ACCEPTABLE` (invalid). */
export const seriesTypeOf = (accept: string | undefined): SeriesType => acceptedType(accept, SERIES_TYPES);

/**
 * Sends a series in the type that the client likes best. Headers say what a file has no place for.
 */
export async function sendSeries(
  reply: FastifyReply,
  series: DecodedSeries,
  type: SeriesType,
  zone: string,
): Promise<void> {
  const { widthMs, gaps, missing, conflicts } = series;
  void reply.headers({
    'content-type': type === ARROW_STREAM ? type : `${type}; charset=utf-8`,
    'series-width-ms': widthMs,
    'series-gaps': gaps.length,
    'series-missing-rows': missing.reduce((sum, { rows }) => sum + rows, 0),
    'series-conflicts': conflicts.count,
  });
  await sendCompressed(reply, await bodyOf(series, type, zone));
}

async function bodyOf(series: DecodedSeries, type: SeriesType, zone: string): Promise<string | Uint8Array> {
  switch (type) {
    case 'application/json':
      return JSON.stringify(jsonOfSeries(series));
    case CSV:
      return csvOfSeries(series, zone);
    case ARROW_STREAM: {
      // Loaded when it is first asked for: it takes some 20 MB.
      const { arrowOfSeries } = await import('./series-arrow.js');
      return arrowOfSeries(series, zone);
    }
  }
}
