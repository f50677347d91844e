import { shareText, valueText } from '../../charts/index.js';
import { pointAt, type Series } from '../../charts/series-runs.js';
import type { Texts } from '../../texts/index.js';
import type { Readout } from './crosshair.js';
import type { Lane } from './lane.js';

interface Shown {
  readonly lanes: readonly Lane[];
  readonly series: Series;
  readonly history: Series | undefined;
}

/** What each lane says at an instant; nothing is made up where there is no value. */
export function readoutsAt({ lanes, series, history }: Shown, atMs: number, texts: Texts): Readout[] {
  const { t, language } = texts;
  const point = pointAt(series, atMs);
  const said = history === undefined ? null : pointAt(history, atMs);
  const probability =
    said === null ? null : history?.columns.find(({ name }) => name === 'probability')?.last[said];
  return [
    ...(probability == null
      ? []
      : [{ key: 'probability', name: t('assets.probability'), text: shareText(probability, language) }]),
    ...lanes.map(({ tag, name }) => {
      const column = series.columns.find((each) => each.name === tag.tag);
      return { key: tag.tag, name, text: textOf(column) };
    }),
  ];

  function textOf(column: Series['columns'][number] | undefined): string {
    const [low, high] = point === null ? [] : [column?.min[point], column?.max[point]];
    if (low == null || high == null) return t('assets.no-value');
    const unit = column?.unit ?? '';
    const highest = valueText(high, unit, language);
    return low === high ? highest : `${valueText(low, '', language)}–${highest}`;
  }
}
