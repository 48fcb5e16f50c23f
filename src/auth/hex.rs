//! Bytes as lower-case hexadecimal, the form in which hashes go to SQLite's `unhex()`.

/// Two lower-case digits a byte.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    push(&mut text, bytes);
    text
}

/// Adds them to a text.
pub fn push(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 0x0f));
    }
}

/// The digit of a number below 16.
fn digit(nibble: u8) -> char {
    char::from(if nibble < 10 { b'0' + nibble } else { b'a' - 10 + nibble })
}

/// Whether a text is of exactly `digits` lower-case hexadecimal digits.
pub fn is_lower_hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_digits_a_byte() {
        assert_eq!(encode(&[0x00, 0x0f, 0xa0, 0xff]), "000fa0ff");
        assert_eq!(encode(&[]), "");
    }

    #[test]
    fn only_lower_case_of_the_right_length() {
        let cases = [
            ("00ff", true),
            ("00FF", false),
            ("00f", false),
            ("00fff", false),
            ("00fg", false),
            ("é1", false),
        ];
        for (text, expected) in cases {
            assert_eq!(is_lower_hex(text, 4), expected, "{text}");
        }
    }
}
