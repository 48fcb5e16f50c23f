import { FiguresPage } from '../figures-page';
import type { PageProps } from '../page-props';

/** Health. */
export default function HealthPage({ me }: PageProps) {
  return (
    <FiguresPage me={me} title="Health">
      {() => null}
    </FiguresPage>
  );
}
