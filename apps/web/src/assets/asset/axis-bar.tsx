import type { ReactElement } from 'react';
import { Button, IconButton, Segmented, useCopy } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { ageText, usePlantTime } from '../../time/index.js';
import { type Axis, linkTo, type Span, SPAN_MS } from './axis.js';
import type { AxisActions } from './use-axis.js';

const SPANS: readonly Span[] = ['30min', '2h', '8h', '24h', '7d', '30d', '1y'];

interface AxisBarProps {
  readonly axis: Axis;
  readonly now: number;
  readonly actions: AxisActions;
  /** Width of a bucket; 0: rows as they are; null: not known yet. */
  readonly widthMs: number | null;
  readonly isTable: boolean;
  readonly onTable: () => void;
  readonly onFile: () => void;
}

/** Presets, the range in words, and buttons for what the pointer does. */
export function AxisBar({
  axis,
  now,
  actions,
  widthMs,
  isTable,
  onTable,
  onFile,
}: AxisBarProps): ReactElement {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const copy = useCopy();
  const { range, following } = axis;
  const presets = SPANS.map((value) => ({ value, label: t(`assets.span.${value}`) }));
  const length = following ?? SPANS.find((span) => SPAN_MS[span] === range.toMs - range.fromMs) ?? 'none';
  const resolution =
    widthMs === null
      ? ''
      : widthMs === 0
        ? t('assets.every-row')
        : t('assets.buckets', { width: ageText(widthMs) });
  return (
    <div className="axis-bar">
      <Segmented<Span | 'none'>
        label={t('assets.span')}
        value={length}
        segments={presets}
        onChoose={(span) => (span === 'none' ? undefined : actions.follow(span))}
      />
      <IconButton icon="chevronLeft" label={t('assets.earlier')} onClick={() => actions.pan(-0.5)} />
      <span className="medium nowrap range">
        {plantTime.short(range.fromMs, now)}–{plantTime.short(range.toMs, now)}
      </span>
      <IconButton icon="chevronRight" label={t('assets.later')} onClick={() => actions.pan(0.5)} />
      <IconButton icon="plus" label={t('assets.closer')} onClick={() => actions.zoom(0.5)} />
      <IconButton icon="minus" label={t('assets.wider')} onClick={() => actions.zoom(2)} />
      <Button
        icon="live"
        shortcut="L"
        look={following === null ? 'regular' : 'primary'}
        aria-pressed={following !== null}
        onClick={() => actions.follow()}
      >
        {following === null ? t('assets.follow') : t('assets.following')}
      </Button>
      <span className="t3 clip resolution" title={resolution}>
        {resolution}
      </span>
      <Button icon="grid" shortcut="Alt T" aria-pressed={isTable} onClick={onTable}>
        {t('assets.table')}
      </Button>
      <IconButton
        icon="document"
        label={t('assets.copy-link')}
        onClick={() => copy(linkTo(location.href, range))}
      />
      <IconButton icon="export" label={t('assets.export')} onClick={onFile} />
    </div>
  );
}
