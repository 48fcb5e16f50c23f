/** The four kinds of tokens, as they are billed; what is most of them first. */
export const TOKEN_KINDS = [
  { id: 'cache_read_tokens', name: 'Cache read' },
  { id: 'cache_creation_tokens', name: 'Cache write' },
  { id: 'input_tokens', name: 'Input' },
  { id: 'output_tokens', name: 'Output' },
] as const;
