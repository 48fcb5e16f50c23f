// The figures of a day, named as the columns of the table `daily`.

export const FIGURES = [
  'requests',
  'errors',
  'retries',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_creation_tokens',
  'cache_creation_1h_tokens',
  'cost_nanos',
  'sessions',
  'prompts',
  'tool_runs',
  'tool_errors',
  'approvals',
  'rejections',
  'lines_added',
  'lines_removed',
  'commits',
  'pull_requests',
  'active_user_ms',
  'active_cli_ms',
] as const;

export type Figure = (typeof FIGURES)[number];
export type Figures = Record<Figure, number>;

export const noFigures = () => Object.fromEntries(FIGURES.map((figure) => [figure, 0])) as Figures;

export const TOKENS: readonly Figure[] = [
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_creation_tokens',
];
