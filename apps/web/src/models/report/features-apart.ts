/** How many features each of two versions uses that the other does not. */
export interface FeaturesApart {
  readonly own: number;
  readonly other: number;
}

/** Null where both use the same. */
export function featuresApart(own: readonly string[], other: readonly string[]): FeaturesApart | null {
  const apart = { own: countWithout(own, other), other: countWithout(other, own) };
  return apart.own + apart.other === 0 ? null : apart;
}

function countWithout(some: readonly string[], others: readonly string[]): number {
  const known = new Set(others);
  return new Set(some.filter((name) => !known.has(name))).size;
}
