import { useMatches, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTexts } from '../texts/index.js';
import { filterChange, type Shown, useUndo } from '../undo/index.js';

const NONE: readonly string[] = [];

/** Offers the former filters of a page, wherever on it they were changed: the address holds them. */
export function OfferFilters(): null {
  const { t } = useTexts();
  const { offer } = useUndo();
  const navigate = useNavigate();
  const match = useMatches({ select: (matches) => matches.at(-1) });
  const former = useRef<Shown | null>(null);
  const isGoingBack = useRef(false);
  const page = match?.pathname ?? '';
  const search = match?.search;
  const filters = match?.staticData.filters ?? NONE;
  useEffect(() => {
    const [before, after] = [former.current, { page, search: { ...search } }];
    former.current = after;
    const change = before === null ? null : filterChange(before, after, filters);
    if (change === null) return;
    if (isGoingBack.current) {
      isGoingBack.current = false;
      return;
    }
    offer({
      text: t('undo.filter'),
      ...(change.of === undefined ? {} : { of: change.of }),
      undo: () => {
        if (former.current?.page !== page) return t('undo.other-page');
        isGoingBack.current = true;
        void navigate({ to: '.', search: (present: object) => change.back({ ...present }), replace: true });
        return t('undo.done');
      },
    });
  }, [page, search, filters, offer, navigate, t]);
  return null;
}
