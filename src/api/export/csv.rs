//! Comma-separated values (RFC 4180) that a spreadsheet opens without running any of them.

use serde::Serialize;

use super::{Column, ExportQuery};
use crate::api::usage::Figures;

/// The names of the figures, as everywhere in the API, with what reads each.
macro_rules! figures {
    ($($name:ident,)+) => {
        const FIGURE_NAMES: &[&str] = &[$(stringify!($name),)+];

        fn write_figures(csv: &mut Csv, figures: &Figures) {
            $(csv.number(&figures.$name);)+
        }
    };
}

figures! {
    requests,
    errors,
    retries,
    input_tokens,
    output_tokens,
    cache_read_tokens,
    cache_creation_tokens,
    cache_hit_rate,
    cost_usd,
    reported_cost_usd,
    cost_difference_usd,
    unpriced_tokens,
    sessions,
    prompts,
    tool_runs,
    tool_errors,
    approvals,
    rejections,
    lines_added,
    lines_removed,
    commits,
    pull_requests,
    active_user_seconds,
    active_cli_seconds,
    cache_savings_usd,
}

/// A table that is being written.
#[derive(Debug)]
pub struct Csv {
    text: String,
    at_start: bool,
}

impl Csv {
    /// The line of an export's names.
    pub fn new(query: &ExportQuery) -> Self {
        let period = query.filter.compare.then_some("period");
        let columns = query.columns.iter().map(Column::name);
        Self::named(period.into_iter().chain(columns).chain(FIGURE_NAMES.iter().copied()))
    }

    /// The line of names.
    pub fn named<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut csv = Self { text: String::new(), at_start: true };
        names.into_iter().for_each(|name| csv.text(name));
        csv.end();
        csv
    }

    /// A cell that is text. Spreadsheets take some texts for formulas, and run them
    /// (owasp.org/www-community/attacks/CSV_Injection); an apostrophe before it keeps it text.
    pub fn text(&mut self, text: &str) {
        self.separate();
        let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
        let prefix = if is_formula { "'" } else { "" };
        if text.contains(['"', ',', '\r', '\n']) {
            self.text.push('"');
            self.text.push_str(prefix);
            self.text.push_str(&text.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(prefix);
            self.text.push_str(text);
        }
    }

    /// The last cells of a line.
    pub fn figures(&mut self, figures: &Figures) {
        write_figures(self, figures);
        self.end();
    }

    /// A number as the JSON answers have it; nothing where they have null.
    fn number(&mut self, number: &impl Serialize) {
        self.separate();
        // A number cannot fail to be written.
        let number = serde_json::to_string(number).unwrap_or_default();
        if number != "null" {
            self.text.push_str(&number);
        }
    }

    fn separate(&mut self) {
        if !self.at_start {
            self.text.push(',');
        }
        self.at_start = false;
    }

    /// The end of a line.
    pub fn end(&mut self) {
        self.text.push_str("\r\n");
        self.at_start = true;
    }

    /// The whole table.
    pub fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(texts: &[&str]) -> String {
        let mut csv = Csv { text: String::new(), at_start: true };
        for text in texts {
            csv.text(text);
        }
        csv.finish()
    }

    #[test]
    fn what_would_break_a_line_is_quoted() {
        assert_eq!(cells(&["a", "", "b c"]), "a,,b c");
        assert_eq!(cells(&["a,b", "say \"x\"", "two\nlines"]), "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"");
    }

    #[test]
    fn no_text_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"] {
            assert_eq!(cells(&[text]), format!("'{text}"));
        }
        assert_eq!(cells(&["=HYPERLINK(\"x\",\"y\")"]), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
        assert_eq!(cells(&["a=b", "x-y", "mia@example.org"]), "a=b,x-y,mia@example.org");
    }
}
