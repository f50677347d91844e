import type { TranslationOf } from '../catalogue.js';
import type { sound as English } from '../en/sound.js';

export const sound: TranslationOf<typeof English> = {
  'sound.test': 'Ton prüfen',
  'sound.not-tested': 'Der Ton ist nicht geprüft: drücken, um ihn zu hören',
  'sound.on': 'Ton',
  'sound.silence': 'Für 60 s still (M); eine höhere Priorität ertönt trotzdem',
  'sound.off': 'Ton aus',
  'sound.off.meaning': 'In diesem Browser ertönt nichts: drücken, um Alarme wieder zu hören',
  'sound.silenced': 'Still, {seconds} s',
};
