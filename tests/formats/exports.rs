//! Exports of publishing systems in JSON.

use super::*;

fn body(json: &str) -> Article {
    one("post.json", format!("{{\"title\":\"Weir gone\",\"content\":{json}}}"))
}

fn parts(article: &Article) -> Vec<(&'static str, &str)> {
    article.blocks.iter().map(|block| (block.kind.name(), block.text.as_str())).collect()
}

#[test]
fn every_editors_tree_gives_the_same_blocks() {
    let expected = [
        ("heading", "What went"),
        ("paragraph", "The boat went."),
        ("item", "pike"),
        ("item", "tench"),
        ("quote", "Wet."),
    ];
    for tree in [
        // ProseMirror and TipTap
        r#"{"type":"doc","content":[{"type":"heading","attrs":{"level":2},"content":[{"type":"text","text":"What went"}]},{"type":"paragraph","content":[{"type":"text","text":"The "},{"type":"text","text":"boat","marks":[{"type":"bold"}]},{"type":"text","text":" went."}]},{"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"pike"}]}]},{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"tench"}]}]}]},{"type":"blockquote","content":[{"type":"paragraph","content":[{"type":"text","text":"Wet."}]}]}]}"#,
        // Slate
        r#"[{"type":"heading-two","children":[{"text":"What went"}]},{"type":"paragraph","children":[{"text":"The "},{"text":"boat","bold":true},{"text":" went."}]},{"type":"ul","children":[{"type":"li","children":[{"text":"pike"}]},{"type":"li","children":[{"text":"tench"}]}]},{"type":"block-quote","children":[{"text":"Wet."}]}]"#,
        // Lexical
        r#"{"root":{"type":"root","children":[{"type":"extended-heading","tag":"h2","children":[{"type":"extended-text","text":"What went","format":0}]},{"type":"paragraph","children":[{"type":"text","text":"The ","format":0},{"type":"text","text":"boat","format":1},{"type":"text","text":" went.","format":0}]},{"type":"list","listType":"bullet","tag":"ul","children":[{"type":"listitem","value":1,"children":[{"type":"text","text":"pike"}]},{"type":"listitem","value":2,"children":[{"type":"text","text":"tench"}]}]},{"type":"extended-quote","children":[{"type":"text","text":"Wet."}]}]}}"#,
        // Portable Text
        r#"[{"_type":"block","style":"h2","children":[{"_type":"span","text":"What went"}]},{"_type":"block","style":"normal","children":[{"_type":"span","text":"The "},{"_type":"span","text":"boat","marks":["strong"]},{"_type":"span","text":" went."}]},{"_type":"block","listItem":"bullet","level":1,"style":"normal","children":[{"_type":"span","text":"pike"}]},{"_type":"block","listItem":"bullet","level":1,"style":"normal","children":[{"_type":"span","text":"tench"}]},{"_type":"block","style":"blockquote","children":[{"_type":"span","text":"Wet."}]}]"#,
        // Contentful
        r#"{"nodeType":"document","content":[{"nodeType":"heading-2","content":[{"nodeType":"text","value":"What went","marks":[]}]},{"nodeType":"paragraph","content":[{"nodeType":"text","value":"The ","marks":[]},{"nodeType":"text","value":"boat","marks":[{"type":"bold"}]},{"nodeType":"text","value":" went.","marks":[]}]},{"nodeType":"unordered-list","content":[{"nodeType":"list-item","content":[{"nodeType":"paragraph","content":[{"nodeType":"text","value":"pike"}]}]},{"nodeType":"list-item","content":[{"nodeType":"paragraph","content":[{"nodeType":"text","value":"tench"}]}]}]},{"nodeType":"blockquote","content":[{"nodeType":"paragraph","content":[{"nodeType":"text","value":"Wet."}]}]}]}"#,
        // Draft.js
        r#"{"blocks":[{"text":"What went","type":"header-two","depth":0},{"text":"The boat went.","type":"unstyled","depth":0},{"text":"pike","type":"unordered-list-item","depth":0},{"text":"tench","type":"unordered-list-item","depth":0},{"text":"Wet.","type":"blockquote","depth":0}],"entityMap":{}}"#,
        // Editor.js
        r#"{"time":1,"blocks":[{"type":"header","data":{"text":"What went","level":2}},{"type":"paragraph","data":{"text":"The <b>boat</b> went."}},{"type":"list","data":{"style":"unordered","items":["pike","tench"]}},{"type":"quote","data":{"text":"Wet.","caption":""}}]}"#,
        // Gutenberg, parsed
        r#"[{"blockName":"core/heading","attrs":{"level":2},"innerHTML":"<h2>What went</h2>","innerBlocks":[]},{"blockName":"core/paragraph","innerHTML":"<p>The <b>boat</b> went.</p>","innerBlocks":[]},{"blockName":"core/list","innerBlocks":[{"blockName":"core/list-item","innerHTML":"<li>pike</li>"},{"blockName":"core/list-item","innerHTML":"<li>tench</li>"}]},{"blockName":"core/quote","innerBlocks":[{"blockName":"core/paragraph","innerHTML":"<p>Wet.</p>"}]}]"#,
        // Mobiledoc
        r#"{"version":"0.3.1","atoms":[],"cards":[["html",{"html":"<blockquote>Wet.</blockquote>"}]],"markups":[["strong"]],"sections":[[1,"h2",[[0,[],0,"What went"]]],[1,"p",[[0,[],0,"The "],[0,[0],1,"boat"],[0,[],0," went."]]],[3,"ul",[[[0,[],0,"pike"]],[[0,[],0,"tench"]]]],[10,0]]}"#,
    ] {
        let article = body(tree);
        assert_eq!(parts(&article), expected, "{tree}");
        // The same, written as JSON into a text.
        assert_eq!(parts(&body(&serde_json::to_string(tree).unwrap())), expected, "{tree}");
    }
}

