import { Button } from '@cloudflare/kumo/components/button';
import { Dialog } from '@cloudflare/kumo/components/dialog';
import { Input } from '@cloudflare/kumo/components/input';
import { type FormEvent, useId, useRef, useState } from 'react';
import { blamedField } from '../../../api/error';
import { PRICE_NAMES, type PriceName, UNPRICED_DAYS, useSetPrice } from '../../../api/prices';
import type { PriceChange, PriceList, Prices, Rate } from '../../../api/types';
import { Choice } from '../../../components/choice';
import { ErrorNotice } from '../../../components/error-notice';
import { lastDays, parseDay } from '../../../days';
import { dayWithYear, price } from '../../../format';
import { cachePrices, listPrices } from './list-price';
import type { Setting } from './opened';
import { PastNotice } from './past-notice';
import { FULL_PRICE_LABELS, inWords, type Priced, RATES } from './rates';

interface PriceFormProps {
  list: PriceList;
  /** Whose price it is; `undefined`: it is said here. */
  priced: Priced | undefined;
  setting: Setting;
  onSet: (outcome: string) => void;
  onCancel: () => void;
}

type Texts = Readonly<Record<PriceName, string>>;

const EMPTY: Texts = { input: '', output: '', cache_read: '', cache_creation_5m: '', cache_creation_1h: '' };

/** The fields that an error of the API can stand at. */
const FIELDS: readonly string[] = ['model', 'from', ...PRICE_NAMES];

