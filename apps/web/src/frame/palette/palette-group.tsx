import type { ReactElement } from 'react';
import { Icon } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import type { Entry } from './entries.js';
import type { Group } from './groups.js';

interface PaletteGroupProps {
  readonly group: Group;
  readonly listId: string;
  /** Place of its first line among all lines. */
  readonly first: number;
  /** Place of the line that Enter takes. */
  readonly chosen: number;
  readonly onPoint: (place: number) => void;
  readonly onChoose: (entry: Entry) => void;
}

/** The lines of one kind, with their number where not all of them are shown. */
export function PaletteGroup(props: PaletteGroupProps): ReactElement {
  const { group, listId, first, chosen, onPoint, onChoose } = props;
  const { kind, shown, count } = group;
  const { t } = useTexts();
  const headId = `${listId}-${kind}`;
  const name = t(`frame.palette.group.${kind}`);
  return (
    <div role="group" aria-labelledby={headId}>
      <div id={headId} className="head" role="presentation">
        {count > shown.length ? t('frame.palette.some', { name, shown: shown.length, count }) : name}
      </div>
      {shown.map((entry, index) => {
        const place = first + index;
        return (
          // The keys are those of the field: it keeps the focus.
          // eslint-disable-next-line jsx-a11y-x/click-events-have-key-events
          <div
            key={entry.key}
            id={`${listId}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === chosen}
            onMouseMove={() => onPoint(place)}
            onClick={() => onChoose(entry)}
          >
            <Icon name={entry.icon} />
            <span className="clip">{entry.name}</span>
            <span className="t3 clip grow">{entry.detail}</span>
            {entry.keys.map((key) => (
              <kbd key={key} className="kbd">
                {key}
              </kbd>
            ))}
          </div>
        );
      })}
    </div>
  );
}
