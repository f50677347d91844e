import { de } from './de/index.js';
import { deutsch } from './sentences/de/index.js';
import { textsOf } from './texts-of.js';

/** All of German: fetched as one chunk when it is chosen. */
export const german = textsOf('de', de, deutsch);
