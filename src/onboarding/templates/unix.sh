#!/bin/sh
# Makes Claude Code on this machine report to Thinspan. To be run as root, by {{TOOLS}}.
# Settings of other origin stay as they are: Claude Code (2.1.83 or newer) merges every file of managed-settings.d.
# Safe to run again. A file of ours with another content is kept beside the new one, as .backup.
set -eu

directory={{DIRECTORY}}
file="$directory/50-thinspan.json"

if [ "$(id -u)" -ne 0 ]; then
  echo 'Run this as root.' >&2
  exit 1
fi
{{WHO}}
umask 022
mkdir -p "$directory"
# Written beside its place and moved there: nobody ever reads half a file. A name with a dot is not read at all.
new="$(mktemp "$directory/.50-thinspan.XXXXXX")"
trap 'rm -f "$new"' EXIT
{{WRITE}} > "$new" <<'THINSPAN_SETTINGS'
{{SETTINGS}}
THINSPAN_SETTINGS
chown 0:0 "$new"
chmod 644 "$new"

if [ -f "$file" ]; then
  if cmp -s "$new" "$file"; then
    echo "$file is up to date."
    exit 0
  fi
  cp -p "$file" "$file.backup"
fi
mv -f "$new" "$file"
echo "$file was written."
