//! Whatever bytes come: all inputs that fuzzing has kept or that ever broke something (`npm run fuzz`), and requests that
//! are made to unfold.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "../fuzz/src/targets.rs"]
mod targets;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use flate2::Compression;
use flate2::write::GzEncoder;
use thinspan::otlp::body::MAX_DECODED_BYTES;
use thinspan::otlp::{Encoding, Signal};

/// Memory is measured, of which a process has one.
static ALONE: Mutex<()> = Mutex::new(());

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).map(|entries| entries.map(|entry| entry.unwrap().path()).collect());
    entries.unwrap_or_default()
}

#[test]
fn what_fuzzing_found_keeps_every_promise() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    for (name, _) in targets::TARGETS {
        let kept = files(&fuzz.join("corpus").join(name));
        assert!(!kept.is_empty(), "{name} has a corpus");
        for file in kept.into_iter().chain(files(&fuzz.join("crashes").join(name))) {
            println!("{}", file.display());
            targets::run(name, &fs::read(file).unwrap());
        }
    }
}

/// `start`, then `item` as often as there is room for in the largest body, with a comma between, then `end`.
fn filled(start: &str, item: &str, end: &str) -> Vec<u8> {
    let times = (MAX_DECODED_BYTES - start.len() - end.len()) / (item.len() + 1);
    let items = vec![item; times].join(",");
    format!("{start}{items}{end}").into_bytes()
}

/// A protobuf field of bytes.
fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
    let mut field = vec![number << 3 | 2];
    let mut length = bytes.len();
    while length >= 0x80 {
        field.push(length as u8 | 0x80);
        length >>= 7;
    }
    field.push(length as u8);
    field.extend_from_slice(bytes);
    field
}

#[test]
fn no_request_unfolds_to_more_memory_than_there_is() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let attribute = r#"{"key":"","value":{"intValue":1}}"#;
    let span = r#"{"traceId":"00000000000000000000000000000001","spanId":"0000000000000001","endTimeUnixNano":"1795225933456000000"}"#;
    let many = |text: &str| vec![text; 40].join(",");
    let labels: Vec<String> = (0..40)
        .map(|n| {
            let value = "x".repeat(256);
            format!(r#"{{"key":"a.label.of.some.length.{n}","value":{{"stringValue":"{value}"}}}}"#)
        })
        .collect();
    let sessions: Vec<String> = (0..4_000)
        .map(|n| {
            let id = format!(r#"{{"key":"session.id","value":{{"stringValue":"{n}"}}}}"#);
            format!(r#"{{"timeUnixNano":"1795225933456000000","attributes":[{id}]}}"#)
        })
        .collect();
    let mut told = Vec::new();
    let mut bomb = |signal, encoding, name: &str, body: Vec<u8>| {
        targets::once(signal, encoding, &body);
        told.push(format!("{signal:?} in {encoding:?}, {name}: {} bytes until here", targets::highest()));
    };
    bomb(Signal::Traces, Encoding::Json, "resources", filled(r#"{"resourceSpans":["#, "{}", "]}"));
    bomb(
        Signal::Traces,
        Encoding::Json,
        "spans",
        filled(r#"{"resourceSpans":[{"scopeSpans":[{"spans":["#, "{}", "]}]}]}"),
    );
    bomb(
        Signal::Traces,
        Encoding::Json,
        "good spans",
        filled(r#"{"resourceSpans":[{"scopeSpans":[{"spans":["#, span, "]}]}]}"),
    );
    bomb(
        Signal::Traces,
        Encoding::Json,
        "attributes of a resource",
        filled(r#"{"resourceSpans":[{"resource":{"attributes":["#, attribute, "]}}]}"),
    );
    bomb(
        Signal::Traces,
        Encoding::Json,
        "attributes of a span",
        filled(
            r#"{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":["#,
            &attribute.replace(r#""""#, r#""type""#),
            "]}]}]}]}",
        ),
    );
    bomb(
        Signal::Metrics,
        Encoding::Json,
        "points",
        filled(
            r#"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"claude_code.x","sum":{"dataPoints":["#,
            "{}",
            "]}}]}]}]}",
        ),
    );
    bomb(
        Signal::Logs,
        Encoding::Json,
        "labels for many sessions",
        format!(
            r#"{{"resourceLogs":[{{"resource":{{"attributes":[{}]}},"scopeLogs":[{{"logRecords":[{}]}}]}}]}}"#,
            labels.join(","),
            sessions.join(",")
        )
        .into_bytes(),
    );
    bomb(
        Signal::Logs,
        Encoding::Json,
        "records",
        filled(r#"{"resourceLogs":[{"scopeLogs":[{"logRecords":["#, &many("{}"), "]}]}]}"),
    );

    let empty = |number: u8| field(number, &[]).repeat(MAX_DECODED_BYTES / 2 - 16);
    bomb(Signal::Traces, Encoding::Protobuf, "resources", empty(1));
    bomb(Signal::Traces, Encoding::Protobuf, "spans", field(1, &field(2, &empty(2))));
    bomb(Signal::Traces, Encoding::Protobuf, "events of a span", field(1, &field(2, &field(2, &empty(11)))));
    bomb(
        Signal::Traces,
        Encoding::Protobuf,
        "attributes of a span",
        field(1, &field(2, &field(2, &empty(9)))),
    );
    let value = field(1, &field(2, &[0x18, 1]));
    bomb(
        Signal::Traces,
        Encoding::Protobuf,
        "attributes of a resource",
        field(1, &field(1, &value.repeat(MAX_DECODED_BYTES / value.len() - 16))),
    );
    bomb(
        Signal::Metrics,
        Encoding::Protobuf,
        "buckets",
        field(1, &field(2, &field(2, &field(10, &field(1, &field(8, &vec![0; MAX_DECODED_BYTES - 64])))))),
    );
    bomb(
        Signal::Logs,
        Encoding::Protobuf,
        "values of an array",
        field(1, &field(2, &field(2, &field(5, &field(5, &empty(1)))))),
    );
    println!("{}", told.join("\n"));
}

#[test]
fn no_zipped_request_does() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..2 * MAX_DECODED_BYTES / 4096 {
        encoder.write_all(&[0; 4096]).unwrap();
    }
    targets::run("gzip", &encoder.finish().unwrap());
    println!("{} bytes", targets::highest());
}
