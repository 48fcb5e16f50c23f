//! What libFuzzer runs.

mod targets;

/// Runs a target, and says when an input has taken more memory than any before.
pub fn run(name: &str, bytes: &[u8]) {
    let before = targets::highest();
    targets::run(name, bytes);
    if targets::highest() > before {
        eprintln!("memory: {}", targets::highest());
    }
}
