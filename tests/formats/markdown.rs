//! Markdown: its header, its notes, and what sites add to it.

use super::*;

#[test]
fn a_header_is_believed_about_bodies_and_keys() {
    let text = format!("---\ntitle: Weir gone\nauthors:\n- 18F\n- ann-lee\nlang: en\n---\n\n{LEAD}\n");
    let article = one("2019-05-04-weir.md", text);
    assert_eq!(article.authors, ["18F", "Ann Lee"]);
    assert_eq!(day(&article), "2019-05-04");
}

#[test]
fn notes_are_numbered_and_stand_at_the_end() {
    let article = one("weir.md", format!("# Weir gone\n\n{LEAD}[^mill]\n\n[^mill]: The upper one.\n\n{NEXT}\n"));
    assert!(article.blocks[0].text.ends_with("[1]"), "{}", article.blocks[0].text);
    assert_eq!(article.blocks.last().map(|block| block.text.as_str()), Some("The upper one."));
}
