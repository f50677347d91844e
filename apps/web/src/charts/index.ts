export { numberText, shareText, valueText } from './value-text.js';
