import { FiguresPage } from '../figures-page';
import type { PageProps } from '../page-props';

/** Activity. */
export default function ActivityPage({ me }: PageProps) {
  return (
    <FiguresPage me={me} title="Activity">
      {() => null}
    </FiguresPage>
  );
}
