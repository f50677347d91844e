import { emailSchema, type OrganizationId, userIdSchema, type UserId } from '@eagle/contracts/domain';
import type { Edit } from '@eagle/persistence';
import { z } from 'zod';

const storedActor = z.object({ id: userIdSchema, email: emailSchema });

/**
 * E-mail addresses of the actors who belong to an organization (null: to none). A super-admin who
 * acts in an organization gets no address.
 */
export async function emailsOf(
  { prisma }: Edit,
  organizationId: OrganizationId | null,
  actors: readonly UserId[],
): Promise<ReadonlyMap<UserId, string>> {
  const found = await prisma.user.findMany({
    where: { organizationId, id: { in: [...new Set(actors)] } },
    select: { id: true, email: true },
  });
  return new Map(found.map((user) => storedActor.parse(user)).map(({ id, email }) => [id, email]));
}
