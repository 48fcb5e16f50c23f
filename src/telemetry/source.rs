//! Which Claude surface a record comes from.

use super::attribute::Attribute;
use crate::otlp::Attributes;

macro_rules! sources {
    ($($(#[$doc:meta])* $variant:ident = $code:literal $name:literal,)+) => {
        /// A Claude surface. The codes are stored; the names are shown.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(i64)]
        pub enum Source {
            $($(#[$doc])* $variant = $code,)+
        }

        impl Source {
            /// Every source.
            pub const ALL: &'static [Source] = &[$(Source::$variant,)+];

            /// Its name in the API.
            pub fn name(self) -> &'static str {
                match self {
                    $(Source::$variant => $name,)+
                }
            }

            /// The source stored as `code`; what is not known is [`Source::Other`].
            pub fn from_code(code: i64) -> Self {
                match code {
                    $($code => Source::$variant,)+
                    _ => Source::Other,
                }
            }
        }
    };
}

sources! {
    /// `claude` in a terminal, also `claude -p`.
    Cli = 1 "cli",
    /// The VS Code extension.
    Vscode = 2 "vscode",
    /// A program that uses the Agent SDK.
    AgentSdk = 3 "agent_sdk",
    /// The Code tab of Claude Desktop.
    Desktop = 4 "desktop",
    /// Cowork.
    Cowork = 5 "cowork",
    /// The add-ins for Excel, Word, PowerPoint and Outlook.
    Office = 6 "office",
    /// Cloud sessions and Claude in Slack.
    Cloud = 7 "cloud",
    /// Something that speaks OTLP.
    Other = 8 "other",
}

/// How sure a source is; a surer one replaces a guess for the whole session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(i64)]
pub enum Rank {
    /// Nothing told it.
    Unknown = 0,
    /// `service.name` is the default that several surfaces share.
    Default = 1,
    /// A name or a terminal that suggests it.
    Hint = 2,
    /// A name that only this surface uses.
    Certain = 3,
}

/// The source of a record, and how sure that is.
pub fn source(
    resource: &Attributes<'_, Attribute>,
    scope: &str,
    record: &Attributes<'_, Attribute>,
) -> (Source, Rank) {
    let text = |key| record.text(key).or_else(|| resource.text(key));
    if text(Attribute::CloudSessionId).is_some() {
        return (Source::Cloud, Rank::Certain);
    }
    match text(Attribute::AppEntrypoint).as_deref() {
        // `sdk-cli` is `claude -p` (recorded).
        Some("cli" | "sdk-cli") => return (Source::Cli, Rank::Certain),
        Some("sdk-ts" | "sdk-py") => return (Source::AgentSdk, Rank::Certain),
        Some("claude-vscode") => return (Source::Vscode, Rank::Certain),
        Some("claude-desktop" | "claude-desktop-3p") => return (Source::Desktop, Rank::Certain),
        Some("local-agent") => return (Source::Cowork, Rank::Certain),
        Some("claude-in-slack" | "remote") => return (Source::Cloud, Rank::Certain),
        _ => {}
    }
    let service = resource.text(Attribute::ServiceName);
    match service.as_deref() {
        Some("claude-code-desktop" | "claude-desktop") => return (Source::Desktop, Rank::Certain),
        Some("cowork") => return (Source::Cowork, Rank::Certain),
        Some("office-agent") => return (Source::Office, Rank::Certain),
        _ => {}
    }
    if [Attribute::QuerySource, Attribute::QuerySourceSafe]
        .into_iter()
        .any(|key| text(key).as_deref() == Some("repl_main_thread"))
    {
        // Only an interactive session has a main thread that reads from a person.
        return (Source::Cli, Rank::Hint);
    }
    if text(Attribute::TerminalType).as_deref() == Some("vscode") {
        return (Source::Vscode, Rank::Hint);
    }
    let is_claude = scope.starts_with("com.anthropic.claude_code");
    match service.as_deref() {
        Some("claude-code") => (Source::Cli, Rank::Default),
        // An Agent SDK program that named itself by OTEL_SERVICE_NAME.
        Some(_) if is_claude => (Source::AgentSdk, Rank::Hint),
        _ if is_claude => (Source::Cli, Rank::Default),
        _ => (Source::Other, Rank::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::otlp::Value;

    #[test]
    fn a_source_is_told_by_the_surest_sign() {
        use Attribute::{AppEntrypoint, CloudSessionId, QuerySource, ServiceName, TerminalType};
        const CLAUDE: &str = "com.anthropic.claude_code.tracing";
        type List = &'static [(Attribute, &'static str)];
        let table: [(List, &str, Source, Rank); 11] = [
            (&[(ServiceName, "claude-code")], CLAUDE, Source::Cli, Rank::Default),
            (
                &[(ServiceName, "claude-code"), (AppEntrypoint, "sdk-ts")],
                CLAUDE,
                Source::AgentSdk,
                Rank::Certain,
            ),
            (&[(ServiceName, "claude-code"), (AppEntrypoint, "sdk-cli")], CLAUDE, Source::Cli, Rank::Certain),
            (&[(ServiceName, "claude-code"), (TerminalType, "vscode")], CLAUDE, Source::Vscode, Rank::Hint),
            (&[(ServiceName, "review-bot")], CLAUDE, Source::AgentSdk, Rank::Hint),
            (&[(ServiceName, "review-bot")], "my.scope", Source::Other, Rank::Unknown),
            (&[(ServiceName, "cowork")], CLAUDE, Source::Cowork, Rank::Certain),
            (&[(ServiceName, "claude-code-desktop")], CLAUDE, Source::Desktop, Rank::Certain),
            (&[(ServiceName, "claude-code"), (CloudSessionId, "s")], CLAUDE, Source::Cloud, Rank::Certain),
            (
                &[(ServiceName, "claude-code"), (QuerySource, "repl_main_thread")],
                CLAUDE,
                Source::Cli,
                Rank::Hint,
            ),
            (&[], "", Source::Other, Rank::Unknown),
        ];
        for (list, scope, expected, rank) in table {
            let mut resource = Attributes::default();
            for (key, text) in list {
                resource.push(*key, Value::Text(Cow::Borrowed(text)));
            }
            assert_eq!(source(&resource, scope, &Attributes::default()), (expected, rank), "{list:?}");
        }
    }

    #[test]
    fn codes_and_names_are_stable() {
        let names: Vec<_> = Source::ALL.iter().map(|source| (*source as i64, source.name())).collect();
        assert_eq!(
            names,
            [
                (1, "cli"),
                (2, "vscode"),
                (3, "agent_sdk"),
                (4, "desktop"),
                (5, "cowork"),
                (6, "office"),
                (7, "cloud"),
                (8, "other")
            ]
        );
        for source in Source::ALL {
            assert_eq!(Source::from_code(*source as i64), *source);
        }
    }
}
