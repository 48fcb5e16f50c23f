//! Bytes as lower-case hexadecimal, the form in which hashes go to SQLite's `unhex()`.

const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];

/// Two lower-case digits a byte.
pub fn encode(bytes: &[u8]) -> String {
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0x0f)]).collect()
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
