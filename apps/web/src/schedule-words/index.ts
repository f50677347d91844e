export { scheduleText } from './schedule-text.js';
