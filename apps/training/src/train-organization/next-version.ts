import { modelVersionSchema, type ModelVersion } from '@eagle/contracts';

/** The version after the newest one: the middle number counts trainings. The first is 1.0.0. */
export function nextVersion(newest: ModelVersion | null): ModelVersion {
  if (newest === null) return modelVersionSchema.parse('1.0.0');
  const [major = 1, minor = 0] = newest.split('.').map(Number);
  return modelVersionSchema.parse(`${major}.${minor + 1}.0`);
}
