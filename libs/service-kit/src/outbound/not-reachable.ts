import { AppError } from '@eagle/contracts/domain';

/**
 * The one answer for everything that keeps an address from being reached: not allowed, unknown, refused, no route, no answer. Who may name an
 * address but not look into the network learns nothing of the network from it.
 * @param cause  Why, for the operators of the platform; never shown to who named the address.
 */
export const notReachable = (cause: unknown): AppError =>
  new AppError('OUTBOUND.NOT_REACHABLE', 'The address cannot be reached.', {}, { cause });
