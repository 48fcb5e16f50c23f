//! What an admin pastes: every text is well formed, says the same, and does what it says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use thinspan::onboarding::{Endpoint, File, Language, TokenText, Variant, VariantId, variants};

const ENDPOINT: &str = "https://otlp.example.com";
const TOKEN: &str = "YOUR_INGEST_TOKEN";

fn all() -> Vec<Variant> {
    variants(&Endpoint::parse(ENDPOINT).unwrap(), TokenText::parse(TOKEN).unwrap())
}

fn variant(id: VariantId) -> Variant {
    all().into_iter().find(|variant| variant.id == id).unwrap()
}

fn file<'a>(variant: &'a Variant, name: &str) -> &'a File {
    variant.files.iter().find(|file| file.name == name).unwrap()
}

fn env(text: &str) -> BTreeMap<String, String> {
    let mut settings: Value = serde_json::from_str(text).unwrap();
    let env = serde_json::from_value(settings["env"].take()).unwrap();
    assert_eq!(settings, json!({ "env": null }), "nothing but variables");
    env
}

/// What every client needs.
fn core() -> BTreeMap<String, String> {
    [
        ("CLAUDE_CODE_ENABLE_TELEMETRY", "1"),
        ("CLAUDE_CODE_ENHANCED_TELEMETRY_BETA", "1"),
        ("OTEL_METRICS_EXPORTER", "otlp"),
        ("OTEL_LOGS_EXPORTER", "otlp"),
        ("OTEL_TRACES_EXPORTER", "otlp"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "https://otlp.example.com"),
        ("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer YOUR_INGEST_TOKEN"),
        ("OTEL_METRICS_INCLUDE_ENTRYPOINT", "true"),
        ("OTEL_METRICS_INCLUDE_VERSION", "true"),
        ("OTEL_METRICS_INCLUDE_REPOSITORY", "true"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into()
}

fn core_with(attributes: &str) -> BTreeMap<String, String> {
    let mut variables = core();
    variables.insert("OTEL_RESOURCE_ATTRIBUTES".to_owned(), attributes.to_owned());
    variables
}

#[test]
fn there_are_eight_variants_each_with_texts_and_reasons() {
    let ids: Vec<Value> = all().iter().map(|variant| serde_json::to_value(variant.id).unwrap()).collect();
    assert_eq!(ids, ["managed", "mdm", "user", "identity", "labels", "agent_sdk", "desktop", "collector"]);
    for variant in all() {
        assert!(!variant.files.is_empty() && !variant.variables.is_empty(), "{:?}", variant.id);
        for variable in &variant.variables {
            assert!(variable.why.len() > 20, "{}", variable.name);
        }
        for file in &variant.files {
            assert!(!file.text.contains("{{") && !file.text.contains("}}"), "{}: {}", file.name, file.text);
        }
    }
}

#[test]
fn settings_hold_exactly_the_expected_variables() {
    let table = [
        (VariantId::Managed, "Managed settings", core()),
        (VariantId::Mdm, "managed-settings.json", core()),
        (VariantId::User, "settings.json", core()),
        (
            VariantId::Identity,
            "settings.json",
            core_with("user.email=mia%40example.com,user.name=Mia%20Berg"),
        ),
        (
            VariantId::Labels,
            "managed-settings.json",
            core_with(
                "team.id=data%20science,department=research,cost_center=res-900,deployment.environment=prod",
            ),
        ),
    ];
    for (id, name, expected) in table {
        assert_eq!(env(&file(&variant(id), name).text), expected, "{id:?}");
    }
}

#[test]
fn what_is_listed_is_what_the_texts_set() {
    for id in [VariantId::Managed, VariantId::Mdm, VariantId::User] {
        let variables = variant(id).variables;
        assert_eq!(
            variables.iter().map(|v| (v.name.to_owned(), v.value.clone())).collect::<BTreeMap<_, _>>(),
            core()
        );
        // In the order of the list, which is the one for people.
        let text = file(&variant(VariantId::User), "settings.json").text.clone();
        let places: Vec<usize> = variables.iter().map(|v| text.find(v.name).unwrap()).collect();
        assert!(places.is_sorted());
    }
}

/// A folder that is deleted with the test.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("thinspan-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Runs a script as it would run as root, but below `root` and as whoever runs the tests.
fn run(script: &str, directory: &str, root: &Path) -> Output {
    let replaced = |text: &str, from: &str, to: &str| {
        assert!(text.contains(from), "{from} in {text}");
        text.replace(from, to)
    };
    let script = replaced(script, &format!("'{directory}"), &format!("'{}{directory}", root.display()));
    let script = replaced(&script, "\"$(id -u)\" -ne 0", "0 -ne 0");
    let script = replaced(&script, "chown 0:0", ":");
    let path = root.join("script.sh");
    fs::write(&path, script).unwrap();
    Command::new("sh").arg(path).output().unwrap()
}

const PLACES: [(&str, &str); 2] = [
    ("thinspan-macos.sh", "/Library/Application Support/ClaudeCode"),
    ("thinspan-linux.sh", "/etc/claude-code"),
];

#[test]
fn shell_scripts_are_well_formed() {
    for variant in all() {
        for file in variant.files.iter().filter(|file| file.language == Language::Shell) {
            let scratch = Scratch::new(&format!("syntax-{:?}-{}", variant.id, file.name));
            let path = scratch.0.join(file.name);
            fs::write(&path, &file.text).unwrap();
            for shell in ["bash", "sh"] {
                let output = Command::new(shell).arg("-n").arg(&path).output().unwrap();
                assert!(output.status.success(), "{shell} {}: {output:?}", file.name);
            }
        }
    }
}

#[test]
fn a_script_writes_the_settings_and_leaves_others_alone() {
    for (name, directory) in PLACES {
        let scratch = Scratch::new(name);
        let mdm = variant(VariantId::Mdm);
        let script = &file(&mdm, name).text;
        let folder = scratch.0.join(directory.trim_start_matches('/'));
        let written = folder.join("managed-settings.d/50-thinspan.json");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("managed-settings.json"), "{\"theirs\": 1}").unwrap();

        let first = run(script, directory, &scratch.0);
        assert!(first.status.success(), "{first:?}");
        assert_eq!(env(&fs::read_to_string(&written).unwrap()), core());
        assert_eq!(fs::read_to_string(folder.join("managed-settings.json")).unwrap(), "{\"theirs\": 1}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&written).unwrap().permissions().mode() & 0o777, 0o644);
        }

        // Again: nothing changes, nothing is left over.
        let modified = fs::metadata(&written).unwrap().modified().unwrap();
        let second = run(script, directory, &scratch.0);
        assert!(String::from_utf8_lossy(&second.stdout).contains("up to date"), "{second:?}");
        assert_eq!(fs::metadata(&written).unwrap().modified().unwrap(), modified);
        let names = || {
            let mut names: Vec<_> = fs::read_dir(folder.join("managed-settings.d"))
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        };
        assert_eq!(names(), ["50-thinspan.json"]);

        // What was ours and other is kept.
        fs::write(&written, "{\"old\": 1}").unwrap();
        assert!(run(script, directory, &scratch.0).status.success());
        assert_eq!(env(&fs::read_to_string(&written).unwrap()), core());
        assert_eq!(names(), ["50-thinspan.json", "50-thinspan.json.backup"]);
        assert_eq!(
            fs::read_to_string(folder.join("managed-settings.d/50-thinspan.json.backup")).unwrap(),
            "{\"old\": 1}"
        );
    }
}

#[test]
fn a_script_that_is_not_run_as_root_changes_nothing() {
    let mdm = variant(VariantId::Mdm);
    let script = &file(&mdm, "thinspan-linux.sh").text;
    let scratch = Scratch::new("not-root");
    let script = script
        .replace("'/etc", &format!("'{}/etc", scratch.0.display()))
        .replace("\"$(id -u)\" -ne 0", "1000 -ne 0");
    let output = Command::new("sh").args(["-c", &script]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("root"), "{output:?}");
    assert_eq!(fs::read_dir(&scratch.0).unwrap().count(), 0);
}

#[test]
fn a_script_fills_in_whose_machine_it_is() {
    let addresses = [
        ("mia@example.com", "mia@example.com"),
        ("o'neil+x@example.com", "o'neil+x@example.com"),
        ("j\u{f6}rg@example.com", "j\u{f6}rg@example.com"),
        ("a&b/c\\\\d@example.com", "a&b/c\\d@example.com"),
    ];
    let commands = ["$(stat -f %Su /dev/console)@example.com", "$(id -un 1000)@example.com"];
    for ((name, directory), command) in PLACES.into_iter().zip(commands) {
        let identity = variant(VariantId::Identity);
        let script = &file(&identity, name).text;
        assert!(script.contains(command), "{script}");
        for (written, meant) in addresses {
            let scratch = Scratch::new(&format!("who-{name}"));
            let output = run(&script.replace(command, written), directory, &scratch.0);
            assert!(output.status.success(), "{output:?}");
            let path =
                scratch.0.join(directory.trim_start_matches('/')).join("managed-settings.d/50-thinspan.json");
            let mut variables = env(&fs::read_to_string(path).unwrap());
            let attributes = variables.remove("OTEL_RESOURCE_ATTRIBUTES").unwrap();
            assert_eq!(variables, core());
            let encoded = attributes.strip_prefix("user.email=").unwrap();
            assert!(encoded.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'%'), "{encoded}");
            let decoded: String = form_urlencoded::parse(encoded.as_bytes()).next().unwrap().0.into_owned();
            assert_eq!(decoded, meant);
        }
        for nobody in ["nobody", "root@example.com", "@example.com", ""] {
            let scratch = Scratch::new(&format!("nobody-{name}"));
            let output = run(&script.replace(command, nobody), directory, &scratch.0);
            assert_eq!(output.status.code(), Some(1), "{nobody}");
            assert!(!scratch.0.join(directory.trim_start_matches('/')).exists());
        }
    }
}

