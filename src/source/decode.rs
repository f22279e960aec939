//! From bytes to text: which encoding a file is in, and what is no text at all.
//!
//! Owns detection and its order: byte-order mark, UTF-8, UTF-16 without a mark, then GB18030 (GBK, GB 2312) and Big5 by their statistics.

use super::{Encoding, ReadError};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

/// How much of a file the statistics look at: they are slow, and more does not change their mind.
const SAMPLE: usize = 64 << 10;
/// One undecodable place in so many characters is a blemish, more of them are a wrong encoding.
const CHARS_PER_BLEMISH: usize = 200;

/// Decodes a file without its byte-order mark. A few undecodable bytes become U+FFFD; many, or a NUL, are an error.
pub(crate) fn decode(bytes: &[u8], encoding: Encoding) -> Result<String, ReadError> {
    let text = match encoding {
        Encoding::Auto => detect(bytes)?,
        Encoding::Utf8 => utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))?,
        Encoding::Gb18030 => legacy(bytes, encoding_rs::GB18030, "GB18030")?,
        Encoding::Big5 => legacy(bytes, encoding_rs::BIG5, "Big5")?,
        Encoding::Utf16 => match bytes {
            [0xFF, 0xFE, rest @ ..] => utf16(rest, false, 2)?,
            [0xFE, 0xFF, rest @ ..] => utf16(rest, true, 2)?,
            _ => utf16(bytes, utf16_score(bytes, true) > utf16_score(bytes, false), 0)?,
        },
    };
    match memchr::memchr(0, text.as_bytes()) {
        Some(at) => Err(ReadError::NotText { at }),
        None => Ok(text),
    }
}

fn detect(bytes: &[u8]) -> Result<String, ReadError> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => return utf8(rest),
        [0xFF, 0xFE, rest @ ..] => return utf16(rest, false, 2),
        [0xFE, 0xFF, rest @ ..] => return utf16(rest, true, 2),
        _ => {}
    }
    let nul = memchr::memchr(0, bytes);
    // Of the two ways of checking UTF-8 that there are, the one of the codecs takes half as long over Chinese.
    if nul.is_none()
        && let Some(text) = encoding_rs::UTF_8.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return Ok(text.into_owned());
    }
    for big_endian in [false, true] {
        if utf16_score(bytes, big_endian) >= 0.9 {
            return utf16(bytes, big_endian, 0);
        }
    }
    if let Some(at) = nul {
        return Err(ReadError::NotText { at });
    }
    if mostly_utf8(bytes) {
        return utf8(bytes);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(SAMPLE)], bytes.len() <= SAMPLE);
    if detector.guess(None, Utf8Detection::Deny) == encoding_rs::BIG5 {
        return legacy(bytes, encoding_rs::BIG5, "Big5");
    }
    // a short text may be taken for a Western one; what decodes as Chinese is Chinese
    legacy(bytes, encoding_rs::GB18030, "GB18030")
}

/// UTF-8 with at most a few blemishes. `bytes` has no byte-order mark; the place of an error counts from its end.
fn utf8(bytes: &[u8]) -> Result<String, ReadError> {
    let at = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_owned()),
        Err(error) => error.valid_up_to(),
    };
    let bad = bytes.utf8_chunks().filter(|c| !c.invalid().is_empty()).count();
    tolerate(String::from_utf8_lossy(bytes).into_owned(), bad, at, "UTF-8")
}

/// Whether broken UTF-8 is a better word for the bytes than another encoding: nine of ten bytes beyond ASCII lie in whole characters.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes[..bytes.len().min(SAMPLE)].utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| !b.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    good > 9 * bad
}

fn legacy(bytes: &[u8], encoding: &'static encoding_rs::Encoding, name: &'static str) -> Result<String, ReadError> {
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return plausible(text.into_owned(), name);
    }
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let bad = text.matches('\u{FFFD}').count();
    tolerate(text.into_owned(), bad, first_bad(bytes, encoding), name).and_then(|text| plausible(text, name))
}

/// GB18030 decodes nearly everything: what comes out must look like writing.
fn plausible(text: String, encoding: &'static str) -> Result<String, ReadError> {
    let odd = |c: char| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{1}'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{F0000}'..);
    let count = text.chars().filter(|c| odd(*c)).count();
    match text.find(odd) {
        Some(_) if count * 10 > text.chars().count() => Err(ReadError::Undecodable { at: 0, encoding }),
        _ => Ok(text),
    }
}

/// Where a legacy encoding first fails, in bytes of the file.
fn first_bad(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(
        decoder
            .max_utf8_buffer_length_without_replacement(bytes.len())
            .unwrap_or(0),
    );
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (encoding_rs::DecoderResult::Malformed(bad, after), read) => {
            read.saturating_sub(usize::from(bad) + usize::from(after))
        }
        (_, read) => read,
    }
}

