import { lazy, type ReactElement } from 'react';
import type { Alert } from '../../api/index.js';
import type { AlertOrder } from '../../live/index.js';
import { Button, MenuOnDemand, saveFile } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { serverClock, usePlantTime } from '../../time/index.js';
import { alertsCsv } from './alerts-csv.js';
import { OrderButton } from './order-button.js';

const loadOrders = () => import('./order-menu.js');
const OrderMenu = lazy(loadOrders);

interface ListToolsProps {
  /** Null: the list has one order. */
  readonly order: AlertOrder | null;
  readonly onOrder: (order: AlertOrder) => void;
  /** What is shown: what is filtered is what is exported. */
  readonly alerts: () => readonly Alert[];
}

/** In what order the list stands, in words, and the list as a file. */
export function ListTools({ order, onOrder, alerts }: ListToolsProps): ReactElement {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const save = (): void => {
    const csv = alertsCsv(alerts(), (at) => plantTime.iso(Date.parse(at)));
    const day = plantTime.iso(serverClock.now()).slice(0, 16).replaceAll(':', '-');
    saveFile(new Blob([csv], { type: 'text/csv;charset=utf-8' }), `alerts-${day}.csv`);
  };
  return (
    <span className="row tight list-tools">
      {order === null ? null : (
        <MenuOnDemand
          trigger={(attributes) => <OrderButton {...attributes} order={order} />}
          load={loadOrders}
        >
          <OrderMenu order={order} onOrder={onOrder} />
        </MenuOnDemand>
      )}
      <Button look="quiet" icon="export" onClick={save}>
        {t('alarms.export')}
      </Button>
    </span>
  );
}
