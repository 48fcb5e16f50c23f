import { query } from '@anthropic-ai/claude-agent-sdk';

// `env` is the whole environment of the Claude Code that the SDK starts, so the process's own goes first.
// THINSPAN_TOKEN is the ingest token, from where your program has its secrets.
const env = {
  ...process.env,
{VARIABLES}
};

for await (const message of query({ prompt: 'What does this project do?', options: { env } })) {
  if (message.type === 'result') console.log(message.subtype);
}
