//! A field that a client may leave out, or fill with what the schema does not allow.

/// What stood in an optional field. A bad value spoils its record, not the request that carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Field<T> {
    /// Absent, null, or the type's empty value.
    #[default]
    Absent,
    /// A value of the right form.
    Is(T),
    /// A value of the wrong form.
    Bad,
}

impl<T> Field<T> {
    /// The value, if there is a good one.
    pub fn ok(self) -> Option<T> {
        match self {
            Field::Is(value) => Some(value),
            Field::Absent | Field::Bad => None,
        }
    }
}

/// An id of `N` bytes as protobuf has it: empty is absent, another length is bad, and so are all zeros
/// (trace.proto: "an ID of all zeros is invalid").
pub fn id_from_bytes<const N: usize>(bytes: &[u8]) -> Field<[u8; N]> {
    if bytes.is_empty() {
        return Field::Absent;
    }
    match <[u8; N]>::try_from(bytes) {
        Ok(id) if id != [0; N] => Field::Is(id),
        _ => Field::Bad,
    }
}

/// An id of `N` bytes as OTLP/JSON has it: hexadecimal of either case, not base64.
pub fn id_from_hex<const N: usize>(text: &str) -> Field<[u8; N]> {
    if text.is_empty() {
        return Field::Absent;
    }
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return Field::Bad;
    }
    let mut id = [0; N];
    for (byte, [high, low]) in id.iter_mut().zip(digits.as_chunks().0) {
        match (char::from(*high).to_digit(16), char::from(*low).to_digit(16)) {
            (Some(high), Some(low)) => *byte = (high << 4 | low) as u8,
            _ => return Field::Bad,
        }
    }
    id_from_bytes(&id)
}

/// A time in nanoseconds as milliseconds; 0 is "not known" in OTLP.
pub fn time_from_nanos(nanos: u64) -> Field<i64> {
    match nanos / 1_000_000 {
        0 => Field::Absent,
        ms => i64::try_from(ms).map_or(Field::Bad, Field::Is),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_hexadecimal_of_the_right_length() {
        assert_eq!(id_from_hex::<2>("0aF0"), Field::Is([0x0a, 0xf0]));
        assert_eq!(id_from_hex::<2>(""), Field::Absent);
        for bad in ["0a", "0a0b0c", "zz00", "0000", "日x"] {
            assert_eq!(id_from_hex::<2>(bad), Field::Bad, "{bad}");
        }
    }

    #[test]
    fn times_are_divided_exactly() {
        assert_eq!(time_from_nanos(1_544_712_660_300_999_999), Field::Is(1_544_712_660_300));
        assert_eq!(time_from_nanos(0), Field::Absent);
        assert_eq!(time_from_nanos(u64::MAX), Field::Is(18_446_744_073_709));
    }
}
