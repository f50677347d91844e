import { modelVersionSchema, type ModelVersion } from '@eagle/contracts/domain';

/**
 * The version after the newest one, registered or only stored (by a training that was killed in
 * between): no number is assigned twice. The middle number counts trainings. The first is 1.0.0.
 */
export function nextVersion(
  registered: ModelVersion | null,
  stored: ModelVersion | null = null,
): ModelVersion {
  const taken = [registered, stored].flatMap((version) => (version === null ? [] : [trainingsOf(version)]));
  if (taken.length === 0) return modelVersionSchema.parse('1.0.0');
  const [major, minor] = taken.reduce((a, b) => (a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]) ? a : b));
  return modelVersionSchema.parse(`${major}.${minor + 1}.0`);
}

function trainingsOf(version: ModelVersion): [number, number] {
  const [major = 1, minor = 0] = version.split('.').map(Number);
  return [major, minor];
}
