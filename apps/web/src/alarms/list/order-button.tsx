import type { ReactElement } from 'react';
import type { AlertOrder } from '../../live/index.js';
import { Button, type ButtonProps } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';

interface OrderButtonProps extends ButtonProps {
  readonly order: AlertOrder;
}

/** Says in what order the list stands. */
export function OrderButton({ order, ...rest }: OrderButtonProps): ReactElement {
  const { t } = useTexts();
  return (
    <Button {...rest} look="quiet" icon="sort">
      {t(`alarms.order.${order}`)}
    </Button>
  );
}
