import { type ReactElement, useState } from 'react';
import { Dialog } from '../parts/index.js';
import { useSingleKeys } from '../preferences/index.js';
import { useTexts } from '../texts/index.js';
import { useNavigation } from './navigation-context.js';
import { usePageCommandStore } from './page-commands.js';

interface KeyLine {
  readonly id: string;
  readonly label: string;
  readonly keys: readonly string[];
}

/** All keys of the page and of the frame, and the switch for single characters. */
export default function KeyHelp({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { t } = useTexts();
  const store = usePageCommandStore();
  const pages = useNavigation();
  const [singleKeys, setSingleKeys] = useSingleKeys();
  const [ofPage] = useState(() => store.read().filter(({ keys }) => keys.length > 0));
  const everywhere: readonly KeyLine[] = [
    { id: 'commands', label: t('frame.commands'), keys: ['Ctrl', 'K'] },
    ...pages.flatMap(({ to, label, key }) =>
      key === undefined ? [] : [{ id: to, label: t(label), keys: ['G', key.toUpperCase()] }],
    ),
    { id: 'undo', label: t('undo.key'), keys: ['Z'] },
    { id: 'silence', label: t('frame.keys.silence'), keys: ['M'] },
    { id: 'fold', label: t('frame.fold-navigation'), keys: ['['] },
    { id: 'help', label: t('frame.keys'), keys: ['?'] },
  ];
  return (
    <Dialog isOpen onClose={onClose} title={t('frame.keys')}>
      {ofPage.length === 0 ? null : <Keys title={t('frame.keys.page')} lines={ofPage} />}
      <Keys title={t('frame.keys.everywhere')} lines={everywhere} />
      <label className="row">
        <input
          type="checkbox"
          checked={singleKeys === 'on'}
          onChange={(event) => setSingleKeys(event.target.checked ? 'on' : 'off')}
        />
        {t('frame.keys.single')}
      </label>
    </Dialog>
  );
}

interface KeysProps {
  readonly title: string;
  readonly lines: readonly KeyLine[];
}

function Keys({ title, lines }: KeysProps): ReactElement {
  return (
    <section>
      <h3>{title}</h3>
      <dl className="key-help">
        {lines.map(({ id, label, keys }) => (
          <div key={id} className="row spread">
            <dt>{label}</dt>
            <dd className="row tight">
              {keys.map((key) => (
                <kbd key={key} className="kbd">
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
