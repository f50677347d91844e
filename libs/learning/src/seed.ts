/**
 * One seed for all random choices: the same data gives the same split, model and judgement.
 */
export const SEED = 1;
