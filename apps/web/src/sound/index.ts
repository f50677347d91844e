export { SoundChip } from './sound-chip.js';
