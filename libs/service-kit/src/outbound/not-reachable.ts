import { AppError } from '@eagle/contracts/domain';

/**
 * The one answer for everything that keeps an address from being reached: not allowed, unknown,
 * refused, no route, no answer. A user who may give an address learns nothing about the network
 * from it.
 * @param cause  The reason, for the operators of the platform; never shown to the user who gave the
 * address.
 */
export const notReachable = (cause: unknown): AppError =>
  new AppError('OUTBOUND.NOT_REACHABLE', 'The address cannot be reached.', {}, { cause });
