//! The text of a statement, as the database is sent it.

/// The text of an SQL file, or of several one after the other, made when the Worker is compiled: without the lines that are
/// comments, and without indentation. D1 is sent the text of every statement of every batch, so what only a person reads would be paid for with
/// each export. No literal of an SQL file may go over the end of a line.
macro_rules! sql {
    ($($path:literal),+) => {{
        const FILE: &[u8] = concat!($(include_str!($path)),+).as_bytes();
        const LENGTH: usize = $crate::store::sql::bare::<0>(FILE).1;
        const BARE: &[u8] = &$crate::store::sql::bare::<LENGTH>(FILE).0;
        const SQL: &str = match std::str::from_utf8(BARE) {
            Ok(text) => text,
            Err(_) => panic!("the file is not UTF-8"),
        };
        SQL
    }};
}
pub(crate) use sql;

/// The bare text of a file, as much of it as there is room for, and how long it is in bytes.
pub(crate) const fn bare<const ROOM: usize>(mut file: &[u8]) -> ([u8; ROOM], usize) {
    let mut text = [0; ROOM];
    let mut room: &mut [u8] = &mut text;
    let mut length = 0;
    let mut is_comment = false;
    let mut begins_line = true;
    while let [byte, rest @ ..] = file {
        if begins_line {
            is_comment = matches!(file, [b'-', b'-', ..]);
        }
        let is_indentation = begins_line && matches!(byte, b' ' | b'\n');
        if !is_indentation && !is_comment {
            if let [place, places @ ..] = room {
                *place = *byte;
                room = places;
            }
            length += 1;
        }
        begins_line = is_indentation || *byte == b'\n';
        file = rest;
    }
    (text, length)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::bare;

    #[test]
    fn comments_and_indentation_go() {
        let file = b"-- What it does.\nSELECT 'a  -- b', -- one\n  2\n\n  -- why\nFROM t\n";
        let (text, length) = bare::<64>(file);
        assert_eq!(&text[..length], b"SELECT 'a  -- b', -- one\n2\nFROM t\n");
        assert_eq!(bare::<0>(file).1, length);
        assert_eq!(bare::<4>("é -- x".as_bytes()).0, *b"\xc3\xa9 -");
    }
}
