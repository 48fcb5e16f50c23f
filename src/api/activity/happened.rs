//! What happened how often: by hour, and by what of Claude Code was used.

use serde::Serialize;

use super::HappenedRow;
use crate::api::figures::{Count, Milliseconds, Usd};
use crate::api::order::largest_first;
use crate::rollup::tally::{Signal, Tally};

/// Something and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Named {
    /// What.
    pub name: String,
    /// How often.
    pub count: Count,
}

/// A skill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Skill {
    /// The skill; `""` where names are not told.
    pub name: String,
    /// Times it was activated.
    pub activations: Count,
    /// By what (`user-slash`, …).
    pub triggers: Vec<Named>,
}

/// A plugin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Plugin {
    /// The plugin.
    pub name: String,
    /// Times it was loaded.
    pub loaded: Count,
    /// Times it was installed.
    pub installed: Count,
}

/// An MCP server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct McpServer {
    /// The server, or its scope where the name is not told.
    pub name: String,
    /// Connections.
    pub connected: Count,
    /// Attempts that failed.
    pub failed: Count,
    /// Connections that ended.
    pub disconnected: Count,
}

/// A type of sub-agents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Subagent {
    /// The type.
    pub name: String,
    /// Runs that completed.
    pub completed: Count,
    /// How long one took on average.
    pub mean_ms: Milliseconds,
}

/// The hooks of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Hook {
    /// The hook event (`PreToolUse`, …).
    pub event: String,
    /// Runs.
    pub runs: Count,
    /// Of those, in which a hook blocked what it was asked about.
    pub blocked: Count,
    /// Of those, in which a hook failed or was cancelled.
    pub failed: Count,
    /// How long one took on average.
    pub mean_ms: Milliseconds,
}

/// Compactions of the context.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "Compactions"))]
pub struct Compaction {
    /// `auto` or `manual`.
    pub trigger: String,
    /// Those that succeeded.
    pub succeeded: Count,
    /// Those that failed.
    pub failed: Count,
    /// How long one took on average.
    pub mean_ms: Milliseconds,
}

/// Changes of the permission mode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(schemars::JsonSchema),
    schemars(rename = "PermissionModeChange")
)]
pub struct PermissionMode {
    /// The mode before.
    pub from: String,
    /// The mode after.
    pub to: String,
    /// How often.
    pub count: Count,
}

/// Mentions by `@`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "Mentions"))]
pub struct Mention {
    /// Of what (`file`, …).
    pub kind: String,
    /// Times that it was there.
    pub found: Count,
    /// Times that it was not.
    pub not_found: Count,
}

/// A client version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Version {
    /// The version; `""` where it is not told.
    pub version: String,
    /// Sessions on days.
    pub sessions: Count,
    /// Of those, by operating system.
    pub systems: Vec<Named>,
}

/// What requests of one agent, skill, plugin or MCP server cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "ReportedCost"))]
pub struct Cost {
    /// Whose.
    pub name: String,
    /// Model requests that were answered.
    pub requests: Count,
    /// What the clients said they cost.
    pub reported_cost_usd: Usd,
}

/// Whose requests cost what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "ReportedCosts"))]
pub struct Costs {
    /// Sub-agents.
    pub agents: Vec<Cost>,
    /// Skills.
    pub skills: Vec<Cost>,
    /// Plugins.
    pub plugins: Vec<Cost>,
    /// MCP servers.
    pub mcp_servers: Vec<Cost>,
}

/// A kind of record that this version does not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct UnknownRecord {
    /// Its name.
    pub name: String,
    /// `logs`, `traces` or `metrics`.
    pub signal: &'static str,
    /// How many.
    pub count: Count,
}

/// What happened. Lists begin with what is most frequent and have at most 200 entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Happened {
    /// User prompts by weekday (0 is Monday) and hour of the day, both UTC.
    pub hours: [[Count; 24]; 7],
    /// Skills that were activated.
    pub skills: Vec<Skill>,
    /// Plugins that were loaded or installed.
    pub plugins: Vec<Plugin>,
    /// Connections to MCP servers.
    pub mcp_servers: Vec<McpServer>,
    /// Sub-agents that completed.
    pub subagents: Vec<Subagent>,
    /// Hooks that ran.
    pub hooks: Vec<Hook>,
    /// Slash commands.
    pub slash_commands: Vec<Named>,
    /// Compactions.
    pub compactions: Vec<Compaction>,
    /// Changes of the permission mode.
    pub permission_modes: Vec<PermissionMode>,
    /// Mentions.
    pub mentions: Vec<Mention>,
    /// Client versions.
    pub versions: Vec<Version>,
    /// Costs by agent, skill, plugin and MCP server.
    pub costs: Costs,
    /// Records that are kept by name only.
    pub records: Vec<UnknownRecord>,
}

/// The rows of one tally that have one name.
struct SameName<'a> {
    name: String,
    rows: Vec<&'a HappenedRow>,
}

impl SameName<'_> {
    fn count(&self, wanted: impl Fn(&HappenedRow) -> bool) -> Count {
        let mut sum = Count(0);
        for row in self.rows.iter().filter(|row| wanted(row)) {
            sum += row.count;
        }
        sum
    }

    fn all(&self) -> Count {
        self.count(|_| true)
    }

    fn with(&self, detail: i64) -> Count {
        self.count(|row| row.detail == detail)
    }

    fn said(&self, detail: &str) -> Count {
        self.count(|row| row.detail_text.as_deref() == Some(detail))
    }

    fn total(&self) -> Count {
        let mut sum = Count(0);
        for row in &self.rows {
            sum += row.total;
        }
        sum
    }

    fn mean_ms(&self) -> Milliseconds {
        Milliseconds::mean(self.total(), self.all())
    }

    fn details(&self) -> Vec<Named> {
        let named = |row: &&HappenedRow| Named {
            name: row.detail_text.clone().unwrap_or_default(),
            count: row.count,
        };
        self.rows.iter().map(named).collect()
    }
}

