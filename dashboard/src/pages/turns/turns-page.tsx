import { FiguresPage } from '../figures-page';
import type { PageProps } from '../page-props';

/** Turns. */
export default function TurnsPage({ me }: PageProps) {
  return (
    <FiguresPage me={me} title="Turns">
      {() => null}
    </FiguresPage>
  );
}
