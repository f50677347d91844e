import type { AttackPart } from '../attack-part.js';
import { bus } from './bus.js';
import { databaseRoles } from './database.js';
import { restFuzz } from './rest-fuzz.js';
import { restMatrix } from './rest-matrix.js';
import { socketTokens } from './socket-tokens.js';

/** Every kind of attack, in the order in which they run. */
export const ATTACK_PARTS: readonly AttackPart[] = [restMatrix, restFuzz, socketTokens, bus, databaseRoles];
