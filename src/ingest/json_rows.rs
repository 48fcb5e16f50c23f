//! Rows as JSON arrays, the form in which one bound parameter carries thousands of them (`json_each`).

use crate::auth::hex;
use crate::store::MAX_VALUE_BYTES;
use crate::telemetry::word::WordId;

/// JSON arrays of rows, cut so that none is longer than a bound unless a single row is.
#[derive(Debug)]
pub struct JsonRows {
    full: Vec<String>,
    open: String,
    max_bytes: usize,
}

impl Default for JsonRows {
    /// As long as D1 takes in one parameter.
    fn default() -> Self {
        Self::of(MAX_VALUE_BYTES)
    }
}

impl JsonRows {
    /// None longer than so many bytes, and the bracket that closes it.
    pub fn of(max_bytes: usize) -> Self {
        Self { full: Vec::new(), open: String::new(), max_bytes }
    }

    /// Adds a row: `cells` writes its columns in the order of the statement.
    pub fn row(&mut self, cells: impl FnOnce(&mut Cells<'_>)) {
        self.row_if(cells, |_| true);
    }

    /// The same, if the row is one that is wanted.
    pub fn row_if(&mut self, cells: impl FnOnce(&mut Cells<'_>), is_wanted: impl FnOnce(&str) -> bool) {
        let before = self.open.len();
        self.open.push(if before == 0 { '[' } else { ',' });
        self.open.push('[');
        cells(&mut Cells { json: &mut self.open, first: true });
        self.open.push(']');
        if !is_wanted(self.open.get(before + 1..).unwrap_or_default()) {
            self.open.truncate(before);
            return;
        }
        if self.open.len() >= self.max_bytes && before > 0 {
            // The row goes to the next parameter; its leading comma becomes the opening bracket.
            let row = self.open.split_off(before + 1);
            self.open.truncate(before);
            self.close();
            self.open.push('[');
            self.open.push_str(&row);
        }
    }

    fn close(&mut self) {
        if !self.open.is_empty() {
            self.open.push(']');
            self.full.push(std::mem::take(&mut self.open));
        }
    }

    /// The parameters; none when there are no rows.
    pub fn finish(mut self) -> Vec<String> {
        self.close();
        self.full
    }
}

/// The columns of one row.
pub struct Cells<'a> {
    json: &'a mut String,
    first: bool,
}

impl Cells<'_> {
    fn comma(&mut self) -> &mut String {
        if !self.first {
            self.json.push(',');
        }
        self.first = false;
        self.json
    }

    /// A whole number; SQLite reads all 64 bits.
    pub fn int(&mut self, number: i64) -> &mut Self {
        // Without std::fmt, which takes several times as long: an export of six spans has a hundred numbers.
        self.comma().push_str(itoa::Buffer::new().format(number));
        self
    }

    /// A whole number or NULL.
    pub fn opt(&mut self, number: Option<i64>) -> &mut Self {
        match number {
            Some(number) => self.int(number),
            None => {
                self.comma().push_str("null");
                self
            }
        }
    }

    /// A truth value as 1 or 0, or NULL.
    pub fn truth(&mut self, flag: Option<bool>) -> &mut Self {
        self.opt(flag.map(i64::from))
    }

    /// A word, or NULL for none.
    pub fn word(&mut self, word: WordId) -> &mut Self {
        self.opt((word != WordId::NONE).then_some(word.0))
    }

    /// Bytes as hexadecimal text (the statement applies `unhex`), or NULL.
    pub fn bytes(&mut self, bytes: Option<&[u8]>) -> &mut Self {
        let json = self.comma();
        match bytes {
            None => json.push_str("null"),
            Some(bytes) => {
                json.push('"');
                hex::push(json, bytes);
                json.push('"');
            }
        }
        self
    }

    /// A JSON object of texts.
    pub fn object<'t>(
        &mut self,
        members: impl Iterator<Item = (&'t (impl AsRef<str> + 't), &'t String)>,
    ) -> &mut Self {
        let json = self.comma();
        json.push('{');
        for (index, (name, value)) in members.enumerate() {
            if index > 0 {
                json.push(',');
            }
            push_text(json, name.as_ref());
            json.push(':');
            push_text(json, value);
        }
        json.push('}');
        self
    }

    /// Text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        push_text(self.comma(), text);
        self
    }
}

/// Adds a text as JSON has it. Most have nothing that must be escaped (RFC 8259 §7).
fn push_text(json: &mut String, text: &str) {
    if text.bytes().any(|byte| byte < 0x20 || byte == b'"' || byte == b'\\') {
        json.push_str(&serde_json::Value::from(text).to_string());
        return;
    }
    json.push('"');
    json.push_str(text);
    json.push('"');
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn rows_are_arrays() {
        let mut rows = JsonRows::default();
        rows.row(|cells| {
            cells.int(1).opt(None).truth(Some(true)).word(WordId::NONE).bytes(Some(&[0xab, 0])).text("a\"b");
        });
        rows.row(|cells| {
            cells.int(i64::MAX).int(i64::MIN);
        });
        assert_eq!(
            rows.finish(),
            [r#"[[1,null,1,null,"ab00","a\"b"],[9223372036854775807,-9223372036854775808]]"#]
        );
        assert!(JsonRows::default().finish().is_empty());
    }

    #[test]
    fn a_text_is_read_back_as_it_was() {
        let texts = ["", "plain", "é 漢 🦀", "a\"b", "a\\b", "a\nb", "\u{0}", "\u{1f}", "\u{7f}", "\u{2028}"];
        for text in texts {
            let mut json = String::new();
            push_text(&mut json, text);
            assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text, "{json}");
        }
    }

    #[test]
    fn what_is_too_long_for_one_parameter_goes_into_several() {
        let mut rows = JsonRows::default();
        let cell = "x".repeat(100_000);
        for number in 0..40 {
            rows.row(|cells| {
                cells.int(number).text(&cell);
            });
        }
        let chunks = rows.finish();
        assert!(chunks.len() > 1);
        let mut numbers = Vec::new();
        for chunk in &chunks {
            assert!(chunk.len() <= MAX_VALUE_BYTES + 1);
            let rows: Vec<(i64, String)> = serde_json::from_str(chunk).unwrap();
            numbers.extend(rows.iter().map(|row| row.0));
        }
        assert_eq!(numbers, (0..40).collect::<Vec<_>>());
    }
}
