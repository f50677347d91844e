export { ageText, longAgeText, NARROW_SPACE } from './age.js';
export { dateLanguage } from './date-language.js';
export { dateOf, dateStart, dayStart } from './day-start.js';
export { delayText } from './delay.js';
export { PlantTime } from './plant-time.js';
export { PlantTimeContext, usePlantTime } from './plant-time-context.js';
export { serverClock } from './server-clock.js';
export { timeToFailureOf, type TimeToFailure } from './time-to-failure.js';
export { useNow } from './use-now.js';
