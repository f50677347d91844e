import type { TranslationOf } from '../catalogue.js';
import type { sound as English } from '../en/sound.js';

export const sound: TranslationOf<typeof English> = {
  'sound.test': 'Ton prüfen: drücken, um ihn zu hören',
  'sound.not-tested': 'Ton nicht geprüft',
  'sound.elsewhere': 'Ton in anderem Fenster',
  'sound.elsewhere.meaning': 'Das zuletzt benutzte Fenster ertönt: drücken, um Alarme hier zu hören',
  'sound.on': 'Ton',
  'sound.silence': 'Für 60 s still (M); eine höhere Priorität ertönt trotzdem',
  'sound.off': 'Ton aus',
  'sound.off.meaning': 'In diesem Browser ertönt nichts: drücken, um Alarme wieder zu hören',
  'sound.silenced': 'Still, {seconds} s',
};
