import { rpcErrorSchema, type RpcContract } from '@eagle/contracts/bus';
import { AppError, isErrorCode, type AppErrorCode } from '@eagle/contracts/domain';
import { z } from 'zod';
import { messageOf } from './errors.js';

const envelopeSchema = z.union([z.object({ error: rpcErrorSchema }), z.object({ ok: z.unknown() })]);

/** A message of the bus, as far as it is needed here. */
export interface JsonMessage {
  /** @throws SyntaxError where the text is no JSON. */
  json(): unknown;
}

/** @throws AppError `RPC.REQUEST_INVALID` (invalid). */
export function encodeRequest(contract: RpcContract, request: unknown): string {
  const parsed = contract.request.safeParse(request);
  if (!parsed.success) throw invalid('RPC.REQUEST_INVALID', contract, parsed.error);
  return JSON.stringify(parsed.data);
}

/** @throws AppError as the other side threw it; `RPC.REPLY_INVALID` (bug). */
export function decodeReply<Q extends z.ZodType, A extends z.ZodType>(
  contract: RpcContract<Q, A>,
  message: JsonMessage,
): z.output<A> {
  const envelope = envelopeSchema.safeParse(parseJson(message));
  if (!envelope.success) throw invalid('RPC.REPLY_INVALID', contract, envelope.error);
  if ('error' in envelope.data) throw fromWire(envelope.data.error);
  const reply = contract.reply.safeParse(envelope.data.ok);
  if (!reply.success) throw invalid('RPC.REPLY_INVALID', contract, reply.error);
  return reply.data;
}

/** @throws AppError `RPC.REQUEST_INVALID` (invalid). */
export function decodeRequest<Q extends z.ZodType>(
  contract: RpcContract<Q>,
  message: JsonMessage,
): z.output<Q> {
  const request = contract.request.safeParse(parseJson(message));
  if (!request.success) throw invalid('RPC.REQUEST_INVALID', contract, request.error);
  return request.data;
}

/** @throws AppError `RPC.REPLY_INVALID` (bug). */
export function encodeReply<A extends z.ZodType>(
  contract: RpcContract<z.ZodType, A>,
  reply: z.input<A>,
): string {
  const checked = contract.reply.safeParse(reply);
  if (!checked.success) throw invalid('RPC.REPLY_INVALID', contract, checked.error);
  return JSON.stringify({ ok: checked.data });
}

/** Text that is not JSON becomes undefined, which no schema accepts. */
function parseJson(message: JsonMessage): unknown {
  try {
    return message.json();
  } catch {
    return undefined;
  }
}

/** The asker's error for an error that is not an AppError: it shows no internals. */
export const handlerFailed = (cause: unknown): AppError =>
  new AppError('RPC.HANDLER_FAILED', 'The service failed to answer; its log says why', {}, { cause });

export function errorEnvelope(error: unknown): string {
  const known = error instanceof AppError ? error : handlerFailed(error);
  const { code, message, details } = known;
  const wire: z.input<typeof rpcErrorSchema> = { code, message, details: printable(details) };
  return JSON.stringify({ error: wire });
}

/** Details are for people; details that JSON cannot hold must not lose the error itself. */
function printable(details: AppError['details']): AppError['details'] {
  try {
    JSON.stringify(details);
    return details;
  } catch (error) {
    return { unprintable: messageOf(error) };
  }
}

function fromWire({ code, message, details }: z.infer<typeof rpcErrorSchema>): AppError {
  if (isErrorCode(code)) return new AppError(code, message, details);
  return new AppError('RPC.UNKNOWN_ERROR', message, { ...details, code });
}

function invalid(code: AppErrorCode, contract: RpcContract, error: z.ZodError): AppError {
  const reasons = error.issues.map((issue) => `${issue.path.join('.') || '(all)'}: ${issue.message}`);
  return new AppError(code, `${contract.service}.${contract.name}: ${reasons.join('; ')}`, { reasons });
}
