import asyncio
import os

from claude_agent_sdk import ClaudeAgentOptions, query

# `env` is added to the process's own environment.
# THINSPAN_TOKEN is the ingest token, from where your program has its secrets.
options = ClaudeAgentOptions(
    env={
{{VARIABLES}}
    }
)


async def main() -> None:
    async for message in query(prompt="What does this project do?", options=options):
        print(type(message).__name__)


asyncio.run(main())
