//! The variants, in the order in which they are shown.

use super::endpoint::{Endpoint, TokenText};
use super::quote::{json, powershell, resource_attributes};
use super::script::{self, ADDRESS, LINUX, MACOS, Who};
use super::variables::{HEADERS, RESOURCE_ATTRIBUTES, Variable, authorization, core};
use super::{File, Language, Variant, VariantId};
use crate::telemetry::attribute::Attribute;

/// The variable in which programs and Collectors look for the ingest token.
const TOKEN: &str = "THINSPAN_TOKEN";

/// Every way to connect clients to an endpoint. `token` stands wherever the ingest token belongs.
pub fn variants(endpoint: &Endpoint, token: TokenText<'_>) -> Vec<Variant> {
    let core = core(endpoint, token);
    vec![
        managed(&core),
        mdm(&core),
        user(&core),
        identity(&core),
        labels(&core),
        agent_sdk(&core),
        desktop(endpoint, token),
        collector(endpoint, token),
    ]
}

fn file(name: &'static str, place: &'static str, language: Language, text: String) -> File {
    File { name, place, language, text }
}

/// The variables, and one more.
fn with(core: &[Variable], more: &[Variable]) -> Vec<Variable> {
    core.iter().chain(more).cloned().collect()
}

fn managed(core: &[Variable]) -> Variant {
    Variant {
        id: VariantId::Managed,
        title: "Claude.ai admin console",
        intro: "For Claude Team and Enterprise: paste this under Admin settings → Claude Code → Managed settings. Everybody who signs in with the organisation gets it within the hour; Claude Code asks each of them once to approve where exports go. Not for Bedrock, Vertex AI and Foundry: use device management there.",
        files: vec![file(
            "Managed settings",
            "Claude.ai: Admin settings → Claude Code → Managed settings",
            Language::Json,
            script::settings(core),
        )],
        variables: core.to_vec(),
    }
}

fn mdm(core: &[Variable]) -> Variant {
    let mac = "Jamf (Settings → Computer management → Scripts), Kandji/Iru (Custom Scripts) or Intune";
    let linux = "Ansible, Puppet, Chef, cloud-init or a package";
    Variant {
        id: VariantId::Mdm,
        title: "Device management",
        intro: "For machines that you manage, whatever the model provider: deploy managed-settings.json, or run a script that adds a file of its own to managed-settings.d beside it and leaves other settings alone. Nobody is asked and nobody can override it. A configuration profile for com.anthropic.claudecode (macOS) and the value Settings of HKLM\\SOFTWARE\\Policies\\ClaudeCode (Windows) carry the same settings. Of all these one source counts: the admin console goes before profile and registry, those before files.",
        files: vec![
            file(
                "managed-settings.json",
                "macOS: /Library/Application Support/ClaudeCode/managed-settings.json · Linux and WSL: /etc/claude-code/managed-settings.json · Windows: C:\\Program Files\\ClaudeCode\\managed-settings.json",
                Language::Json,
                script::settings(core),
            ),
            file(
                "thinspan-macos.sh",
                "macOS: run as root by Jamf, Kandji/Iru or Intune",
                Language::Shell,
                script::unix(MACOS, mac, core, Who::Anybody),
            ),
            file(
                "thinspan-linux.sh",
                "Linux and WSL: run as root",
                Language::Shell,
                script::unix(LINUX, linux, core, Who::Anybody),
            ),
            file(
                "thinspan-windows.ps1",
                "Windows: run as SYSTEM by Intune",
                Language::Powershell,
                script::windows(core, Who::Anybody),
            ),
        ],
        variables: core.to_vec(),
    }
}

fn user(core: &[Variable]) -> Variant {
    Variant {
        id: VariantId::User,
        title: "One person",
        intro: "To try it, or for somebody outside of the managed machines: put this into the settings of the home directory, beside what is there, and start Claude Code anew.",
        files: vec![file(
            "settings.json",
            "~/.claude/settings.json · Windows: %USERPROFILE%\\.claude\\settings.json",
            Language::Json,
            script::settings(core),
        )],
        variables: core.to_vec(),
    }
}