impl Happened {
    /// Sorts the rows of `happened.sql` into what they tell of.
    pub(super) fn new(rows: &[HappenedRow]) -> Self {
        Self {
            hours: hours(rows),
            skills: each(rows, Tally::Skill, |it| Skill {
                activations: it.all(),
                triggers: it.details(),
                name: it.name,
            }),
            plugins: each(rows, Tally::Plugin, |it| Plugin {
                loaded: it.with(1),
                installed: it.with(2),
                name: it.name,
            }),
            mcp_servers: each(rows, Tally::McpServer, |it| McpServer {
                connected: it.said("connected"),
                failed: it.said("failed"),
                disconnected: it.said("disconnected"),
                name: it.name,
            }),
            subagents: each(rows, Tally::Subagent, |it| Subagent {
                completed: it.all(),
                mean_ms: it.mean_ms(),
                name: it.name,
            }),
            hooks: each(rows, Tally::Hook, |it| Hook {
                runs: it.all(),
                blocked: it.with(1),
                failed: it.with(2),
                mean_ms: it.mean_ms(),
                event: it.name,
            }),
            slash_commands: each(rows, Tally::SlashCommand, |it| Named { count: it.all(), name: it.name }),
            compactions: each(rows, Tally::Compaction, |it| Compaction {
                succeeded: it.with(1),
                failed: it.with(0),
                mean_ms: it.mean_ms(),
                trigger: it.name,
            }),
            permission_modes: of(rows, Tally::PermissionMode)
                .map(|row| PermissionMode {
                    from: row.detail_text.clone().unwrap_or_default(),
                    to: row.name.clone().unwrap_or_default(),
                    count: row.count,
                })
                .collect(),
            mentions: each(rows, Tally::Mention, |it| Mention {
                found: it.with(1),
                not_found: it.with(0),
                kind: it.name,
            }),
            versions: each(rows, Tally::Version, |it| Version {
                sessions: it.all(),
                systems: it.details(),
                version: it.name,
            }),
            costs: Costs {
                agents: costs(rows, Tally::AgentCost),
                skills: costs(rows, Tally::SkillCost),
                plugins: costs(rows, Tally::PluginCost),
                mcp_servers: costs(rows, Tally::McpCost),
            },
            records: of(rows, Tally::Record)
                .map(|row| UnknownRecord {
                    name: row.name.clone().unwrap_or_default(),
                    signal: signal_name(row.detail),
                    count: row.count,
                })
                .collect(),
        }
    }
}

fn of(rows: &[HappenedRow], tally: Tally) -> impl Iterator<Item = &HappenedRow> {
    rows.iter().filter(move |row| row.tally == tally as i64)
}

/// One entry for each name, the most frequent first.
fn each<T>(rows: &[HappenedRow], tally: Tally, entry: impl Fn(SameName<'_>) -> T) -> Vec<T> {
    by_name(rows, tally, SameName::all).into_iter().map(entry).collect()
}

/// One entry for each name, the dearest first.
fn costs(rows: &[HappenedRow], tally: Tally) -> Vec<Cost> {
    let cost = |it: SameName<'_>| Cost {
        requests: it.all(),
        reported_cost_usd: Usd { nanos: it.total().0 },
        name: it.name,
    };
    by_name(rows, tally, SameName::total).into_iter().map(cost).collect()
}

/// The rows of a tally by name, largest first. Not generic, as a sort for every kind of entry would be a
/// tenth of the Worker.
fn by_name<'a>(rows: &'a [HappenedRow], tally: Tally, size: fn(&SameName<'a>) -> Count) -> Vec<SameName<'a>> {
    let mut names: Vec<SameName<'_>> = Vec::new();
    for row in of(rows, tally) {
        let name = row.name.as_deref().unwrap_or_default();
        match names.iter_mut().find(|known| known.name == name) {
            Some(known) => known.rows.push(row),
            None => names.push(SameName { name: name.to_owned(), rows: vec![row] }),
        }
    }
    // What is as large stays in the order of its first row.
    let mut sized = Vec::with_capacity(names.len());
    for name in names {
        sized.push((size(&name), name));
    }
    let sized = largest_first(sized, usize::MAX, |(size, _)| [size.0, 0, 0]);
    sized.into_iter().map(|(_, name)| name).collect()
}

fn hours(rows: &[HappenedRow]) -> [[Count; 24]; 7] {
    let mut hours = [[Count(0); 24]; 7];
    for row in of(rows, Tally::PromptHour) {
        let weekday = usize::try_from(row.number).ok().and_then(|weekday| hours.get_mut(weekday));
        let hour = usize::try_from(row.detail).ok();
        if let Some(count) = weekday.zip(hour).and_then(|(weekday, hour)| weekday.get_mut(hour)) {
            *count += row.count;
        }
    }
    hours
}

/// The signal in [`crate::rollup::tally::record`].
fn signal_name(record: i64) -> &'static str {
    match record / 100 {
        code if code == Signal::Logs as i64 => "logs",
        code if code == Signal::Traces as i64 => "traces",
        _ => "metrics",
    }
}