#[test]
fn links_are_kept_wherever_an_editor_puts_them() {
    for tree in [
        r#"{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"map","marks":[{"type":"link","attrs":{"href":"https://a.example/"}}]}]}]}"#,
        r#"{"nodeType":"document","content":[{"nodeType":"paragraph","content":[{"nodeType":"hyperlink","data":{"uri":"https://a.example/"},"content":[{"nodeType":"text","value":"map"}]}]}]}"#,
        r#"{"root":{"children":[{"type":"paragraph","children":[{"type":"link","url":"https://a.example/","children":[{"type":"text","text":"map"}]}]}]}}"#,
        r#"{"nodes":[{"type":"PARAGRAPH","nodes":[{"type":"TEXT","textData":{"text":"map","decorations":[{"type":"LINK","linkData":{"link":{"url":"https://a.example/"}}}]}}]}]}"#,
        r#"[{"_type":"block","markDefs":[{"_key":"k1","_type":"link","href":"https://a.example/"}],"children":[{"_type":"span","text":"map","marks":["k1"]}]}]"#,
    ] {
        let article = body(tree);
        assert_eq!(texts(&article), ["map"], "{tree}");
        assert_eq!(article.links, ["https://a.example/"], "{tree}");
    }
}

#[test]
fn code_rules_tables_and_numbered_items_are_kept() {
    let article = body(
        r#"[{"_type":"block","listItem":"number","children":[{"_type":"span","text":"one"}]},{"_type":"block","listItem":"number","children":[{"_type":"span","text":"two"}]},{"type":"code","data":{"code":"a\n  b"}},{"type":"delimiter","data":{}},{"type":"table","data":{"content":[["a","b"],["c","d"]]}}]"#,
    );
    assert_eq!(
        parts(&article),
        [("item", "one"), ("item", "two"), ("verbatim", "a\n  b"), ("rule", ""), ("table", "a\tb\nc\td")]
    );
    assert!(format!("{:?}", article.blocks[1].kind).contains("2."));
}

