//! Bounds: how much of a request is looked at, zipped and unzipped. Stated in `docs/LIMITS.md`.

use std::borrow::Cow;
use std::io::Read;

use flate2::bufread::MultiGzDecoder;

use super::media::Compression;
use super::refusal::Refusal;

/// Most bytes of a request body on the wire. The OTLP specification recommends 64 MiB; a Worker has
/// 128 MB of memory for everything, and the largest recorded export is 0.12 MB.
pub const MAX_WIRE_BYTES: usize = 4 * 1024 * 1024;

/// Most bytes of a request body after decompression.
pub const MAX_DECODED_BYTES: usize = 16 * 1024 * 1024;

/// The body as the client's exporter wrote it.
///
/// A gzip stream is read to its end: all members, and a checksum at the end of each. What is cut off or
/// followed by other bytes is refused, so that half a request is never taken for a whole one.
///
/// # Errors
/// 413 when the body is larger than [`MAX_DECODED_BYTES`], 400 when it is not gzip.
pub fn decompress(body: &[u8], compression: Compression) -> Result<Cow<'_, [u8]>, Refusal> {
    match compression {
        Compression::None => Ok(Cow::Borrowed(body)),
        // Nothing zipped is nothing: an empty request is a valid one.
        Compression::Gzip if body.is_empty() => Ok(Cow::Borrowed(body)),
        Compression::Gzip => {
            let mut decoded = Vec::new();
            MultiGzDecoder::new(body)
                .take(MAX_DECODED_BYTES as u64 + 1)
                .read_to_end(&mut decoded)
                .map_err(|error| Refusal::bad_data(format!("gzip: {error}")))?;
            if decoded.len() > MAX_DECODED_BYTES {
                return Err(Refusal::too_large(format!(
                    "The decompressed body is larger than {} MiB; lower OTEL_BSP_MAX_EXPORT_BATCH_SIZE or OTEL_BLRP_MAX_EXPORT_BATCH_SIZE.",
                    MAX_DECODED_BYTES / (1024 * 1024)
                )));
            }
            Ok(Cow::Owned(decoded))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::io::Write;

    use flate2::Compression as Level;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Level::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_zipped_body_comes_back_whole() {
        assert_eq!(decompress(&gzip(b"hello"), Compression::Gzip).unwrap().as_ref(), b"hello");
        assert_eq!(decompress(b"hello", Compression::None).unwrap().as_ref(), b"hello");
    }

    #[test]
    fn members_are_joined_and_halves_are_refused() {
        let two = [gzip(b"one "), gzip(b"two")].concat();
        assert_eq!(decompress(&two, Compression::Gzip).unwrap().as_ref(), b"one two");

        let whole = gzip(b"a body that is cut off somewhere");
        assert_eq!(decompress(&whole[..whole.len() - 3], Compression::Gzip).unwrap_err().status, 400);
        let trailed = [whole, b"rubbish".to_vec()].concat();
        assert_eq!(decompress(&trailed, Compression::Gzip).unwrap_err().status, 400);
        assert_eq!(decompress(b"{}", Compression::Gzip).unwrap_err().status, 400);
    }

    #[test]
    fn a_bomb_is_refused_at_the_limit() {
        let fits = gzip(&vec![0; MAX_DECODED_BYTES]);
        assert_eq!(decompress(&fits, Compression::Gzip).unwrap().len(), MAX_DECODED_BYTES);
        let bomb = gzip(&vec![0; MAX_DECODED_BYTES + 1]);
        assert_eq!(decompress(&bomb, Compression::Gzip).unwrap_err().status, 413);
    }
}
