export const sound = {
  'sound.test': 'Sound test',
  'sound.not-tested': 'The sound is not tested: press to hear it',
  'sound.on': 'Sound',
  'sound.silence': 'Silence for 60 s (M); a higher priority sounds all the same',
  'sound.off': 'Sound off',
  'sound.off.meaning': 'Nothing sounds in this browser: press to hear alerts again',
  'sound.silenced': 'Silent, {seconds} s',
} as const;