/// There is no PowerShell here: its scripts are looked at, not run.
#[test]
fn powershell_scripts_hold_the_settings_in_a_literal_text() {
    for id in [VariantId::Mdm, VariantId::Identity] {
        let variant = variant(id);
        let script = &file(&variant, "thinspan-windows.ps1").text;
        let (_, rest) = script.split_once("$settings = @'\n").unwrap();
        let (settings, rest) = rest.split_once("\n'@\n").unwrap();
        let expected = match id {
            VariantId::Mdm => core(),
            _ => core_with("user.email=THE_USERS_ADDRESS"),
        };
        assert_eq!(env(settings), expected);
        assert!(!rest.contains("'@"), "the literal ends once");
        assert!(script.contains(r"$directory = 'C:\Program Files\ClaudeCode\managed-settings.d'"));
        assert_eq!(rest.contains("EscapeDataString"), id == VariantId::Identity);
        for (open, close) in [('(', ')'), ('{', '}'), ('[', ']')] {
            let code = format!("{}{rest}", script.split_once("$settings = @'").unwrap().0);
            assert_eq!(code.matches(open).count(), code.matches(close).count(), "{open}{close}");
        }
    }
    let labels = variant(VariantId::Labels);
    assert_eq!(
        file(&labels, "environment.ps1").text,
        "[Environment]::SetEnvironmentVariable('OTEL_RESOURCE_ATTRIBUTES', 'team.id=data%20science,department=research,cost_center=res-900,deployment.environment=prod', 'User')\n"
    );
}