/** Sets a price of the org's own from a day on, or has the list's count again. What is wrong with it the API says. */
export function PriceForm({ list, priced, setting, onSet, onCancel }: PriceFormProps) {
  const [model, setModel] = useState(priced?.model ?? '');
  const [rate, setRate] = useState<Rate>(priced?.rate ?? 'standard');
  const [from, setFrom] = useState<string>(list.today);
  const entry = list.prices.find((one) => one.model === model.trim() && one.rate === rate);
  const [texts, setTexts] = useState(() => textsOf(entry?.in_force ?? undefined));
  const [isPastMeant, setIsPastMeant] = useState(false);
  const [isPastMissed, setIsPastMissed] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const models = useId();
  const set = useSetPrice(({ model: stored, from: day, follows_list: followsList }) => {
    const of = inWords({ model: stored, rate });
    onSet(
      followsList
        ? `${of} follows the list again from ${dayWithYear(day)}.`
        : `${of} has a price of your own from ${dayWithYear(day)}.`,
    );
  });
  const blamed = blamedField(set.error);
  const isPast = from !== '' && from < list.today;
  const unpriced = list.unpriced.some((one) => one.model === model.trim() && one.rate === rate);
  const ofList = listPrices(entry, from);

  const errorAt = (field: string) =>
    blamed === field && set.error !== null ? { error: set.error.message } : undefined;

  const focus = (field: string) => form.current?.querySelector<HTMLElement>(`[name="${field}"]`)?.focus();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsPastMissed(isPast && !isPastMeant);
    if (isPast && !isPastMeant) {
      focus('change_past');
    } else if (!set.isPending) {
      const change: PriceChange = { model, rate, from: from === '' ? null : from, change_past: isPastMeant };
      set.mutate(
        setting === 'list' ? { ...change, follows_list: true } : { ...change, ...numbersOf(texts) },
        { onError: (error) => focus(blamedField(error) ?? '') },
      );
    }
  };

  return (
    <form ref={form} noValidate onSubmit={submit} className="mt-1 flex flex-col gap-4">
      <Dialog.Description className="text-sm text-kumo-subtle">
        {setting === 'own'
          ? 'A price of your own goes before the list’s, from its day until you set another.'
          : 'From a day on, the list’s price counts again.'}
      </Dialog.Description>
      {priced === undefined && (
        <div className="grid items-start gap-4 *:min-w-0 sm:grid-cols-[1fr_auto]">
          <Input
            label="Model"
            name="model"
            className="w-full"
            list={models}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder="claude-…"
            value={model}
            onChange={({ target }) => setModel(target.value)}
            {...errorAt('model')}
            data-testid="price-model"
          />
          <datalist id={models}>
            {[...new Set(list.prices.map((one) => one.model))].map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
          <Choice label="Rate" options={RATES} value={rate} onChange={setRate} testId="price-rate" />
        </div>
      )}
      <div className="flex flex-wrap items-end gap-3">
        <Input
          label="From (UTC day)"
          type="date"
          name="from"
          value={from}
          onChange={({ target }) => {
            setFrom(target.value);
            setIsPastMissed(false);
          }}
          {...errorAt('from')}
          data-testid="price-from"
        />
        {unpriced && setting === 'own' && (
          <Button onClick={() => setFrom(lastDays(UNPRICED_DAYS, list.today).from)} data-testid="price-all">
            From {UNPRICED_DAYS} days ago, for what has none
          </Button>
        )}
      </div>
      {setting === 'own' ? (
        <PriceInputs texts={texts} onChange={setTexts} errorAt={errorAt} ofList={ofList} />
      ) : (
        <p className="text-sm text-kumo-default">
          {ofList === undefined
            ? 'The list has no price for it on that day: its tokens will be in no cost.'
            : `On the list: ${PRICE_NAMES.map((name) => `${FULL_PRICE_LABELS[name].toLowerCase()} ${price(ofList[name])}`).join(' · ')}.`}
        </p>
      )}
      {isPast && (
        <PastNotice
          what={model.trim() === '' ? 'this model' : inWords({ model: model.trim(), rate })}
          from={parseDay(from)}
          isMeant={isPastMeant}
          isMissed={isPastMissed}
          onChange={(isMeant) => {
            setIsPastMeant(isMeant);
            setIsPastMissed(false);
          }}
        />
      )}
      {set.error && !FIELDS.includes(blamed ?? '') && (
        <ErrorNotice title="The price was not set" error={set.error} />
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel} disabled={set.isPending}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" loading={set.isPending} data-testid="save-price">
          {setting === 'own' ? 'Set the price' : 'Follow the list'}
        </Button>
      </div>
    </form>
  );
}

interface PriceInputsProps {
  texts: Texts;
  onChange: (texts: Texts) => void;
  errorAt: (field: string) => { error: string } | undefined;
  /** The model's prices on the list; `undefined`: it is not on it. */
  ofList: Prices | undefined;
}

function PriceInputs({ texts, onChange, errorAt, ofList }: PriceInputsProps) {
  const input = numberOf(texts.input);
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-3 text-sm text-kumo-subtle">
        USD per million tokens, with at most three decimals
      </legend>
      <div className="grid grid-cols-2 items-start gap-x-3 gap-y-4 *:min-w-0">
        {PRICE_NAMES.map((name) => (
          <Input
            key={name}
            label={FULL_PRICE_LABELS[name]}
            name={name}
            className="w-full"
            inputMode="decimal"
            autoComplete="off"
            placeholder={ofList && `List: ${ofList[name]}`}
            value={texts[name]}
            onChange={({ target }) => onChange({ ...texts, [name]: target.value })}
            {...errorAt(name)}
            data-testid={`price-${name}`}
          />
        ))}
      </div>
      {ofList !== undefined && ofList.input > 0 && (
        <div>
          <Button
            size="sm"
            disabled={input === null}
            title="In the proportions that this model’s prices have on the list"
            onClick={() =>
              input !== null && onChange({ ...texts, ...writtenCache(cachePrices(input, ofList)) })
            }
            data-testid="price-cache"
          >
            Cache prices in proportion to input, as on the list
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function textsOf(prices: Prices | undefined): Texts {
  if (prices === undefined) {
    return EMPTY;
  }
  const { input, output, ...cache } = prices;
  return { input: String(input), output: String(output), ...writtenCache(cache) };
}

function writtenCache(prices: Omit<Prices, 'input' | 'output'>) {
  return {
    cache_read: String(prices.cache_read),
    cache_creation_5m: String(prices.cache_creation_5m),
    cache_creation_1h: String(prices.cache_creation_1h),
  };
}

function numbersOf(texts: Texts): Readonly<Record<PriceName, number | null>> {
  return {
    input: numberOf(texts.input),
    output: numberOf(texts.output),
    cache_read: numberOf(texts.cache_read),
    cache_creation_5m: numberOf(texts.cache_creation_5m),
    cache_creation_1h: numberOf(texts.cache_creation_1h),
  };
}

/** What is no number is sent as none, and the API says at which field one is missing. */
function numberOf(text: string): number | null {
  const trimmed = text.trim();
  return /^-?(\d+\.?\d*|\.\d+)$/.test(trimmed) ? Number(trimmed) : null;
}
