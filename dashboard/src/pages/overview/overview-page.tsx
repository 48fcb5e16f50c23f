import { FiguresPage } from '../figures-page';
import type { PageProps } from '../page-props';

/** Overview. */
export default function OverviewPage({ me }: PageProps) {
  return (
    <FiguresPage me={me} title="Overview">
      {() => null}
    </FiguresPage>
  );
}
