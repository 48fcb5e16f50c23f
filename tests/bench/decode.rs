//! How fast export requests are decoded, thinned and planned: the Worker's own work on each, without D1. The same
//! program runs natively and as WebAssembly, so that the two can be compared (`npm run bench -- decode`).
//!
//! Takes folders named as `traces-json`, of one file for each request; prints one line of JSON for each.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use thinspan::auth::ingest_token::IngestToken;
use thinspan::ingest::{self, Arrival};
use thinspan::otlp::{self, Encoding, Signal};
use thinspan::telemetry::time::Day;
use thinspan::telemetry::{self, Thin};

/// When the requests come: in 2100, after anything that they tell of.
const TODAY: Day = Day(47_482);

const LONG_ENOUGH: Duration = Duration::from_millis(1500);

fn main() {
    for folder in std::env::args().skip(1).filter(|argument| !argument.starts_with("--")) {
        let path = Path::new(&folder);
        let name = path.file_name().unwrap().to_str().unwrap();
        let (signal, encoding) = name.split_once('-').unwrap();
        let signal = Signal::from_path(&format!("/v1/{signal}")).unwrap();
        let encoding = if encoding == "json" { Encoding::Json } else { Encoding::Protobuf };
        let mut files: Vec<_> = fs::read_dir(path).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        let bodies: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).unwrap()).collect();
        measure(name, signal, encoding, &bodies);
    }
}

fn measure(name: &str, signal: Signal, encoding: Encoding, bodies: &[Vec<u8>]) {
    let token = IngestToken::generate([7; 20]);
    let thinned = |body: &[u8]| telemetry::thin(&otlp::decode(signal, encoding, body).unwrap(), TODAY);
    let planned = |body: &[u8], thin: &Thin| ingest::plan(&token, thin, Arrival { day: TODAY, signal, body });
    let decode = micros(bodies, |body| {
        black_box(thinned(body));
    });
    let all = micros(bodies, |body| {
        black_box(planned(body, &thinned(body)));
    });
    println!(
        r#"{{"name":"{name}","requests":{},"decodeMicros":{decode:.2},"planMicros":{:.2}}}"#,
        bodies.len(),
        all - decode
    );
}

/// What a request takes, in the fastest round over all of them: whatever else the machine does only adds to it.
fn micros(bodies: &[Vec<u8>], work: impl Fn(&[u8])) -> f64 {
    let mut fastest = f64::INFINITY;
    let began = Instant::now();
    while began.elapsed() < LONG_ENOUGH {
        let round = Instant::now();
        for body in bodies {
            work(black_box(body));
        }
        fastest = fastest.min(round.elapsed().as_secs_f64() * 1e6 / bodies.len() as f64);
    }
    fastest
}
