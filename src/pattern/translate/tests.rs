use super::*;
use crate::lexicon::Lexicon;
use crate::pattern::Notation;
use std::sync::Arc;

#[test]
fn the_place_of_an_error_is_in_the_pattern() {
    let lexicon = Lexicon::default();
    for (text, marked, says) in [
        ("增长{x:percant}", "percant", "unknown kind"),
        ("增长{x:percent}和{x:percent}", "x", "twice"),
        (r"\b增长", r"\b", "never matches"),
        ("增长{X}", "X", "no name"),
        ("增长{@upp}{x:percent}", "{@upp}", "no phrase"),
        ("{_:percent}、{_:percent}", "", ""),
        ("增长（?:了", "", ""),
    ] {
        match translate(text, &Arc::new(Notation::of(&lexicon)), 0) {
            Ok(t) => assert!(marked.is_empty() && t.parse(text).is_ok(), "{text}"),
            Err(e) => {
                assert!(e.message.contains(says), "{text}: {}", e.message);
                assert_eq!(&text[e.at.clone()], marked, "{text}");
            }
        }
    }
    let text = "增长(?:了{x:percent}";
    let error = translate(text, &Arc::new(Notation::of(&lexicon)), 0)
        .and_then(|t| t.parse(text).map(|_| ()))
        .unwrap_err();
    assert_eq!(&text[error.at], "(?:");
}

#[test]
fn nothing_but_a_slot_matches_a_figure() {
    let lexicon = Lexicon::default();
    let figure = placeholder(1, false);
    for text in [
        ".",
        r"\S",
        r"\D",
        r"\W",
        r"\P{Han}",
        "[^的]",
        r"[\D的]",
        "[^[:alpha:]&&[^a]]",
        "…。",
        "(?s:.)",
        "(?:.|[^，])",
    ] {
        let pattern = super::super::Pattern::parse(text, &Arc::new(Notation::of(&lexicon))).unwrap();
        assert!(!pattern.is_match(&figure.to_string()), "{text}");
    }
    let slot = super::super::Pattern::parse("{x:percent}", &Arc::new(Notation::of(&lexicon))).unwrap();
    assert!(slot.is_match(&figure.to_string()));
}

#[test]
fn marks_match_in_the_width_of_the_shape() {
    let lexicon = Lexicon::default();
    for (text, shape) in [
        ("a,b;c:d!e%", "a，b；c：d！e％"),
        (r"\(其中\)\?", "（其中）？"),
        ("[,(]x[)?]", "（x？"),
        ("（a）", "（a）"),
        (r"\…", "…"),
        ("a…b", "a一些b"),
        ("a{2}b?", "aa"),
    ] {
        assert!(
            super::super::Pattern::parse(text, &Arc::new(Notation::of(&lexicon)))
                .unwrap()
                .is_match(shape),
            "{text}"
        );
    }
}

#[test]
fn a_pattern_has_a_size() {
    let error = super::super::Pattern::parse(
        r"(?:\p{Han}{1,200}){1,200}",
        &Arc::new(Notation::of(&Lexicon::default())),
    )
    .unwrap_err();
    assert!(error.message.contains("too large"));
}
