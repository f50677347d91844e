/**
 * The same everywhere: the same data gives the same split, the same model and the same judgement.
 */
export const SEED = 1;
