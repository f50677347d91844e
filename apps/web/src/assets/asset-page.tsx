import type { ReactElement } from 'react';
import { Page } from '../parts/index.js';

export function AssetPage(): ReactElement {
  return <Page title="">{null}</Page>;
}
