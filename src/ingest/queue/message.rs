//! An export as messages of a queue, and a message as the batch that stores its rows.
//!
//! A message is text: a line that says of which schema the rows are and whose, then a line for some rows of each table.
//!
//! ```text
//! schema_3 <SHA-256 of the token in hexadecimal> <the token's hint>
//! words [[1,"opus"],[2,"Bash"]]
//! events [[20000,7,…],…]
//! dirty [[20000,7]]
//! ```
//!
//! What is too long for one message is cut between rows. Each message then has the marks of all, so that in
//! whatever order they arrive, and whenever the cron runs between, nothing stays unmarked that is written.

use std::fmt::Write;

use super::super::plan::{Arrival, Part, Table, check, parts};
use super::super::told::News;
use crate::auth::hex;
use crate::auth::ingest_token::{HINT_CHARS, IngestToken};
use crate::store::{SCHEMA, Statement};
use crate::telemetry::Thin;

/// Longest message. Queues take 128,000 bytes, of which some 100 are their own
/// (developers.cloudflare.com/queues/platform/limits).
pub const MAX_MESSAGE_BYTES: usize = 120_000;

/// Most messages of one export: twenty times the largest recorded one.
pub const MAX_MESSAGES: usize = 20;

/// An export as messages of at most so many bytes; None when it is too much for them.
pub fn write(
    token: &IngestToken,
    thin: &Thin,
    arrival: Arrival<'_>,
    max_bytes: usize,
) -> Option<Vec<String>> {
    // Three pieces go into a message.
    let (marks, rows): (Vec<Part>, Vec<Part>) = parts(thin, arrival, max_bytes / 3, &mut News::default())
        .into_iter()
        .partition(|part| part.table == Table::Dirty);
    let head = format!("{SCHEMA} {} {}", token.hash_hex(), token.hint());
    let mut marks_lines = String::new();
    for mark in &marks {
        line(&mut marks_lines, mark);
    }
    let mut messages = Vec::new();
    let mut open = head.clone();
    for part in &rows {
        let before = open.len();
        line(&mut open, part);
        if open.len() + marks_lines.len() > max_bytes && before > head.len() {
            let last = open.split_off(before);
            messages.push(std::mem::replace(&mut open, head.clone() + &last) + &marks_lines);
        }
    }
    messages.push(open + &marks_lines);
    let fits =
        messages.len() <= MAX_MESSAGES && messages.iter().all(|message| message.len() <= MAX_MESSAGE_BYTES);
    fits.then_some(messages)
}

fn line(text: &mut String, Part { table, rows }: &Part) {
    // Writing to a String does not fail. JSON of one row after the other has no line break in it.
    let _ = write!(text, "\n{} {rows}", table.name());
}

/// What a message says.
#[derive(Debug)]
pub struct Message<'a> {
    /// What tells the token apart for an admin.
    pub hint: &'a str,
    /// The batch that stores the rows; its first statement is the check of the token.
    pub statements: Vec<Statement>,
}

/// Reads a message; None when it is none of this version's.
pub fn read(text: &str) -> Option<Message<'_>> {
    let mut lines = text.split('\n');
    let mut head = lines.next()?.split(' ');
    let (schema, hash, hint) = (head.next()?, head.next()?, head.next()?);
    if schema != SCHEMA || !hex::is_lower_hex(hash, 64) || hint.len() != HINT_CHARS {
        return None;
    }
    let mut statements = vec![check(hash.to_owned())];
    for line in lines {
        let (table, rows) = line.split_once(' ')?;
        let part = Part { table: Table::from_name(table)?, rows: rows.to_owned() };
        statements.push(part.insert(hash));
    }
    Some(Message { hint, statements })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::otlp::{self, Encoding, Signal};
    use crate::store::Param;
    use crate::telemetry;
    use crate::telemetry::time::Day;

    fn token() -> IngestToken {
        IngestToken::generate([0x1a; 20])
    }

    /// Prompts of as many sessions.
    fn export(sessions: usize) -> Option<Vec<String>> {
        let records: Vec<String> = (0..sessions)
            .map(|number| {
                format!(
                    r#"{{"timeUnixNano":"1795225933000000000","attributes":[
                        {{"key":"event.name","value":{{"stringValue":"user_prompt"}}}},
                        {{"key":"session.id","value":{{"stringValue":"{number}"}}}}
                    ]}}"#
                )
            })
            .collect();
        let body = format!(
            r#"{{"resourceLogs":[{{"scopeLogs":[{{"scope":{{"name":"com.anthropic.claude_code.events"}},"logRecords":[{}]}}]}}]}}"#,
            records.join(",")
        );
        let arrival = Arrival { day: Day(20_790), signal: Signal::Logs, body: body.as_bytes() };
        let request = otlp::decode(Signal::Logs, Encoding::Json, body.as_bytes()).unwrap();
        let thin = telemetry::thin(&request, arrival.day);
        write(&token(), &thin, arrival, MAX_MESSAGE_BYTES)
    }

    fn rows(statements: &[Statement], sql: &str) -> usize {
        let arrays = statements.iter().filter(|statement| statement.sql.contains(sql)).map(|statement| {
            let [Param::Text(hash), Param::Text(rows)] = statement.params.as_slice() else { return 0 };
            assert_eq!(*hash, token().hash_hex());
            serde_json::from_str::<Vec<serde_json::Value>>(rows).unwrap().len()
        });
        arrays.sum()
    }

    #[test]
    fn what_is_written_is_read_and_every_message_marks_everything() {
        for sessions in [1, 1_000] {
            let messages = export(sessions).unwrap();
            assert_eq!(messages.len() > 1, sessions > 1, "{}", messages.len());
            let mut events = 0;
            for text in &messages {
                assert!(text.len() <= MAX_MESSAGE_BYTES);
                let Message { hint, statements } = read(text).unwrap();
                assert_eq!(hint, token().hint());
                assert!(statements[0].sql.contains("AS in_force"));
                assert_eq!(rows(&statements, "INTO dirty"), sessions);
                events += rows(&statements, "INTO event");
            }
            assert_eq!(events, sessions);
        }
    }

    #[test]
    fn an_empty_export_is_the_question_whose_the_token_is() {
        let messages = export(0).unwrap();
        assert_eq!(messages, [format!("{SCHEMA} {} {}", token().hash_hex(), token().hint())]);
        assert_eq!(read(&messages[0]).unwrap().statements.len(), 1);
    }

    #[test]
    fn what_is_too_much_is_no_message() {
        // The marks alone fill one.
        assert!(export(6_000).is_none());
    }

    #[test]
    fn what_is_no_message_of_this_version() {
        let good = export(1).unwrap().remove(0);
        for text in [
            String::new(),
            good.replace(SCHEMA, "schema_0"),
            good.replace(&token().hash_hex(), "0000"),
            good.replace(token().hint(), ""),
            good.replace("\nevents ", "\nthoughts "),
            good.replace("\nevents ", "\nevents"),
            format!("{good}\n"),
        ] {
            assert!(read(&text).is_none(), "{text}");
        }
    }
}
