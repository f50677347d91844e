import { rpcErrorSchema, type RpcContract } from '@eagle/contracts/bus';
import { AppError } from '@eagle/contracts/domain';
import type { Msg } from '@nats-io/nats-core';
import { z } from 'zod';
import { messageOf } from './errors.js';

const envelopeSchema = z.union([z.object({ error: rpcErrorSchema }), z.object({ ok: z.unknown() })]);

/** @throws AppError `RPC.REQUEST_INVALID` (invalid). */
export function encodeRequest(contract: RpcContract, request: unknown): string {
  const parsed = contract.request.safeParse(request);
  if (!parsed.success) throw invalid('RPC.REQUEST_INVALID', contract, parsed.error, 'invalid');
  return JSON.stringify(parsed.data);
}

/** @throws AppError as the other side threw it; `RPC.REPLY_INVALID` (bug). */
export function decodeReply<Q extends z.ZodType, A extends z.ZodType>(
  contract: RpcContract<Q, A>,
  message: Msg,
): z.output<A> {
  const envelope = envelopeSchema.safeParse(parseJson(message));
  if (!envelope.success) throw invalid('RPC.REPLY_INVALID', contract, envelope.error, 'bug');
  if ('error' in envelope.data) throw fromWire(envelope.data.error);
  const reply = contract.reply.safeParse(envelope.data.ok);
  if (!reply.success) throw invalid('RPC.REPLY_INVALID', contract, reply.error, 'bug');
  return reply.data;
}

/** @throws AppError `RPC.REQUEST_INVALID` (invalid). */
export function decodeRequest<Q extends z.ZodType>(
  contract: RpcContract<Q>,
  message: Pick<Msg, 'json'>,
): z.output<Q> {
  const request = contract.request.safeParse(parseJson(message));
  if (!request.success) throw invalid('RPC.REQUEST_INVALID', contract, request.error, 'invalid');
  return request.data;
}

/** @throws AppError `RPC.REPLY_INVALID` (bug). */
export function encodeReply<A extends z.ZodType>(
  contract: RpcContract<z.ZodType, A>,
  reply: z.input<A>,
): string {
  const checked = contract.reply.safeParse(reply);
  if (!checked.success) throw invalid('RPC.REPLY_INVALID', contract, checked.error, 'bug');
  return JSON.stringify({ ok: checked.data });
}

/** Text that is no JSON becomes undefined, which no schema takes. */
function parseJson(message: Pick<Msg, 'json'>): unknown {
  try {
    return message.json<unknown>();
  } catch {
    return undefined;
  }
}

/** What the asker gets for an error that is no AppError: nothing of what it looks like inside. */
export const handlerFailed = (cause: unknown): AppError =>
  new AppError('RPC.HANDLER_FAILED', 'bug', 'The service failed to answer; its log says why', {}, { cause });

export function errorEnvelope(error: unknown): string {
  const known = error instanceof AppError ? error : handlerFailed(error);
  const { code, kind, message, details, retryable } = known;
  return JSON.stringify({ error: { code, kind, message, details: printable(details), retryable } });
}

/** Details are for people; what JSON cannot hold must not cost them the error itself. */
function printable(details: AppError['details']): AppError['details'] {
  try {
    JSON.stringify(details);
    return details;
  } catch (error) {
    return { unprintable: messageOf(error) };
  }
}

function fromWire(error: z.infer<typeof rpcErrorSchema>): AppError {
  const code = isErrorCode(error.code) ? error.code : 'RPC.UNKNOWN_ERROR';
  return new AppError(code, error.kind, error.message, error.details, { retryable: error.retryable });
}

const isErrorCode = (code: string): code is AppError['code'] => /^[A-Z0-9_]+\.[A-Z0-9_.]+$/.test(code);

function invalid(
  code: AppError['code'],
  contract: RpcContract,
  error: z.ZodError,
  kind: 'invalid' | 'bug',
): AppError {
  const reasons = error.issues.map((issue) => `${issue.path.join('.') || '(all)'}: ${issue.message}`);
  return new AppError(code, kind, `${contract.service}.${contract.name}: ${reasons.join('; ')}`, { reasons });
}
