/** What nodes of a turn are called and how they are told apart: by a word and a sign, and by a colour as well. */

import {
  AnchorIcon,
  ChatCircleTextIcon,
  DotsThreeCircleIcon,
  HourglassMediumIcon,
  type Icon,
  PlayIcon,
  SparkleIcon,
  WrenchIcon,
} from '@phosphor-icons/react';
import type { NodeKind } from '../../../api/types';
import { colorAt, REST } from '../../../charts/palette';

export interface Kind {
  readonly name: string;
  readonly color: string;
  readonly Icon: Icon;
}

export const KINDS: Readonly<Record<NodeKind, Kind>> = {
  interaction: { name: 'Turn', color: REST, Icon: ChatCircleTextIcon },
  llm_request: { name: 'Model request', color: colorAt(0), Icon: SparkleIcon },
  tool: { name: 'Tool call', color: colorAt(2), Icon: WrenchIcon },
  execution: { name: 'Tool run', color: colorAt(3), Icon: PlayIcon },
  blocked_on_user: { name: 'Waiting', color: colorAt(5), Icon: HourglassMediumIcon },
  hook: { name: 'Hook', color: colorAt(4), Icon: AnchorIcon },
  other: { name: 'Span', color: colorAt(8), Icon: DotsThreeCircleIcon },
};

/** A kind of a later version of the API is a span like any other. */
export function kindOf(kind: NodeKind): Kind {
  return KINDS[kind] ?? KINDS.other;
}
