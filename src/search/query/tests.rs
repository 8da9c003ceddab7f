//! The promises of the module above.

use proptest::prelude::*;

use super::*;

/// A query's meaning, written with brackets around everything.
fn meaning(text: &str) -> String {
    Query::new(text).unwrap().meaning.map_or_else(String::new, |expr| written(&expr))
}

fn written(expr: &Expr) -> String {
    let list = |parts: &[Expr], sign: &str| format!("({})", parts.iter().map(written).collect::<Vec<_>>().join(sign));
    match expr {
        Expr::All(parts) => list(parts, " "),
        Expr::Any(parts) => list(parts, " | "),
        Expr::Not(inner) => format!("-{}", written(inner)),
        Expr::Words(Words { field, text, form }) => {
            let field = match field {
                Field::Anywhere => "",
                Field::Title => "title:",
                Field::By => "by:",
                Field::Source => "source:",
            };
            let form = match form {
                Form::Whole | Form::Inflected => String::new(),
                Form::Begun => "*".to_owned(),
                Form::Near(edits) => format!("~{edits}"),
                Form::Gapped => "…".to_owned(),
            };
            format!("{field}[{text}]{form}")
        }
        Expr::Fact(Fact::Language(language)) => format!("lang:{language}"),
        Expr::Fact(Fact::Remembered(fact)) => format!("{fact:?}"),
        Expr::Fact(_) => "fact".to_owned(),
    }
}

#[test]
fn words_quotations_and_signs() {
    for (typed, meant) in [
        ("storm", "[storm]"),
        ("storm harbour", "([storm] [harbour])"),
        ("\"storm surge\" harbour", "([storm surge] [harbour])"),
        ("“storm surge”", "[storm surge]"),
        ("hack* harbuor~ harbuor~2 a~9", "([hack]* [harbuor]~1 [harbuor]~2 [a~9])"),
        ("storm -film NOT tv", "([storm] -[film] -[tv])"),
        ("-\"a ferry\"", "-[a ferry]"),
        ("near:\"storm harbour\"", "[storm harbour]…"),
        ("jong-un can't", "([jong-un] [can't])"),
        ("a:b http://x.example", "([a:b] [http://x.example])"),
    ] {
        assert_eq!(meaning(typed), meant, "{typed}");
    }
}

#[test]
fn a_quoted_word_is_meant_as_it_is() {
    let form = |text: &str| match Query::new(text).unwrap().meaning {
        Some(Expr::Words(words)) => words.form,
        other => panic!("{other:?}"),
    };
    assert_eq!((form("storms"), form("title:storms")), (Form::Inflected, Form::Inflected));
    assert_eq!((form("\"storms\""), form("title:“storms”")), (Form::Whole, Form::Whole));
}

#[test]
fn or_binds_closer_than_the_space_and_brackets_closer_than_both() {
    for (typed, meant) in [
        ("a b OR c d", "([a] ([b] | [c]) [d])"),
        ("a | b", "([a] | [b])"),
        ("(a b) OR c", "(([a] [b]) | [c])"),
        ("a (b OR -(c d))", "([a] ([b] | -([c] [d])))"),
        ("storm or gale", "([storm] [or] [gale])"),
    ] {
        assert_eq!(meaning(typed), meant, "{typed}");
    }
}

#[test]
fn fields_take_a_word_or_a_quotation() {
    for (typed, meant) in [
        ("title:storm by:\"Ann Lee\" source:bugle*", "(title:[storm] by:[Ann Lee] source:[bugle]*)"),
        ("author:lee -lang:de-AT", "(by:[lee] -lang:de)"),
        ("date:>2014 words:..800", "(fact fact)"),
        ("is:read -is:starred is:noted", "(Read -Starred Noted)"),
        ("is:unread tag:\"Sea\" -is:unread", "(-Read Tagged(\"sea\") --Read)"),
    ] {
        assert_eq!(meaning(typed), meant, "{typed}");
    }
}

#[test]
fn what_is_still_being_typed_is_understood() {
    for (typed, meant) in [
        ("", ""),
        (" - \"\" * ", ""),
        ("a OR", "[a]"),
        ("OR a", "[a]"),
        ("a -", "[a]"),
        ("(a b", "([a] [b])"),
        ("\"storm sur", "[storm sur]"),
        ("a date:", "[a]"),
        ("title:", ""),
        ("is: tag:", ""),
        ("()", ""),
    ] {
        assert_eq!(meaning(typed), meant, "{typed:?}");
    }
}

#[test]
fn an_error_says_where_it_is() {
    let error = |text: &str| Query::new(text).unwrap_err();
    let bracket = error("a ) b");
    assert_eq!((bracket.range, bracket.why.as_str()), (2..3, "this bracket closes nothing"));
    let date = error("storm date:soon b");
    assert_eq!(date.range, 11..15);
    assert!(date.why.starts_with("soon is no date"), "{}", date.why);
    assert_eq!(error("is:old").why, "no article is old; write is:unread, read, starred or noted");
    assert!(Query::new("lang:german").is_err() && Query::new("words:many").is_err());
}

#[test]
fn facts_hold_for_what_is_known() {
    let holds = |text: &str| match Query::new(text).unwrap().meaning {
        Some(Expr::Fact(fact)) => fact.holds(Language::of("de"), "2014-11-29".parse().ok(), || 900, |_| false),
        other => panic!("{other:?}"),
    };
    assert!(holds("lang:de") && holds("date:2014-11") && holds("words:>800"));
    assert!(!holds("lang:en") && !holds("date:<2014") && !holds("words:<=800"));
    let unknown = Fact::Published(Days::parse("2014").unwrap());
    assert!(!unknown.holds(None, None, || 0, |_| false));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_query_or_an_error_within_it(text in "([a-c()\"“:|~*>. -]|OR|NOT|date:|\\PC){0,40}") {
        if let Err(error) = Query::new(&text) {
            prop_assert!(text.get(error.range.clone()).is_some() && !error.range.is_empty());
        }
    }

    #[test]
    fn brackets_may_be_as_deep_as_anybody_types(depth in 0_usize..3000) {
        let _ = Query::new(&format!("{}a", "(".repeat(depth)));
        let _ = Query::new(&"-".repeat(depth));
    }
}
