import { Combobox } from '@cloudflare/kumo/components/combobox';
import { useState } from 'react';
import type { User } from '../../../api/types';
import { EraseDialog } from './erase-dialog';

interface ErasureFormProps {
  people: readonly User[];
  onAsked: (outcome: string) => void;
}

interface Person {
  readonly value: string;
  readonly label: string;
}

/** Whom to erase: somebody who reports, found by their address or name. */
export function ErasureForm({ people, onAsked }: ErasureFormProps) {
  const [chosen, setChosen] = useState<Person | null>(null);
  if (people.length === 0) {
    return (
      <p className="text-sm text-kumo-subtle">Nobody has reported anything: there is nobody to erase.</p>
    );
  }
  const items: Person[] = people.map(({ user, name }) => ({
    value: user,
    label: name === null ? user : `${user} (${name})`,
  }));
  return (
    <div className="flex flex-wrap items-end gap-3">
      <div className="min-w-0 flex-1 basis-64">
        <Combobox<Person>
          label="Person"
          items={items}
          value={chosen}
          onValueChange={setChosen}
          isItemEqualToValue={(item, value) => item.value === value.value}
        >
          <Combobox.TriggerInput
            className="w-full"
            placeholder="Search by address or name"
            data-testid="erase-person"
          />
          <Combobox.Content>
            <Combobox.Empty>Nobody of this name reports.</Combobox.Empty>
            <Combobox.List>
              {(person: Person) => (
                <Combobox.Item key={person.value} value={person}>
                  {person.label}
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Content>
        </Combobox>
      </div>
      <EraseDialog
        user={chosen?.value}
        onAsked={(outcome) => {
          setChosen(null);
          onAsked(outcome);
        }}
      />
    </div>
  );
}