fn utf16(bytes: &[u8], big_endian: bool, skipped: usize) -> Result<String, ReadError> {
    let (units, tail) = units(bytes, big_endian);
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    let (mut bad, mut first, mut at) = (0, None, skipped);
    for c in char::decode_utf16(units) {
        if c.is_err() {
            bad += 1;
            first.get_or_insert(at);
        }
        at += c.as_ref().map_or(2, |c| 2 * c.len_utf16());
        text.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    if tail {
        bad += 1;
        text.push(char::REPLACEMENT_CHARACTER);
    }
    tolerate(text, bad, first.unwrap_or(at), "UTF-16")
}

/// The 16-bit units, and whether half of one is left over.
fn units(bytes: &[u8], big_endian: bool) -> (impl Iterator<Item = u16>, bool) {
    let pairs = bytes.chunks_exact(2);
    let tail = !pairs.remainder().is_empty();
    let unit = move |b: &[u8]| {
        if big_endian {
            u16::from_be_bytes([b[0], b[1]])
        } else {
            u16::from_le_bytes([b[0], b[1]])
        }
    };
    (pairs.map(unit), tail)
}

/// The share of units that a Chinese draft is written in.
fn utf16_score(bytes: &[u8], big_endian: bool) -> f64 {
    if bytes.len() < 4 || bytes.len() % 2 == 1 {
        return 0.0;
    }
    let (mut good, mut all) = (0u32, 0u32);
    for unit in units(&bytes[..bytes.len().min(SAMPLE)], big_endian).0 {
        all += 1;
        good += u32::from(
            matches!(unit, 0x09 | 0x0A | 0x0D | 0x20..=0x7E | 0x2010..=0x2030 | 0x2460..=0x24FF
            | 0x3000..=0x3020 | 0x4E00..=0x9FFF | 0xFF01..=0xFF5E),
        );
    }
    f64::from(good) / f64::from(all)
}

fn tolerate(text: String, bad: usize, at: usize, encoding: &'static str) -> Result<String, ReadError> {
    if bad * CHARS_PER_BLEMISH > text.chars().count() {
        return Err(ReadError::Undecodable { at, encoding });
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SIMPLIFIED: &str = "全年新增城镇就业616人，困难人员就业421人。民生支出3.37亿元，占一般公共预算支出的81.6%。";
    const TRADITIONAL: &str =
        "全年新增就業人口達六百一十六人，較上年度增加百分之三點五，整體經濟穩定成長，預算執行情形良好。";

    fn auto(bytes: &[u8]) -> Result<String, ReadError> {
        decode(bytes, Encoding::Auto)
    }

    fn wide(text: &str, big_endian: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|u| if big_endian { u.to_be_bytes() } else { u.to_le_bytes() })
            .collect()
    }

    #[test]
    fn every_encoding_is_found_by_itself() {
        let long = SIMPLIFIED.repeat(2000);
        for text in [SIMPLIFIED, "(五)民生保障坚强有力\n", "增长3.5%\n", long.as_str()] {
            assert_eq!(auto(text.as_bytes()).unwrap(), text);
            assert_eq!(auto(&[b"\xEF\xBB\xBF", text.as_bytes()].concat()).unwrap(), text);
            assert_eq!(auto(&encoding_rs::GBK.encode(text).0).unwrap(), text);
            assert_eq!(auto(&encoding_rs::GB18030.encode(text).0).unwrap(), text);
            for big_endian in [false, true] {
                assert_eq!(auto(&wide(text, big_endian)).unwrap(), text);
                assert_eq!(auto(&wide(&format!("\u{FEFF}{text}"), big_endian)).unwrap(), text);
            }
        }
        for text in [TRADITIONAL, TRADITIONAL.repeat(2000).as_str()] {
            assert_eq!(auto(&encoding_rs::BIG5.encode(text).0).unwrap(), text);
        }
    }

    #[test]
    fn the_encoding_can_be_given() {
        let short = "就業";
        let bytes = encoding_rs::BIG5.encode(short).0;
        assert_eq!(decode(&bytes, Encoding::Big5).unwrap(), short);
        assert_ne!(decode(&bytes, Encoding::Gb18030).ok().as_deref(), Some(short));
        assert_eq!(decode(&wide(short, true), Encoding::Utf16).unwrap(), short);
        assert_eq!(decode("\u{FEFF}甲".as_bytes(), Encoding::Utf8).unwrap(), "甲");
        assert!(decode(&encoding_rs::GBK.encode(SIMPLIFIED).0, Encoding::Utf8).is_err());
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_place() {
        assert!(matches!(
            auto(b"PK\x03\x04\x14\x00\x06\x00\x08\x00"),
            Err(ReadError::NotText { at: 5 })
        ));
        assert!(matches!(auto("甲\0乙".as_bytes()), Err(ReadError::NotText { at: 3 })));
        let cut = [SIMPLIFIED.as_bytes(), b"\xE5\xB9"].concat();
        assert!(matches!(auto(&cut), Err(ReadError::Undecodable { at, encoding: "UTF-8" }) if at == SIMPLIFIED.len()));
        let noise: Vec<u8> = (0..4000u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 | 1)
            .collect();
        assert!(auto(&noise).is_err());
    }

    #[test]
    fn one_bad_byte_in_a_long_text_is_a_blemish() {
        let long = SIMPLIFIED.repeat(20);
        let text = auto(&[long.as_bytes(), b"\xE5", long.as_bytes()].concat()).unwrap();
        assert_eq!(text, format!("{long}\u{FFFD}{long}"));
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            for encoding in [Encoding::Auto, Encoding::Utf8, Encoding::Gb18030, Encoding::Big5, Encoding::Utf16] {
                if let Ok(text) = decode(&bytes, encoding) {
                    prop_assert!(!text.contains('\0'));
                }
            }
        }
    }
}
