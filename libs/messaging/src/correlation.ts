import { AsyncLocalStorage } from 'node:async_hooks';
import { headers as makeHeaders, type MsgHdrs } from '@nats-io/nats-core';
import type { BusHeaders } from './durable-consumer.types.js';

/** Headers that pass from a message to every message that is published while it is handled. */
const CARRIED = ['Correlation-Id', 'traceparent', 'tracestate'] as const;

const current = new AsyncLocalStorage<BusHeaders>();

/** Everything published or asked inside carries this id, over all hops. */
export const withCorrelation = <T>(correlationId: string, run: () => T): T =>
  current.run({ 'Correlation-Id': correlationId }, run);

/** The correlation id of the present handler, for log lines; undefined outside a handler. */
export const correlationId = (): string | undefined => current.getStore()?.['Correlation-Id'];

/**
 * Runs a handler under the carried headers of its message; without such headers it costs nothing.
 */
export function carrying<T>(headers: BusHeaders, run: () => T): T {
  const carried: Record<string, string> = {};
  let found = false;
  for (const name of CARRIED) {
    const value = headers[name];
    if (value === undefined) continue;
    carried[name] = value;
    found = true;
  }
  return found ? current.run(carried, run) : run();
}

/** Headers for the wire: the carried ones, then the given ones, then the message id. */
export function wireHeaders(given: BusHeaders | undefined, messageId: string | null): MsgHdrs {
  const wire = makeHeaders();
  const carried = current.getStore();
  if (carried !== undefined) for (const name in carried) wire.set(name, carried[name] ?? '');
  if (given !== undefined) for (const name in given) wire.set(name, given[name] ?? '');
  if (messageId !== null) wire.set('Nats-Msg-Id', messageId);
  return wire;
}

const NONE: BusHeaders = Object.freeze({});

/** Headers off the wire as plain text; the first value where one comes several times. */
export function plainHeaders(wire: MsgHdrs | undefined): BusHeaders {
  if (wire === undefined) return NONE;
  const plain: Record<string, string> = {};
  for (const [name, values] of wire) plain[name] = values[0] ?? '';
  return plain;
}
