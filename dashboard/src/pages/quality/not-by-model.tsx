import { Button } from '@cloudflare/kumo/components/button';
import { Empty } from '@cloudflare/kumo/components/empty';
import { FunnelSimpleIcon } from '@phosphor-icons/react';
import { withFilter } from '../../scope';
import { changeScope, useScope } from '../../url-state';

/** Decisions, tools and waiting belong to no model. */
export function NotByModel() {
  const { filters } = useScope();
  return (
    <div data-testid="not-by-model">
      <Empty
        className="text-center"
        title="This is not told by model"
        description="Decisions, tools, hooks and waiting belong to a session, not to one of its models."
        icon={<FunnelSimpleIcon size={40} className="text-kumo-subtle" />}
        contents={
          <Button
            variant="primary"
            onClick={() => changeScope({ filters: withFilter(filters, 'model', []) })}
          >
            Remove the filter on models
          </Button>
        }
      />
    </div>
  );
}
