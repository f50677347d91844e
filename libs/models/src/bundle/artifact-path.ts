import { AppError } from '@eagle/contracts/domain';

const PATH_LENGTH_MAX = 256;
const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/;

/**
 * Splits the relative path of a bundle's folder into its segments. Only plain names pass: nothing
 * absolute, no `..`, no separators of other systems, so the resulting path always lies below the
 * store (the adapter resolves symbolic links).
 * @throws AppError `MODEL.PATH_REFUSED` (forbidden).
 */
export function bundlePathSegments(artifactPath: string): readonly string[] {
  const segments = artifactPath.split('/');
  if (artifactPath.length > PATH_LENGTH_MAX || !segments.every((segment) => SEGMENT.test(segment))) {
    throw new AppError('MODEL.PATH_REFUSED', 'The path does not name a bundle within the artifact store.');
  }
  return segments;
}
