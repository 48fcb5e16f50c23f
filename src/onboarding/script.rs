//! Settings as JSON, and scripts that put them on machines.

use super::quote::{json, powershell, shell};
use super::variables::Variable;

/// Where macOS has managed settings.
pub(super) const MACOS: &str = "/Library/Application Support/ClaudeCode";
/// Where Linux and WSL have them.
pub(super) const LINUX: &str = "/etc/claude-code";
/// Where Windows has them.
pub(super) const WINDOWS: &str = r"C:\Program Files\ClaudeCode";

/// Stands where a script fills in the percent-encoded address of a machine's user. It is not changed by
/// percent-encoding.
pub(super) const ADDRESS: &str = "THE_USERS_ADDRESS";

/// Whether a script fills in whose machine it is, and by what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// The machine does not matter.
    Anybody,
    /// A shell's expression for the user's address, to stand in double quotes. Windows has its own.
    Address(&'static str),
}

/// A `settings.json` or `managed-settings.json` with these variables.
pub(super) fn settings(variables: &[Variable]) -> String {
    let members: Vec<String> = variables
        .iter()
        .map(|variable| ["    ", &json(variable.name), ": ", &json(&variable.value)].concat())
        .collect();
    ["{\n  \"env\": {\n", &members.join(",\n"), "\n  }\n}"].concat()
}

/// A script for macOS or Linux. `directory` has the managed settings, `tools` are what runs it.
pub(super) fn unix(directory: &str, tools: &str, variables: &[Variable], who: Who) -> String {
    let (who, write) = match who {
        Who::Anybody => (String::new(), "cat".to_owned()),
        Who::Address(email) => (
            include_str!("templates/who.sh.template").trim_end_matches('\n').replace("{{EMAIL}}", email)
                + "\n",
            format!("sed \"s/{ADDRESS}/$encoded/g\""),
        ),
    };
    // What comes from outside is put in last, and cannot hold a mark: an endpoint has no braces.
    include_str!("templates/unix.sh.template")
        .replace("{{TOOLS}}", tools)
        .replace("{{DIRECTORY}}", &shell(&format!("{directory}/managed-settings.d")))
        .replace("{{WHO}}\n", &who)
        .replace("{{WRITE}}", &write)
        .replace("{{SETTINGS}}", &settings(variables))
}

/// A script for Windows.
pub(super) fn windows(variables: &[Variable], who: Who) -> String {
    let who = match who {
        Who::Anybody => String::new(),
        Who::Address(_) => include_str!("templates/who.ps1.template").replace("{{ADDRESS}}", ADDRESS),
    };
    include_str!("templates/windows.ps1.template")
        .replace("{{DIRECTORY}}", &powershell(&format!(r"{WINDOWS}\managed-settings.d")))
        .replace("{{WHO}}\n", &who)
        .replace("{{SETTINGS}}", &settings(variables))
}

/// Lines that export variables to what a POSIX shell starts.
pub(super) fn exports(variables: &[Variable]) -> String {
    variables
        .iter()
        .map(|variable| format!("export {}={}\n", variable.name, shell(&variable.value)))
        .collect()
}
