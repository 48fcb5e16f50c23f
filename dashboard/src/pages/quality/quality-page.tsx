import { FiguresPage } from '../figures-page';
import type { PageProps } from '../page-props';

/** Quality. */
export default function QualityPage({ me }: PageProps) {
  return (
    <FiguresPage me={me} title="Quality">
      {() => null}
    </FiguresPage>
  );
}
