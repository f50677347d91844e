import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Alert } from '../../api/index.js';
import { type Flood, useFlood } from '../../live/index.js';
import { useToast } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { SEVERAL_MAX } from '../actions/acting.js';
import { floodLines, type Folds, type Unfolded, withFold } from './flood-lines.js';
import type { AlertRow } from './frozen-rows.js';
import { type Line, linesOf } from './sections.js';

export interface FloodList {
  readonly flood: Flood | null;
  readonly lines: readonly Line[];
  readonly fold: (groupId: string, unfolded: Unfolded) => void;
  /** Opens or closes the group of an alert. */
  readonly foldAt: (alertId: string | null, unfolded: Unfolded) => void;
  readonly onSight: (ids: readonly string[]) => void;
  /** What `Shift A` acknowledges: of the group of an alert, or of the first, what is in sight. */
  readonly groupInSight: (alertId: string | null) => readonly Alert[];
}

const NO_FOLDS: Folds = new Map();

/** The lines of the list: by section, and in a flood by cause. */
export function useFloodList(rows: readonly AlertRow[], isGrouped: boolean): FloodList {
  const flood = useFlood();
  const [folds, setFolds] = useState(NO_FOLDS);
  const [sight, onSight] = useState<readonly string[]>([]);
  const isByCause = flood !== null && isGrouped;
  const lines = useMemo(
    () => (isByCause ? floodLines(rows, folds) : linesOf(rows)),
    [isByCause, rows, folds],
  );
  const fold = useCallback(
    (groupId: string, unfolded: Unfolded) => setFolds((before) => withFold(before, groupId, unfolded)),
    [],
  );
  useEndSaid(flood);
  return {
    flood,
    lines,
    fold,
    foldAt: (alertId, unfolded) => {
      const groupId = groupIdOf(lines, alertId);
      if (groupId !== null) fold(groupId, unfolded);
    },
    onSight,
    groupInSight: (alertId) => {
      const groupId = groupIdOf(lines, alertId) ?? firstGroupIdOf(lines);
      const seen = new Set(sight);
      return lines
        .flatMap((line) => (line.kind === 'alert' && line.place?.groupId === groupId ? [line.row.alert] : []))
        .filter(({ id, state }) => seen.has(id) && !state.acknowledged)
        .slice(0, SEVERAL_MAX);
    },
  };
}

function groupIdOf(lines: readonly Line[], alertId: string | null): string | null {
  const line = lines.find((each) => each.kind === 'alert' && each.row.alert.id === alertId);
  return line?.kind === 'alert' ? (line.place?.groupId ?? null) : null;
}

function firstGroupIdOf(lines: readonly Line[]): string | null {
  const line = lines.find((each) => each.kind === 'alert' && each.place !== undefined);
  return line?.kind === 'alert' ? (line.place?.groupId ?? null) : null;
}

/** The end of a flood is said: otherwise the groups would be gone without a word. */
function useEndSaid(flood: Flood | null): void {
  const wasFlood = useRef(false);
  const toast = useToast();
  const { t } = useTexts();
  const isFlood = flood !== null;
  useEffect(() => {
    if (wasFlood.current && !isFlood) toast({ text: t('alarms.flood.ended') });
    wasFlood.current = isFlood;
  }, [isFlood, toast, t]);
}
