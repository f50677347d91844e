export { idText } from './id-text.js';
export { isPlantInstant } from './plant-instant.js';
export {
  choiceParam,
  countParam,
  finding,
  instantParam,
  listParam,
  presentParams,
  textParam,
} from './search-params.js';
export { siteBasePath, sitePrefix } from './site-base.js';
