export { fixedText, numberText, shareText, valueText } from './value-text.js';
