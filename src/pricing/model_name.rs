//! One model, many spellings: `claude-sonnet-4-5-20250929`, `us.anthropic.claude-sonnet-4-5-20250929-v1:0`,
//! `claude-sonnet-4-5@20250929` and `claude-sonnet-4-5[1m]` cost the same.

use std::borrow::Cow;

/// No model's name is longer; what is longer is cut, so a hostile client cannot fill the dictionary.
pub const MAX_MODEL_BYTES: usize = 128;

/// The name as the price list writes it, in lower case, of at most [`MAX_MODEL_BYTES`] bytes.
///
/// Taken off: a path before the last `/` (Vertex, gateways, Bedrock's inference profiles), Bedrock's
/// region and vendor (`us.anthropic.`), and at the end, in any order, `[1m]` (the long context window
/// costs no more by itself), a date (`-20250929`, `@20250929`) and Bedrock's version (`-v1:0`, `-v1`).
/// A name that is not Claude's goes through the same rules and stays recognisable.
pub fn normalise(model: &str) -> Cow<'_, str> {
    let mut name = model.trim();
    if let Some((_, last)) = name.rsplit_once('/') {
        name = last;
    }
    name = without_vendor(name);
    // Each round takes something off, so this ends.
    while let Some(shorter) = without_suffix(name) {
        name = shorter;
    }
    name = cut(name);
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// Takes off `anthropic.` and what names a Bedrock region before it (`us.`, `eu.`, `apac.`, `global.`, `us-gov.`).
fn without_vendor(name: &str) -> &str {
    const VENDOR: &str = "anthropic.";
    let starts_with_vendor =
        |text: &str| text.get(..VENDOR.len()).is_some_and(|start| start.eq_ignore_ascii_case(VENDOR));
    let after_region = match name.split_once('.') {
        Some((region, rest)) if is_region(region) && starts_with_vendor(rest) => rest,
        _ => name,
    };
    if starts_with_vendor(after_region) {
        after_region.get(VENDOR.len()..).unwrap_or(after_region)
    } else {
        after_region
    }
}

fn is_region(text: &str) -> bool {
    (1..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
}

/// The name without its last suffix that says nothing about the price; None when there is none.
fn without_suffix(name: &str) -> Option<&str> {
    if let Some(start) = name.len().checked_sub("[1m]".len())
        && let (Some(rest), Some(end)) = (name.get(..start), name.get(start..))
        && end.eq_ignore_ascii_case("[1m]")
    {
        return Some(rest.trim_end());
    }
    if let Some((rest, date)) = name.rsplit_once(['-', '@'])
        && is_date(date)
    {
        return Some(rest);
    }
    if let Some((rest, version)) = name.rsplit_once(['-'])
        && is_bedrock_version(version)
    {
        return Some(rest);
    }
    None
}

/// `20250929`: eight digits of this century.
fn is_date(text: &str) -> bool {
    text.len() == 8 && text.starts_with("20") && is_number(text)
}

/// `v1:0` or `v1`.
fn is_bedrock_version(text: &str) -> bool {
    let Some(version) = text.strip_prefix(['v', 'V']) else { return false };
    match version.split_once(':') {
        Some((major, minor)) => is_number(major) && is_number(minor),
        None => is_number(version),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The longest beginning of whole characters within the bound.
fn cut(name: &str) -> &str {
    let mut end = name.len().min(MAX_MODEL_BYTES);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_model_has_one_name() {
        let cases = [
            ("claude-sonnet-4-5", "claude-sonnet-4-5"),
            ("claude-sonnet-4-5-20250929", "claude-sonnet-4-5"),
            ("claude-sonnet-4-5@20250929", "claude-sonnet-4-5"),
            ("claude-sonnet-4-5[1m]", "claude-sonnet-4-5"),
            ("claude-sonnet-4-5-20250929[1m]", "claude-sonnet-4-5"),
            ("claude-sonnet-4-5[1M]", "claude-sonnet-4-5"),
            ("anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5"),
            ("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5"),
            ("eu.anthropic.claude-sonnet-4-5-20250929-v1:0[1m]", "claude-sonnet-4-5"),
            ("apac.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5"),
            ("global.anthropic.claude-opus-4-6-v1", "claude-opus-4-6"),
            ("us-gov.anthropic.claude-3-5-haiku-20241022-v1:0", "claude-3-5-haiku"),
            (
                "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-opus-5-v1:0",
                "claude-opus-5",
            ),
            ("publishers/anthropic/models/claude-haiku-4-5@20251001", "claude-haiku-4-5"),
            ("Claude-Opus-5-5", "claude-opus-5-5"),
            ("  claude-haiku-5-5 ", "claude-haiku-5-5"),
        ];
        for (spelling, name) in cases {
            assert_eq!(normalise(spelling), name, "{spelling}");
        }
    }

    #[test]
    fn what_belongs_to_a_name_stays() {
        let cases = [
            ("", ""),
            ("claude-sonnet-4", "claude-sonnet-4"),
            ("claude-opus-4-1", "claude-opus-4-1"),
            ("gpt-5.2-codex", "gpt-5.2-codex"),
            ("qwen3:4b", "qwen3:4b"),
            ("model-v", "model-v"),
            ("model-v1:", "model-v1:"),
            ("model-12345678", "model-12345678"),
            ("[1m]", ""),
            ("anthropic.", ""),
            ("my.anthropology-1", "my.anthropology-1"),
            ("模型-甲", "模型-甲"),
        ];
        for (spelling, name) in cases {
            assert_eq!(normalise(spelling), name, "{spelling}");
        }
    }

    #[test]
    fn a_name_is_its_own_name() {
        for spelling in ["us.anthropic.claude-sonnet-4-5-20250929-v1:0[1m]", "Claude-Opus-5-5[1m][1m]"] {
            let once = normalise(spelling).into_owned();
            assert_eq!(normalise(&once), once);
        }
    }

    #[test]
    fn a_name_is_bounded_and_whole_characters() {
        let long = "é".repeat(100_000);
        let name = normalise(&long);
        assert!(name.len() <= MAX_MODEL_BYTES);
        assert!(name.chars().all(|c| c == 'é'));
        assert_eq!(normalise(&"-20250929".repeat(20_000)), "");
    }

    #[test]
    fn a_name_that_is_right_already_is_not_copied() {
        assert!(matches!(normalise("claude-opus-5-20260724"), Cow::Borrowed("claude-opus-5")));
    }
}