#[test]
fn a_line_of_a_quill_delta_is_a_paragraph() {
    let article =
        body(r#"{"ops":[{"insert":"The "},{"insert":"boat","attributes":{"bold":true}},{"insert":" went.\nWet.\n"}]}"#);
    assert_eq!(texts(&article), ["The boat went.", "Wet."]);
}

#[test]
fn texts_in_lists_are_paragraphs_and_words_are_a_text() {
    let sentences = format!("{{\"title\":\"Weir\",\"sents\":[\"{LEAD}\",\"{NEXT}\"]}}");
    assert_eq!(texts(&one("a.json", sentences)), [LEAD, NEXT]);
    let words = one("a.json", r#"{"title":"Weir","tokens":["The","weir","gave","way","."]}"#);
    assert_eq!(texts(&words), ["The weir gave way ."]);
}

#[test]
fn a_ghost_export_names_its_authors_by_their_ids() {
    let json = format!(
        r#"{{"db":[{{"data":{{"posts":[{{"id":"p1","title":"Weir gone","html":"<p>{LEAD}</p>","published_at":"2019-05-04T08:00:00Z"}},{{"id":"p2","title":"Pond","html":"<p>{NEXT}</p>","author_id":"u1"}}],"users":[{{"id":"u1","name":"Ann Lee"}},{{"id":"u2","name":"Bo Chu"}}],"posts_authors":[{{"post_id":"p1","author_id":"u2"}},{{"post_id":"p1","author_id":"u1"}}]}}}}]}}"#
    );
    let (articles, problems) = read_file("ghost.json", json.as_bytes());
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(articles[0].authors, ["Bo Chu", "Ann Lee"]);
    assert_eq!(articles[1].authors, ["Ann Lee"]);
}

#[test]
fn an_item_of_a_json_feed_comes_from_the_feed() {
    let json = format!(
        r#"{{"version":"https://jsonfeed.org/version/1.1","title":"Coast Ledger","home_page_url":"https://ledger.example/","language":"en","items":[{{"id":"1","url":"https://ledger.example/1","title":"Weir gone","content_html":"<p>{LEAD}</p>","date_published":"2019-05-04T08:00:00Z","authors":[{{"name":"Ann Lee"}}]}}]}}"#
    );
    let (articles, problems) = read_file("feed.json", json.as_bytes());
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(articles[0].source.as_deref(), Some("Coast Ledger"));
    assert_eq!(
        (articles[0].authors.as_slice(), day(&articles[0]).as_str()),
        (&["Ann Lee".to_owned()][..], "2019-05-04")
    );
    assert_eq!(texts(&articles[0]), [LEAD]);
}

#[test]
fn a_list_in_utf_16_is_read() {
    let json = format!("[{{\"title\":\"Größe\",\"text\":\"{LEAD}\"}},{{\"title\":\"Two\",\"text\":\"{NEXT}\"}}]");
    let bytes: Vec<u8> = format!("\u{feff}{json}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (articles, problems) = read_file("list.json", &bytes);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(articles.iter().map(|article| article.title.as_str()).collect::<Vec<_>>(), ["Größe", "Two"]);
}

#[test]
fn broken_json_gives_what_can_be_saved() {
    let (articles, problems) = read_file(
        "a.json",
        format!("[{{'title':'One', text: \"{LEAD}\", score: NaN,}}, /* two */ {{\"title\":\"Two\",\"text\":\"x\"}},]")
            .as_bytes(),
    );
    assert_eq!((articles.len(), problems.len()), (2, 0), "{problems:?}");
    let cut = format!("[{{\"title\":\"One\",\"text\":\"{LEAD}\"}},{{\"title\":\"Two\",\"text\":\"The weir gave");
    let (articles, problems) = read_file("cut.json", cut.as_bytes());
    assert_eq!((articles.len(), problems.len()), (2, 1), "{problems:?}");
    assert_eq!(texts(&articles[1]), ["The weir gave"]);
    let sequence =
        format!("\u{1e}{{\"title\":\"One\",\"text\":\"{LEAD}\"}}\n\u{1e}{{\"title\":\"Two\",\"text\":\"{NEXT}\"}}\n");
    let (articles, problems) = read_file("seq.json", sequence.as_bytes());
    assert_eq!((articles.len(), problems.len()), (2, 0), "{problems:?}");
    let deep = format!("{{\"title\":\"T\",\"content\":{}{}}}", "[".repeat(500), "]".repeat(500));
    assert!(problem("deep.json", deep.as_bytes()).contains("nested too deep"));
}