fn identity(core: &[Variable]) -> Variant {
    let why = "Who this is. With an API key, Bedrock, Vertex AI or Foundry the client knows no address, and figures would name an installation. The values are percent-encoded: no spaces, no commas.";
    let email = Attribute::UserEmail.name();
    let example = [(email, "mia@example.com"), (Attribute::UserName.name(), "Mia Berg")];
    let one = Variable::new(RESOURCE_ATTRIBUTES, resource_attributes(&example), why);
    let filled =
        with(core, &[Variable::new(RESOURCE_ATTRIBUTES, resource_attributes(&[(email, ADDRESS)]), why)]);
    Variant {
        id: VariantId::Identity,
        title: "Names for API keys, Bedrock and Vertex AI",
        intro: "Who signs in with claude.ai is known by their address. With an API key, Bedrock, Vertex AI or Foundry nobody is: declare the address in the person's own settings, or let device management fill in each machine's. Labels go into the same variable, separated by commas.",
        files: vec![
            file(
                "settings.json",
                "~/.claude/settings.json of the person",
                Language::Json,
                script::settings(&with(core, std::slice::from_ref(&one))),
            ),
            file(
                "thinspan-macos.sh",
                "macOS: run as root by Jamf, Kandji/Iru or Intune; fills in whose machine it is",
                Language::Shell,
                script::unix(
                    MACOS,
                    "Jamf, Kandji/Iru or Intune",
                    &filled,
                    Who::Address("$(stat -f %Su /dev/console)@example.com"),
                ),
            ),
            file(
                "thinspan-linux.sh",
                "Linux and WSL: run as root; fills in whose machine it is",
                Language::Shell,
                script::unix(
                    LINUX,
                    "Ansible, Puppet, Chef or cloud-init",
                    &filled,
                    Who::Address("$(id -un 1000)@example.com"),
                ),
            ),
            file(
                "thinspan-windows.ps1",
                "Windows: run as SYSTEM by Intune; fills in whose machine it is",
                Language::Powershell,
                script::windows(&filled, Who::Address("")),
            ),
        ],
        variables: vec![one],
    }
}

fn labels(core: &[Variable]) -> Variant {
    let example = [
        (Attribute::TeamId.name(), "data science"),
        (Attribute::Department.name(), "research"),
        (Attribute::CostCenter.name(), "res-900"),
        (Attribute::DeploymentEnvironment.name(), "prod"),
    ];
    let labels = Variable::new(
        RESOURCE_ATTRIBUTES,
        resource_attributes(&example),
        "Where in the org this is: figures by team, department, cost centre and environment need it. The values are percent-encoded: %20 is a space. Attributes of your own count once an admin has listed them.",
    );
    let value = labels.value.clone();
    Variant {
        id: VariantId::Labels,
        title: "Team labels",
        intro: "To see figures by team, department, cost centre or environment: give each group its own settings with its own labels. The admin console has one set of settings for everybody, so this takes device management, the person's settings, or the environment in which Claude Code is started, as in CI.",
        files: vec![
            file(
                "managed-settings.json",
                "As under device management or in ~/.claude/settings.json, one for each group",
                Language::Json,
                script::settings(&with(core, std::slice::from_ref(&labels))),
            ),
            file(
                "environment.sh",
                "macOS, Linux, CI: a shell's profile or a job",
                Language::Shell,
                script::exports(std::slice::from_ref(&labels)),
            ),
            file(
                "environment.ps1",
                "Windows: run as the person",
                Language::Powershell,
                format!(
                    "[Environment]::SetEnvironmentVariable({}, {}, 'User')\n",
                    powershell(RESOURCE_ATTRIBUTES),
                    powershell(&value)
                ),
            ),
        ],
        variables: vec![labels],
    }
}

fn agent_sdk(core: &[Variable]) -> Variant {
    let intervals = [
        (
            "OTEL_METRIC_EXPORT_INTERVAL",
            "How often metrics are sent, in milliseconds. A short run would end before the default of 60,000.",
        ),
        ("OTEL_LOGS_EXPORT_INTERVAL", "Likewise of log records; the default is 5,000."),
        ("OTEL_TRACES_EXPORT_INTERVAL", "Likewise of traces; the default is 5,000."),
    ];
    let intervals = intervals.map(|(name, why)| Variable::new(name, "1000", why));
    let variables = with(core, &intervals);
    // The token is a secret, so code asks for it where it runs.
    let lines = |value: fn(&Variable) -> String, separator: &str, indent: &str, quoted: bool| -> String {
        let lines: Vec<String> = variables
            .iter()
            .map(|variable| {
                let name = if quoted { json(variable.name) } else { variable.name.to_owned() };
                format!("{indent}{name}{separator}{},", value(variable))
            })
            .collect();
        lines.join("\n")
    };
    let typescript = lines(
        |variable| match variable.name {
            HEADERS => format!("`Authorization=Bearer ${{process.env.{TOKEN}}}`"),
            _ => json(&variable.value),
        },
        ": ",
        "  ",
        false,
    );
    let python = lines(
        |variable| match variable.name {
            HEADERS => format!("f\"Authorization=Bearer {{os.environ['{TOKEN}']}}\""),
            _ => json(&variable.value),
        },
        ": ",
        "        ",
        true,
    );
    Variant {
        id: VariantId::AgentSdk,
        title: "Agent SDK",
        intro: "For programs that use the Claude Agent SDK: set the variables in the program's environment, or pass them with each query. Never set an exporter to console: it would write into the stream by which the SDK talks to Claude Code. A program with a span of its own open passes it on (TRACEPARENT), and the turn hangs under it.",
        files: vec![
            file(
                "environment.sh",
                "The environment of the program: container, service or shell",
                Language::Shell,
                script::exports(&variables),
            ),
            file(
                "agent.ts",
                "TypeScript: options.env of a query",
                Language::Typescript,
                include_str!("templates/agent.ts.template").replace("{{VARIABLES}}", &typescript),
            ),
            file(
                "agent.py",
                "Python: ClaudeAgentOptions.env of a query",
                Language::Python,
                include_str!("templates/agent.py.template").replace("{{VARIABLES}}", &python),
            ),
        ],
        variables,
    }
}

