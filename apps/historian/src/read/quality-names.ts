import { qualityNameSchema, type QualityName } from '@eagle/contracts/domain';
import { QUALITY } from '@eagle/contracts/frames';

const NAMES = new Map<number, QualityName>(qualityNameSchema.options.map((name) => [QUALITY[name], name]));

/** A stored quality by its name; null: nothing was recorded. */
export const qualityName = (code: number): QualityName | null => NAMES.get(code) ?? null;
