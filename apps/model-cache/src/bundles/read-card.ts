import type { SealedBundles } from '@eagle/artifacts';
import { AppError, type ModelVersion, type OrganizationId } from '@eagle/contracts/domain';
import { CARD_FILE } from '@eagle/models';

/**
 * The model card of a version, as sealed. It is read from the store each time: cards must not push
 * models out of memory.
 * @throws AppError `MODEL.NO_CARD` (not-found), and why the bundle is refused, as
 * `SealedBundles.open`.
 */
export async function readCard(
  sealed: Pick<SealedBundles, 'openFile'>,
  place: { readonly organizationId: OrganizationId; readonly version: ModelVersion },
): Promise<string> {
  const bytes = await sealed.openFile(place, CARD_FILE);
  if (bytes !== null) return bytes.toString('utf8');
  throw new AppError(
    'MODEL.NO_CARD',
    `Version ${place.version} has no model card: it is older than model cards. Its judgement and verdict contain the same facts.`,
  );
}
