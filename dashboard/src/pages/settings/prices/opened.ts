import { changeView, useView } from '../../../url-state';
import { nameOf, type Priced, readName } from './rates';

/** Which change of a price is being made: a price of the org's own, or following the list again. */
export type Setting = 'own' | 'list';

export interface Opened {
  /** `undefined`: it is still to be said. */
  readonly priced: Priced | undefined;
  /** `undefined`: its history is looked at. */
  readonly setting: Setting | undefined;
}

/** Which price the address opens, and for what; `undefined`: none. */
export function useOpened(): Opened | undefined {
  const priced = readName(useView('price'));
  const set = useView('set');
  const setting = set === 'own' || set === 'list' ? set : undefined;
  return priced === undefined && setting !== 'own' ? undefined : { priced, setting };
}

export function open(priced: Priced | undefined, setting?: Setting): void {
  changeView({ price: priced && nameOf(priced), set: setting });
}

export function close(): void {
  changeView({
    price: undefined,
    set: undefined,
    'sort.price-history': undefined,
    'at.price-history': undefined,
  });
}
