//! A text as a literal of another language. Each takes any text, also one that was not checked.

/// A JSON string. It is a YAML (1.2), Python and TypeScript string as well.
pub fn json(text: &str) -> String {
    // A text cannot fail to be written.
    serde_json::to_string(text).unwrap_or_default()
}

/// A word of a POSIX shell, in single quotes: nothing in them means anything but the next quote.
pub fn shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A PowerShell string in single quotes. PowerShell takes typographic quotes for the same, so they are doubled too.
pub fn powershell(text: &str) -> String {
    let mut quoted = String::from("'");
    for character in text.chars() {
        if matches!(character, '\'' | '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}') {
            quoted.push(character);
        }
        quoted.push(character);
    }
    quoted.push('\'');
    quoted
}

/// A name or value of `OTEL_RESOURCE_ATTRIBUTES` (opentelemetry.io/docs/specs/otel/resource/sdk): all but unreserved
/// characters (RFC 3986) as UTF-8 in `%XX`, so that commas, equals signs and spaces are the text's own.
pub fn percent(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let digit = |nibble: u8| char::from(HEX.get(usize::from(nibble)).copied().unwrap_or(b'0'));
            encoded.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    encoded
}

/// The value of `OTEL_RESOURCE_ATTRIBUTES` that declares these.
pub fn resource_attributes(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", percent(name), percent(value))).collect();
    pairs.join(",")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::process::Command;

    use super::*;

    const HOSTILE: [&str; 9] = [
        "plain",
        "it's",
        "'; rm -rf /; '",
        "$(id) `id` ${HOME} \\ !",
        "a\nb\tc",
        "\"quoted\"",
        "Jörg O’Neil",
        "",
        "%20,=",
    ];

    #[test]
    fn a_json_string_is_read_back() {
        for text in HOSTILE {
            assert_eq!(serde_json::from_str::<String>(&json(text)).unwrap(), text);
        }
    }

    #[test]
    fn a_shell_word_is_read_back_by_a_shell() {
        for text in HOSTILE {
            let command = format!("printf %s {}", shell(text));
            let output = Command::new("sh").args(["-c", &command]).output().unwrap();
            assert_eq!(String::from_utf8(output.stdout).unwrap(), text);
        }
    }

    #[test]
    fn a_powershell_string_ends_at_its_own_quote() {
        for (text, expected) in [
            ("plain", "'plain'"),
            ("it's", "'it''s'"),
            ("$x `n", "'$x `n'"),
            ("a\u{2019}b", "'a\u{2019}\u{2019}b'"),
        ] {
            assert_eq!(powershell(text), expected);
        }
    }

    #[test]
    fn an_attribute_is_percent_encoded() {
        for (text, expected) in [
            ("mia@example.com", "mia%40example.com"),
            ("R&D, Berlin = ö", "R%26D%2C%20Berlin%20%3D%20%C3%B6"),
            ("team.id-1_2~", "team.id-1_2~"),
        ] {
            assert_eq!(percent(text), expected);
        }
        assert_eq!(
            resource_attributes(&[("user.email", "a@b"), ("user.name", "A B")]),
            "user.email=a%40b,user.name=A%20B"
        );
    }
}
