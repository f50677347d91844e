/**
 * @returns what the work gives; `otherwise` where that takes longer. The work goes on all the same.
 */
export async function within<T, O>(work: Promise<T>, msMax: number, otherwise: O): Promise<T | O> {
  const { promise: late, resolve } = Promise.withResolvers<O>();
  const timer = setTimeout(() => resolve(otherwise), msMax);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
