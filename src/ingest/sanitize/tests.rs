//! What no text may bring to a terminal, and what it keeps.

use proptest::prelude::*;
use unicode_normalization::is_nfc;

use super::*;

#[test]
fn clean_text_is_not_copied() {
    for clean in ["Plain words.\nMore of them.", "Curly “quotes” – naïve café", "日本語の記事です。", "Новости дня"]
    {
        assert!(matches!(text(clean), Cow::Borrowed(_)), "{clean}");
    }
}

#[test]
fn whole_escape_sequences_go() {
    for (hostile, safe) in [
        ("a\u{1b}[31mred\u{1b}[0m", "ared"),
        ("a\u{1b}[38;2;1;2;3mb", "ab"),
        ("a\u{1b}]0;title\u{7}b", "ab"),
        ("a\u{1b}]8;;https://x.test\u{1b}\\link\u{1b}]8;;\u{1b}\\b", "alinkb"),
        ("a\u{1b}P1$q\"p\u{1b}\\b", "ab"),
        ("a\u{1b}_Gf=100;AAAA\u{1b}\\b", "ab"),
        ("a\u{1b}^private\u{1b}\\b", "ab"),
        ("a\u{1b}Xstart\u{9c}b", "ab"),
        ("a\u{1b}kname\u{1b}\\b", "ab"),
        ("a\u{1b}cb\u{1b}(0c\u{1b}#8d", "abcd"),
        ("a\u{9b}2Jb", "ab"),
        ("a\u{9d}52;c;AAAA\u{7}b", "ab"),
        ("a\u{90}q\u{9c}b", "ab"),
    ] {
        assert_eq!(text(hostile), safe, "{hostile:?}");
    }
}

#[test]
fn an_unterminated_string_takes_its_line_and_no_more() {
    assert_eq!(text("a\u{1b}]0;title\nnext line"), "a\nnext line");
    let long = format!("a\u{1b}]0;{}", "x".repeat(10_000));
    assert!(text(&long).len() > 9_000);
}

#[test]
fn an_unterminated_control_sequence_does_not_eat_the_text() {
    assert_eq!(text("a\u{1b}[31"), "a");
    assert_eq!(text("a\u{1b}[31\nnext"), "a\nnext");
    assert_eq!(text("a\u{1b}"), "a");
}

#[test]
fn a_sequence_in_a_sequence_leaves_nothing_that_acts() {
    let safe = text("a\u{1b}\u{1b}[31[31mb\u{1b}]0;\u{1b}[2Jc").into_owned();
    assert!(safe.chars().all(is_safe), "{safe:?}");
}

#[test]
fn other_controls_are_shown_as_unreadable() {
    assert_eq!(text("a\u{0}b\u{8}c\u{7f}d\u{84}e"), "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}e");
}

#[test]
fn every_line_end_is_a_newline() {
    assert_eq!(text("a\r\nb\rc\u{2028}d\u{2029}e\u{85}f\u{c}g"), "a\nb\nc\nd\ne\nf\ng");
}

#[test]
fn tabs_keep_columns_apart() {
    assert_eq!(text("a\tb\nlong name\tc"), "a       b\nlong name       c");
}

#[test]
fn bidi_controls_and_invisible_characters_go() {
    let hostile = "a\u{202e}b\u{2066}c\u{200b}d\u{feff}e\u{61c}f\u{ad}g\u{e0041}h\u{fff9}i\u{2060}j";
    assert_eq!(text(hostile), "abcdefghij");
}

#[test]
fn private_and_undefined_characters_are_shown_as_unreadable() {
    assert_eq!(text("a\u{e000}b\u{fdd0}c\u{1fffe}d\u{10fffd}"), "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}");
}

