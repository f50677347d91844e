import type { UserId } from '@eagle/contracts/domain';
import type { Edit } from '@eagle/persistence';

/** Ends every sign-in of a user, except the named one. @returns those that ended now. */
export async function endSignIns(
  { prisma }: Edit,
  userId: UserId,
  nowMs: number,
  exceptSessionId: string | null = null,
): Promise<string[]> {
  const ended = await prisma.signIn.updateManyAndReturn({
    where: { userId, endedAt: null, ...(exceptSessionId === null ? {} : { id: { not: exceptSessionId } }) },
    data: { endedAt: new Date(nowMs) },
    select: { id: true },
  });
  return ended.map(({ id }) => id);
}
