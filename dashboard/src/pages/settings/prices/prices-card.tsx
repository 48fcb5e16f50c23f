import { Button } from '@cloudflare/kumo/components/button';
import { TagIcon } from '@phosphor-icons/react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { allPricesQuery } from '../../../api/prices';
import type { Me } from '../../../api/types';
import { AnswerCard } from '../../../components/answer-card';
import { Outcome } from '../../../components/outcome';
import { open } from './opened';
import { PriceDialog } from './price-dialog';
import { PriceTable } from './price-table';
import { UnpricedNotice } from './unpriced-notice';

/** What a token costs: by the list, and by the org's own agreement. */
export function PricesCard({ me }: { me: Me }) {
  const prices = useQuery(allPricesQuery);
  const [outcome, setOutcome] = useState<string | undefined>();
  const mayChange = me.role === 'admin';
  return (
    <div className="flex flex-col gap-6">
      <Outcome text={outcome} />
      <AnswerCard query={prices} title="Prices" what="the prices">
        {(list) => (
          <>
            <UnpricedNotice unpriced={list.unpriced} mayChange={mayChange} />
            <PriceTable
              prices={list.prices}
              action={
                mayChange && (
                  <Button
                    size="sm"
                    icon={<TagIcon />}
                    onClick={() => open(undefined, 'own')}
                    data-testid="new-price"
                  >
                    Set a price
                  </Button>
                )
              }
            />
            <PriceDialog list={list} mayChange={mayChange} onSet={setOutcome} />
          </>
        )}
      </AnswerCard>
    </div>
  );
}