#[test]
fn exported_variables_reach_what_a_shell_starts() {
    let agents = variant(VariantId::AgentSdk);
    let script = format!("{}exec env", file(&agents, "environment.sh").text);
    let output =
        Command::new("sh").args(["-c", &script]).env_clear().env("PATH", "/usr/bin:/bin").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let set: BTreeMap<String, String> = text
        .lines()
        .filter_map(|line| line.split_once('='))
        .filter(|(name, _)| name.starts_with("OTEL_") || name.starts_with("CLAUDE_"))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let mut expected = core();
    for name in ["OTEL_METRIC_EXPORT_INTERVAL", "OTEL_LOGS_EXPORT_INTERVAL", "OTEL_TRACES_EXPORT_INTERVAL"] {
        expected.insert(name.to_owned(), "1000".to_owned());
    }
    assert_eq!(set, expected);
}

#[test]
fn the_token_stands_where_a_page_can_replace_it() {
    for variant in all() {
        let holds = variant.files.iter().filter(|file| file.text.contains(TOKEN)).count();
        assert!(holds > 0, "{:?}", variant.id);
    }
    // Code and configurations that are kept in repositories ask for it where they run.
    let agents = variant(VariantId::AgentSdk);
    for name in ["agent.ts", "agent.py"] {
        let text = &file(&agents, name).text;
        assert!(!text.contains(TOKEN) && text.contains("THINSPAN_TOKEN"), "{text}");
    }
    let collector = variant(VariantId::Collector);
    assert!(file(&collector, "thinspan.yaml").text.contains("\"Bearer ${env:THINSPAN_TOKEN}\""));
}

#[test]
fn cowork_and_desktop_are_told_the_same() {
    let desktop = variant(VariantId::Desktop);
    let configuration: Value = serde_json::from_str(&file(&desktop, "claude-desktop.json").text).unwrap();
    assert_eq!(
        configuration,
        json!({
            "otlpEndpoint": ENDPOINT,
            "otlpProtocol": "http/protobuf",
            "otlpHeaders": { "Authorization": "Bearer YOUR_INGEST_TOKEN" },
        })
    );
    let fields: Vec<_> = desktop.variables.iter().take(3).map(|v| (v.name, v.value.as_str())).collect();
    assert_eq!(
        fields,
        [
            ("OTLP endpoint", ENDPOINT),
            ("OTLP protocol", "http/protobuf"),
            ("OTLP headers", "Authorization=Bearer YOUR_INGEST_TOKEN"),
        ]
    );
}

#[test]
fn the_documents_show_what_the_page_renders() {
    let rendered = file(&variant(VariantId::Managed), "Managed settings").text.clone();
    for document in ["README.md", "docs/ONBOARDING.md"] {
        let text =
            fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/").to_owned() + document).unwrap();
        let (_, shown) = text.split_once("```json\n").unwrap();
        let (shown, _) = shown.split_once("```").unwrap();
        let shown = shown.replace("thinspan_…", TOKEN);
        assert_eq!(shown.trim(), rendered.trim(), "{document}");
    }
}
