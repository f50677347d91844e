export const sound = {
  'sound.test': 'Sound test: press to hear it',
  'sound.not-tested': 'Sound not tested',
  'sound.elsewhere': 'Sound in another window',
  'sound.elsewhere.meaning': 'The window that was used last sounds: press to hear alerts here',
  'sound.on': 'Sound',
  'sound.silence': 'Silence for 60 s (M); a higher priority sounds all the same',
  'sound.off': 'Sound off',
  'sound.off.meaning': 'Nothing sounds in this browser: press to hear alerts again',
  'sound.silenced': 'Silent, {seconds} s',
} as const;
