import { Button } from '@cloudflare/kumo/components/button';
import { UserIcon } from '@phosphor-icons/react';
import type { TurnOrder } from '../../../api/figures';
import type { Me } from '../../../api/types';
import { withFilter } from '../../../scope';
import { changeScope, useLinkTo, useScope } from '../../../url-state';
import { ORDER_NAMES, ORDERS } from './orders';

interface ControlsProps {
  me: Me;
  order: TurnOrder;
}

/** What comes first, and whose turns. */
export function Controls({ me, order }: ControlsProps) {
  return (
    <div className="-mt-2 flex flex-wrap items-center gap-2">
      <Orders order={order} />
      <MyTurns email={me.email} />
    </div>
  );
}

/** Links, not buttons: each order has an address of its own. */
function Orders({ order }: { order: TurnOrder }) {
  const linkTo = useLinkTo();
  return (
    <nav aria-label="Order of the turns" className="max-w-full">
      <ul className="flex overflow-x-auto rounded-lg bg-kumo-recessed p-0.5 ring ring-kumo-line">
        {ORDERS.map((one) => (
          <li key={one}>
            <a
              {...linkTo({ view: one === 'cost' ? {} : { order: one } })}
              aria-current={one === order ? 'true' : undefined}
              data-testid={`order-${one}`}
              className="flex h-7 items-center rounded-md px-2.5 text-sm whitespace-nowrap text-kumo-subtle no-underline outline-none hover:text-kumo-default focus-visible:ring-2! focus-visible:ring-kumo-brand! aria-[current]:bg-kumo-control aria-[current]:font-medium aria-[current]:text-kumo-default aria-[current]:ring aria-[current]:ring-kumo-line"
            >
              {ORDER_NAMES[one]}
              <span className="sr-only"> first</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Narrows to the person who is signed in, under the address that their Claude Code reports as well. */
function MyTurns({ email }: { email: string }) {
  const { filters } = useScope();
  const isChosen = filters.user?.length === 1 && filters.user[0] === email;
  return (
    <Button
      icon={<UserIcon />}
      aria-pressed={isChosen}
      variant={isChosen ? 'primary' : 'secondary'}
      onClick={() => changeScope({ filters: withFilter(filters, 'user', isChosen ? [] : [email]) })}
      title={`Only turns of ${email}`}
      data-testid="my-turns"
    >
      My turns
    </Button>
  );
}