#[test]
fn joiners_stay_where_they_join() {
    for kept in ["👩\u{200d}👩\u{200d}👧", "🏳\u{fe0f}\u{200d}🌈", "می\u{200c}خواهم", "क\u{94d}\u{200d}ष", "❤\u{fe0f}"]
    {
        assert_eq!(text(kept), kept);
    }
    assert_eq!(text("a\u{200d}b\u{200c}c \u{fe0f}d\u{200d}"), "abc d");
}

#[test]
fn at_most_four_marks_stay_on_a_base() {
    let stacked = format!("q{}", "\u{323}".repeat(500));
    assert_eq!(text(&stacked).chars().count(), 5);
    assert_eq!(text("\u{301}a\n\u{301}b \u{301}c"), "a\nb c");
}

#[test]
fn letters_and_marks_compose() {
    assert_eq!(text("cafe\u{301}"), "café");
    assert_eq!(text("e\u{200d}\u{301}"), "é");
    // Without the first joiner the marks change their places, and the second one joins nothing.
    assert_eq!(text("!\u{301}\u{200d}\u{94d}\u{200d}\u{9bc}"), "!\u{9bc}\u{94d}\u{301}");
}

#[test]
fn a_field_is_one_line() {
    assert_eq!(line("  A title\n of  two\u{2028}lines\t"), "A title of two lines");
}

#[test]
fn only_web_and_mail_addresses_are_kept() {
    assert_eq!(url(" HTTPS://Example.test/a?b=c ").as_deref(), Some("https://Example.test/a?b=c"));
    assert_eq!(url("mailto:ann@example.test").as_deref(), Some("mailto:ann@example.test"));
    for bad in
        ["javascript:alert(1)", "file:///etc/passwd", "http://", "https:///x", "example.test", "", "data:text/html,x"]
    {
        assert_eq!(url(bad), None, "{bad}");
    }
    assert_eq!(url(&format!("http://x.test/{}", "a".repeat(3000))), None);
}

#[test]
fn an_address_holds_no_raw_blanks_controls_or_quotes() {
    let safe = url("http://x.test/a b\"'<>\\\u{1b}]\u{7}é\u{202e}").unwrap();
    assert_eq!(safe, "http://x.test/a%20b%22%27%3C%3E%5C%1B]%07%C3%A9%E2%80%AE");
}

/// Text made of what hostile text is made of.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        proptest::sample::select(vec![
            "\u{1b}",
            "\u{1b}[",
            "\u{1b}]",
            "\u{1b}\\",
            "\u{9b}",
            "\u{9c}",
            "\u{9d}",
            "\u{7}",
            "\n",
            "\r",
            "\t",
            " ",
            "m",
            "31",
            "\u{200d}",
            "\u{200c}",
            "\u{fe0f}",
            "\u{e0100}",
            "\u{301}",
            "\u{323}",
            "\u{34f}",
            "\u{9bc}",
            "\u{9c7}",
            "\u{9be}",
            "👩",
            "\u{1f3fd}",
            "क",
            "\u{94d}",
            "\u{958}",
            "ا",
            "e",
            "한",
            "\u{1100}",
            "\u{1161}",
            "\u{11a8}",
            "\u{1b35}",
        ])
        .prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn safe_text_is_safe_composed_and_stays_as_it_is(hostile in hostile()) {
        let safe = text(&hostile).into_owned();
        prop_assert!(safe.chars().all(|c| c == '\n' || is_safe(c)), "{:?}", safe);
        prop_assert!(is_nfc(&safe), "{:?}", safe);
        let again = text(&safe).into_owned();
        prop_assert_eq!(again, safe);
    }

    #[test]
    fn a_safe_line_stays_as_it_is(hostile in hostile()) {
        let safe = line(&hostile);
        prop_assert!(safe.chars().all(is_safe));
        prop_assert_eq!(line(&safe), safe);
    }

    #[test]
    fn a_safe_address_is_plain_ascii(rest in hostile()) {
        if let Some(safe) = url(&format!("http://x.test/{rest}")) {
            prop_assert!(safe.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"'\\<>`".contains(&byte)));
        }
    }
}
