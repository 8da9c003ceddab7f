//! Pages and texts in every encoding, and in others than they say.

use super::*;

const CZECH: &str = "Řeka se v noci zvedla a ráno už vzala dolní most, dvě lodě a většinu trhu, řekl starosta. Příští týden začne oprava.";
const RUSSIAN: &str =
    "Плотина рухнула незадолго до рассвета, и мельники услышали это раньше, чем увидели. К полудню пруд стал лугом.";
const GERMAN: &str = "Das Wehr in Öllen ist gebrochen, und die Müller hörten es, bevor sie es sahen. Für die Fische war es übel, für die Möwen schön, für Bürger öde.";
const JAPANESE: &str =
    "夜明け前に堰が崩れ、粉屋たちは見るより先にその音を聞いた。昼には池は草地になり、舟が一つ残っていた。";

fn page(charset: &str, text: &str) -> String {
    format!(
        "<html><head><meta http-equiv=Content-Type content='text/html; charset={charset}'><title>x</title></head><body><p>{text}</p></body></html>"
    )
}

fn encoded(encoding: &'static encoding_rs::Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost, "{}", encoding.name());
    bytes.into_owned()
}

#[test]
fn a_declared_encoding_is_believed_without_a_word() {
    for (encoding, text) in [
        (encoding_rs::ISO_8859_2, CZECH),
        (encoding_rs::WINDOWS_1250, CZECH),
        (encoding_rs::KOI8_R, RUSSIAN),
        (encoding_rs::WINDOWS_1252, GERMAN),
        (encoding_rs::SHIFT_JIS, JAPANESE),
        (encoding_rs::EUC_JP, JAPANESE),
    ] {
        let article = one("a.html", encoded(encoding, &page(encoding.name(), text)));
        assert!(texts(&article).contains(&text), "{}: {:?}", encoding.name(), texts(&article));
        assert_eq!((article.guessed, article.unreadable), (None, 0), "{}", encoding.name());
    }
}

#[test]
fn a_page_that_lies_about_its_encoding_is_found_out() {
    for (said, is, text) in [
        ("iso-8859-1", encoding_rs::UTF_8, GERMAN),
        ("shift_jis", encoding_rs::UTF_8, RUSSIAN),
        ("utf-8", encoding_rs::WINDOWS_1252, GERMAN),
        ("utf-8", encoding_rs::SHIFT_JIS, JAPANESE),
        ("iso-8859-1", encoding_rs::WINDOWS_1251, RUSSIAN),
        ("windows-1252", encoding_rs::EUC_JP, JAPANESE),
        ("gb2312", encoding_rs::WINDOWS_1252, GERMAN),
    ] {
        let article = one("a.html", encoded(is, &page(said, text)));
        assert!(texts(&article).contains(&text), "{said} is {}: {:?}", is.name(), texts(&article));
    }
}

#[test]
fn a_guess_that_may_be_wrong_is_said_to_be_one() {
    let text = |encoding, text: &str| one("a.txt", encoded(encoding, text)).guessed;
    assert_eq!(text(encoding_rs::WINDOWS_1252, "Weir\n\nEin Müller sah es. "), Some("windows-1252"));
    assert_eq!(text(encoding_rs::KOI8_R, RUSSIAN), Some("KOI8-U"));
    assert!(text(encoding_rs::ISO_8859_2, CZECH).is_some());
    assert_eq!(text(encoding_rs::UTF_8, RUSSIAN), None);
    assert_eq!(text(encoding_rs::WINDOWS_1252, &GERMAN.repeat(2)), None);
    assert_eq!(text(encoding_rs::SHIFT_JIS, &JAPANESE.repeat(3)), None);
    assert!(one("hz.txt", "Hanzi: ~{<:Ky2;~} and ~{VPND~} and ~{HK~}, so it says here.").guessed.is_some());
}

#[test]
fn utf_16_without_a_mark_is_read_in_any_script() {
    for text in [RUSSIAN, JAPANESE, GERMAN] {
        let text = format!("{text}\n\n{text} 2019\n");
        for unit in [u16::to_le_bytes, u16::to_be_bytes] {
            let bytes: Vec<u8> = text.encode_utf16().flat_map(unit).collect();
            let article = one("a.txt", bytes);
            assert!(whole_text(&article).contains(text.split([',', '、']).next().unwrap()), "{text}");
            assert_eq!(article.unreadable, 0);
        }
    }
}

fn whole_text(article: &Article) -> String {
    format!("{}\n{}", article.title, texts(article).join("\n"))
}

#[test]
fn windows_signs_that_were_taken_for_latin_1_come_back() {
    let article = one(
        "a.txt",
        "Weir gone\n\n\u{93}It\u{92}s gone,\u{94} she said \u{96} and it was\u{85} \u{9b}31mGone\u{9b}0m, \u{9d}0;x\u{9c}they said.\n",
    );
    assert_eq!(texts(&article), ["“It’s gone,” she said – and it was… Gone, they said."]);
}

#[test]
fn a_manual_page_printed_over_itself_and_a_text_with_a_stray_nul_are_texts() {
    let bold: String = "Weir gone".chars().map(|c| format!("{c}\u{8}{c}")).collect();
    let page = one("page.txt", format!("{bold}\n\n{LEAD}\n"));
    assert_eq!(page.title, "Weir gone");
    let damaged = one("damaged.txt", format!("Weir gone\n\n{LEAD}\0\n\n{NEXT}"));
    assert_eq!(damaged.blocks.len(), 2);
}
