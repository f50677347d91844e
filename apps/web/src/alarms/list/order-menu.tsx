import type { ReactElement } from 'react';
import { ALERT_ORDERS, type AlertOrder } from '../../live/index.js';
import { Menu, MenuChoice } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { OrderButton } from './order-button.js';

interface OrderMenuProps {
  readonly order: AlertOrder;
  readonly onOrder: (order: AlertOrder) => void;
}

/** The orders in which a list can stand. */
export default function OrderMenu({ order, onOrder }: OrderMenuProps): ReactElement {
  const { t } = useTexts();
  return (
    <Menu isOpenAtFirst trigger={<OrderButton order={order} />}>
      <MenuChoice
        label={t('alarms.order')}
        value={order}
        choices={ALERT_ORDERS.map((value) => ({ value, label: t(`alarms.order.${value}`) }))}
        onChoose={onOrder}
      />
    </Menu>
  );
}
