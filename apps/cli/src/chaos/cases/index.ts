import type { ChaosCase } from '../chaos-case.js';
import { blackHoles } from './black-holes.js';
import { clocks } from './clocks.js';
import { freezes } from './freezes.js';
import { fullDisk } from './full-disk.js';
import { kills } from './kills.js';
import { launcher } from './launcher.js';

/** Every kind of disturbance, in the order in which they run. */
export const CHAOS_CASES: readonly ChaosCase[] = [kills, freezes, fullDisk, blackHoles, clocks, launcher];
