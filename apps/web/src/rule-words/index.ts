export { limitsOfRule } from './rule-limits.js';
export {
  ruleSentence,
  severitiesOf,
  tagsOf,
  worstSeverityOf,
  type Rule,
  type TagWords,
  type TagWordsOf,
} from './rule-sentence.js';
