import { Button, LinkButton } from '@cloudflare/kumo/components/button';
import { DownloadSimpleIcon } from '@phosphor-icons/react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { auditQuery, auditTableAddress } from '../../../api/audit';
import { Answer } from '../../../components/answer';
import { Card } from '../../../components/card';
import { ErrorNotice } from '../../../components/error-notice';
import { AuditTable } from './audit-table';

/** Who changed what. */
export function AuditCard() {
  const audit = useInfiniteQuery(auditQuery);
  return (
    <Card
      title="Audit log"
      note="Every change of tokens, members, prices, labels and retention, newest first."
      isFlush={audit.data !== undefined && audit.data.length > 0}
      action={
        <LinkButton variant="secondary" href={auditTableAddress()} download icon={<DownloadSimpleIcon />}>
          Download CSV
        </LinkButton>
      }
    >
      <Answer query={audit} what="the audit log">
        {(entries) => (
          <>
            <AuditTable entries={entries} />
            {audit.isFetchNextPageError && (
              <div className="px-4 pt-4">
                <ErrorNotice title="Older changes could not be read" error={audit.error} />
              </div>
            )}
            {audit.hasNextPage && (
              <div className="flex justify-center p-3">
                <Button
                  size="sm"
                  loading={audit.isFetchingNextPage}
                  onClick={() => audit.fetchNextPage()}
                  data-testid="audit-more"
                >
                  Show more
                </Button>
              </div>
            )}
          </>
        )}
      </Answer>
    </Card>
  );
}