fn desktop(endpoint: &Endpoint, token: TokenText<'_>) -> Variant {
    let headers = ["{ ", &json("Authorization"), ": ", &json(&authorization(token)), " }"].concat();
    let third_party = [
        Variable::new(
            "otlpEndpoint",
            endpoint.as_str(),
            "Claude Desktop on another provider: where Cowork, the Code tab and the app send to.",
        ),
        Variable::new(
            "otlpProtocol",
            "http/protobuf",
            "Claude Desktop on another provider: how they write; the app itself always sends JSON, which is understood as well.",
        ),
        Variable::new(
            "otlpHeaders",
            headers,
            "Claude Desktop on another provider: the ingest token, as a JSON object.",
        ),
    ];
    let members = third_party.each_ref().map(|variable| {
        let value =
            if variable.name == "otlpHeaders" { variable.value.clone() } else { json(&variable.value) };
        ["  ", &json(variable.name), ": ", &value].concat()
    });
    let configuration = ["{\n", &members.join(",\n"), "\n}"].concat();
    let form = [
        Variable::new("OTLP endpoint", endpoint.as_str(), "Cowork: where exports go."),
        Variable::new(
            "OTLP protocol",
            "http/protobuf",
            "Cowork: how they are written; http/json works as well.",
        ),
        Variable::new(
            "OTLP headers",
            format!("Authorization={}", authorization(token)),
            "Cowork: the ingest token, which lets exports in.",
        ),
    ];
    Variant {
        id: VariantId::Desktop,
        title: "Cowork and Claude Desktop",
        intro: "For Cowork on Claude Team and Enterprise: type the three OTLP fields into Admin settings → Cowork; sessions that begin after that report log records. The Code tab of Claude Desktop takes the settings of Claude Code. Claude Desktop on Bedrock, Vertex AI, Foundry or a gateway takes the configuration below, under Developer → Configure third-party inference or as managed preferences.",
        files: vec![file(
            "claude-desktop.json",
            "Claude Desktop on another provider · macOS: com.anthropic.claudefordesktop · Windows: HKLM\\SOFTWARE\\Policies\\Claude (in both every value is a string, objects as JSON)",
            Language::Json,
            configuration,
        )],
        variables: form.into_iter().chain(third_party).collect(),
    }
}

fn collector(endpoint: &Endpoint, token: TokenText<'_>) -> Variant {
    let secret =
        Variable::new(TOKEN, token.as_str(), "The ingest token, in the environment of the Collector.");
    let senders = [
        Variable::new(
            "OTEL_EXPORTER_OTLP_PROTOCOL",
            "grpc",
            "For clients: the Collector takes gRPC, and http/json and http/protobuf on port 4318.",
        ),
        Variable::new(
            super::ENDPOINT,
            "http://localhost:4317",
            "For clients: the Collector instead of Thinspan.",
        ),
    ];
    Variant {
        id: VariantId::Collector,
        title: "OpenTelemetry Collector",
        intro: "For senders that speak only gRPC, and to send the same to a second back end: let a Collector take the exports and pass them on. Clients need no token then.",
        files: vec![
            file(
                "thinspan.yaml",
                "otelcol --config thinspan.yaml",
                Language::Yaml,
                include_str!("templates/collector.yaml.template")
                    .replace("{{ENDPOINT}}", &json(endpoint.as_str()))
                    .replace("{{AUTHORIZATION}}", &json(&format!("Bearer ${{env:{TOKEN}}}"))),
            ),
            file(
                "environment.sh",
                "The environment of the Collector",
                Language::Shell,
                script::exports(std::slice::from_ref(&secret)),
            ),
        ],
        variables: std::iter::once(secret).chain(senders).collect(),
    }
}
