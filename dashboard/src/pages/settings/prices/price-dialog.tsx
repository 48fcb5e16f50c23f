import { Button } from '@cloudflare/kumo/components/button';
import { Dialog } from '@cloudflare/kumo/components/dialog';
import type { ModelPrices, PriceList } from '../../../api/types';
import { close, open, useOpened } from './opened';
import { PriceForm } from './price-form';
import { PriceHistory } from './price-history';
import { inWords, nameOf, type Priced } from './rates';

interface PriceDialogProps {
  list: PriceList;
  mayChange: boolean;
  onSet: (outcome: string) => void;
}

/** The price that the address opens: over time, or being set. */
export function PriceDialog({ list, mayChange, onSet }: PriceDialogProps) {
  const opened = useOpened();
  const priced = opened?.priced;
  const setting = mayChange ? opened?.setting : undefined;
  const isForm = setting !== undefined;
  return (
    <Dialog.Root
      open={isForm || priced !== undefined}
      onOpenChange={(isOpen) => !isOpen && close()}
      // A click beside it must not throw away what was typed.
      disablePointerDismissal={isForm}
    >
      <Dialog
        size={isForm ? 'lg' : 'xl'}
        className={`max-h-[calc(100dvh-2rem)] overflow-y-auto p-4 ${isForm ? '' : 'lg:w-[60rem]'}`}
      >
        <Dialog.Title className="text-lg font-semibold wrap-anywhere text-kumo-strong">
          {priced === undefined ? 'Set a price' : inWords(priced)}
        </Dialog.Title>
        {isForm ? (
          <PriceForm
            key={`${setting} ${priced && nameOf(priced)}`}
            list={list}
            priced={priced}
            setting={setting}
            onSet={(outcome) => {
              close();
              onSet(outcome);
            }}
            onCancel={() => (isKnown(list, priced) ? open(priced) : close())}
          />
        ) : (
          priced !== undefined && (
            <Looked list={list} priced={priced} entry={find(list, priced)} mayChange={mayChange} />
          )
        )}
      </Dialog>
    </Dialog.Root>
  );
}

interface LookedProps {
  list: PriceList;
  priced: Priced;
  entry: ModelPrices | undefined;
  mayChange: boolean;
}

/** Its prices over time, and what can be done about them. */
function Looked({ list, priced, entry, mayChange }: LookedProps) {
  const hasOwn = entry?.own.at(-1)?.follows_list === false;
  return (
    <>
      <Dialog.Description className="mt-1 mb-4 text-sm text-kumo-subtle">
        USD per million tokens. A price counts from its UTC day until the next one of the same owner.
      </Dialog.Description>
      {entry === undefined ? (
        <p className="text-sm text-kumo-subtle">Neither the list nor your organisation has a price for it.</p>
      ) : (
        <PriceHistory entry={entry} today={list.today} />
      )}
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Dialog.Close render={<Button />}>Close</Dialog.Close>
        {mayChange && hasOwn && (
          <Button onClick={() => open(priced, 'list')} data-testid="follow-list">
            Follow the list again
          </Button>
        )}
        {mayChange && (
          <Button variant="primary" onClick={() => open(priced, 'own')} data-testid="set-price">
            Set an own price
          </Button>
        )}
      </div>
    </>
  );
}

function find(list: PriceList, priced: Priced): ModelPrices | undefined {
  return list.prices.find(({ model, rate }) => model === priced.model && rate === priced.rate);
}

function isKnown(list: PriceList, priced: Priced | undefined): boolean {
  return priced !== undefined && find(list, priced) !== undefined;
}
