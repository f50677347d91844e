/**
 * Reads a saved state back.
 * @param keys  What it must hold to be one of this kind.
 * @returns null when the text is damaged or of another kind.
 */
export function readSaved<T extends object>(saved: string, keys: readonly (keyof T & string)[]): T | null {
  let value: unknown;
  try {
    value = JSON.parse(saved);
  } catch {
    return null;
  }
  return holds<T>(value, keys) ? value : null;
}

function holds<T extends object>(value: unknown, keys: readonly string[]): value is T {
  return typeof value === 'object' && value !== null && keys.every((key) => key in value);
}
