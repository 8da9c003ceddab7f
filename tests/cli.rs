//! The commands, run as a shell runs them, in an environment of their own.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

struct Shell {
    folder: tempfile::TempDir,
}

impl Shell {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn write(&self, path: &str, text: &str) -> &Self {
        let path = self.folder.path().join("articles").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_byline"));
        command
            .args(arguments)
            .env_clear()
            .env("HOME", self.folder.path().join("home"))
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// The JSON objects that a successful command prints.
    fn json(&self, arguments: &[&str]) -> Vec<Value> {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Two tellings of one story and an article apart, in three formats.
fn archive() -> Shell {
    let shell = Shell::new();
    shell
        .write(
            "main.txt",
            "Water main bursts at Sollen\n\nBy Ann Lee\n\nMarch 4, 2019\n\n\
             The water main under the Sollen bridge burst at five in the morning and left Sollen, Ebnat and Lower \
             Varn dry. Tankers from Graz reached Ebnat by noon.\n\n\
             The main was laid in 1931, of cast iron, and nobody at the waterworks had the drawings.\n",
        )
        .write(
            "follow/again.md",
            "---\ntitle: Sollen has water again\nauthor: Ann Lee\ndate: 2019-03-06\nsource: Coast Ledger\n---\n\n\
             Sollen, Ebnat and Lower Varn have water again. The cast iron main of 1931 under the Sollen bridge was \
             mended with a valve from [Graz](https://example.com/graz).\n",
        )
        .write(
            "crawl.jsonl",
            "{\"id\":\"h-1\",\"headline\":\"The ferry heron\",\"byline\":\"By Bo Chu\",\"date\":\"2019-02-11\",\
             \"body\":\"A heron has ridden the morning ferry since October.\\n\\nIt has never paid.\"}\n",
        );
    shell
}

#[test]
fn list_says_what_is_known_of_every_article() {
    let mut rows = archive().json(&["list", "articles", "--json"]);
    rows.sort_by_key(|row| row["id"].as_str().unwrap().to_owned());
    let ids: Vec<_> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["crawl.jsonl#h-1", "follow/again.md", "main.txt"]);
    assert_eq!(rows[0]["path"], "crawl.jsonl");
    assert_eq!(rows[0]["title"], "The ferry heron");
    assert_eq!(rows[0]["authors"][0], "Bo Chu");
    assert_eq!(rows[0]["published"], "2019-02-11");
    assert_eq!(rows[1]["source"], "Coast Ledger");
    assert_eq!(rows[2]["title"], "Water main bursts at Sollen");
    assert_eq!(rows[2]["title_inferred"], false);
    assert_eq!(rows[2]["authors"][0], "Ann Lee");
    assert_eq!(rows[2]["published"], "2019-03-04");
    assert_eq!(rows[2]["minutes"], 1);
    assert!(rows[2]["words"].as_u64().unwrap() > 30);
}

#[test]
fn an_article_is_named_by_id_path_or_tail() {
    let shell = archive();
    for name in ["follow/again.md", "again.md", "again", "articles/follow/again.md"] {
        let shown = shell.json(&["show", name, "articles", "--json"]);
        assert_eq!(shown[0]["title"], "Sollen has water again", "{name}");
    }
    let alone = shell.json(&["show", "articles/follow/again.md", "--json"]);
    assert_eq!(alone[0]["title"], "Sollen has water again");
    assert_eq!(alone[0]["links"][0], "https://example.com/graz");
    assert_eq!(alone[0]["blocks"][0]["kind"], "paragraph");
    assert_eq!(alone[0]["blocks"][0]["boilerplate"], false);
    let record = shell.json(&["show", "h-1", "articles", "--json"]);
    assert_eq!(record[0]["id"], "crawl.jsonl#h-1");
}

#[test]
fn show_is_text_to_read() {
    let output = archive().run(&["show", "main.txt", "articles", "--width", "60"]);
    let shown = text(&output.stdout);
    assert!(
        shown.starts_with("Water main bursts at Sollen\nAnn Lee · 4 March 2019 · 1 min\n\nThe water main"),
        "{shown}"
    );
    assert!(shown.lines().all(|line| line.chars().count() <= 60), "{shown}");
    let whole = text(&archive().run(&["show", "main.txt", "articles", "--width", "0"]).stdout);
    assert!(whole.lines().any(|line| line.len() > 120), "{whole}");
}

#[test]
fn search_finds_words_and_says_when_there_are_none() {
    let shell = archive();
    let hits = shell.json(&["search", "cast iron", "articles", "--json"]);
    assert_eq!(hits.len(), 2);
    assert!(hits[0]["snippet"].as_str().unwrap().contains("cast iron"));
    assert!(hits[0]["score"].as_f64().unwrap() >= hits[1]["score"].as_f64().unwrap());
    let nothing = shell.run(&["search", "zeppelin", "articles"]);
    assert_eq!((nothing.status.code(), nothing.stdout.len()), (Some(1), 0));
}

#[test]
fn search_understands_its_language_and_prints_what_is_asked_for() {
    let shell = archive();
    let lines = |arguments: &[&str]| {
        let output = shell.run(&[&["search"], arguments].concat());
        text(&output.stdout).lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let titles = |query: &str| lines(&[query, "articles", "--sort", "title", "--format", "{title}"]);
    assert_eq!(titles("heron OR tankers"), ["The ferry heron", "Water main bursts at Sollen"]);
    assert_eq!(titles("sollen -title:again"), ["Water main bursts at Sollen"]);
    assert_eq!(titles("by:lee date:2019-03"), ["Sollen has water again", "Water main bursts at Sollen"]);
    assert_eq!(titles("tankres~"), ["Water main bursts at Sollen"]);
    let dated = lines(&["sollen", "articles", "--sort", "date", "--format", "{date} {source}|"]);
    assert_eq!(dated, ["2019-03-06 Coast Ledger|", "2019-03-04 |"]);
    assert_eq!(lines(&["sollen", "articles", "--count"]), ["2"]);
    assert_eq!(lines(&["sollen", "articles", "--limit", "1", "--format", "{id}"]).len(), 1);
    assert_eq!(lines(&["zeppelin", "articles", "--count"]), ["0"]);
}

#[test]
fn search_asks_memory_what_was_done_and_makes_none_where_nothing_is_asked() {
    use byline::memory::{Deed, Memory, SqliteMemory};
    let shell = archive();
    let path = shell.folder.path().join("home/.local/state/byline/memory.db");
    let titles = |query: &str| {
        let output = shell.run(&["search", query, "articles", "--sort", "title", "--format", "{title}"]);
        assert!(output.stderr.is_empty(), "{}", text(&output.stderr));
        text(&output.stdout).lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(titles("heron"), ["The ferry heron"]);
    assert!(!path.exists());
    assert_eq!(titles("is:unread").len(), 3);

    let base = shell.folder.path().join("articles").canonicalize().unwrap();
    let key = |name: &str| base.join(name).to_str().unwrap().to_owned();
    let deeds = [
        Deed::Read { key: key("main.txt"), read: true },
        Deed::Tagged { key: key("main.txt"), tag: "water".to_owned(), tagged: true },
        Deed::Noted { key: key("main.txt"), note: "cast iron".to_owned() },
    ];
    SqliteMemory::open(&path).unwrap().keep(&deeds).unwrap();
    for query in ["is:read", "tag:Water", "is:noted sollen"] {
        assert_eq!(titles(query), ["Water main bursts at Sollen"], "{query}");
    }
    assert_eq!(titles("sollen -tag:water"), ["Sollen has water again"]);
    assert_eq!(titles("is:starred"), [""; 0]);
}

#[test]
fn a_query_that_makes_no_sense_is_pointed_at() {
    let output = archive().run(&["search", "sollen date:soon", "articles"]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(said.contains("cannot understand the query: soon is no date; write 2014"), "{said}");
    assert!(said.contains("\n  sollen date:soon\n              ^^^^\n"), "{said}");
}

#[test]
fn related_tells_the_same_story_and_why() {
    let shell = archive();
    let related = shell.json(&["related", "main.txt", "articles", "--json"]);
    assert_eq!(related[0]["id"], "follow/again.md");
    assert_eq!(related.len(), 1, "the heron is no part of it");
    assert!(related[0]["why"].as_array().unwrap().len() >= 2);
    assert_eq!(shell.run(&["related", "h-1", "articles"]).status.code(), Some(1));
    let run = text(&shell.run(&["related", "--all", "--limit", "2", "--run", "articles"]).stdout);
    let first: Vec<&str> = run.lines().next().unwrap().split('\t').collect();
    assert_eq!(first.len(), 4);
    assert_eq!(run.lines().count(), 6);
}

#[test]
fn new_tells_what_of_an_article_was_read_elsewhere() {
    let shell = archive();
    shell.write(
        "later.md",
        "---\ntitle: Later\n---\n\nTankers from Graz had reached Ebnat by noon. The repair cost 70,000 euros, Bo Chu wrote.\n",
    );
    let rows = shell.json(&["new", "later.md", "articles", "--read", "main.txt", "--read", "again.md", "--json"]);
    let fades: Vec<_> = rows.iter().map(|row| row["fades"].as_bool().unwrap()).collect();
    assert_eq!(fades, [true, false]);
    assert_eq!((&rows[0]["block"], &rows[0]["start"]), (&Value::from(0), &Value::from(0)));
    assert!(rows[1]["told"].as_f64().unwrap() < rows[0]["told"].as_f64().unwrap());
    let printed = text(&shell.run(&["new", "later.md", "articles", "--read", "main.txt"]).stdout);
    assert!(printed.contains("\tfades\tTankers from Graz") && printed.contains("\tnew\tThe repair"), "{printed}");
    assert!(printed.ends_with(" % new\n"), "{printed}");
    assert!(shell.json(&["new", "later.md", "articles", "--json"]).iter().all(|row| row["told"] == 0.0));
    let again = shell.run(&["new", "main.txt", "articles", "--read", "main.txt"]);
    assert_eq!(again.status.code(), Some(1), "nothing is new");
    assert_eq!(shell.run(&["new", "main.txt", "articles", "--read", "unknown.txt"]).status.code(), Some(2));
}

#[test]
fn stories_are_what_several_articles_tell() {
    let shell = archive();
    let stories = shell.json(&["stories", "articles", "--json"]);
    assert_eq!(stories.len(), 1, "the heron is no part of it");
    assert_eq!(stories[0]["count"], 2);
    let mut articles: Vec<&str> = stories[0]["articles"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    articles.sort_unstable();
    assert_eq!(articles, ["follow/again.md", "main.txt"]);
    let line = text(&shell.run(&["stories", "articles"]).stdout);
    assert!(line.starts_with("2\t2019-03-04"), "{line}");
    assert_eq!(line.trim_end().split('\t').next_back(), Some(stories[0]["id"].to_string().as_str()));
    let alone = shell.run(&["stories", "articles/main.txt"]);
    assert_eq!((alone.status.code(), alone.stdout.len()), (Some(1), 0));
}

#[test]
fn a_timeline_names_what_is_new_in_each_telling() {
    let shell = archive();
    let id = shell.json(&["stories", "articles", "--json"])[0]["id"].to_string();
    let rows = shell.json(&["timeline", &id, "articles", "--json"]);
    let ids: Vec<_> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["main.txt", "follow/again.md"]);
    assert!(rows[0]["days"].is_null() && rows[1]["days"].is_number(), "{rows:?}");
    assert!(rows.iter().all(|row| row["sentence"].is_string() && row["new"].is_number()), "{rows:?}");
    assert_eq!(shell.json(&["timeline", "again.md", "articles", "--json"]), rows);
    let printed = text(&shell.run(&["timeline", "main.txt", "articles"]).stdout);
    assert_eq!(printed.lines().count(), 2);
    assert!(printed.lines().all(|line| line.split('\t').count() == 5), "{printed}");
    assert_eq!(shell.run(&["timeline", "999", "articles"]).status.code(), Some(1));
    assert_eq!(shell.run(&["timeline", "unknown.txt", "articles"]).status.code(), Some(2));
}

#[test]
fn a_file_that_cannot_be_read_is_one_sentence_and_the_others_open() {
    let shell = archive();
    shell.write("news.json", "[\n  {\"title\": \"One\", \"text\": \"A text.\"},\n  {\"title\": oops}\n]\n");
    let output = shell.run(&["list", "articles"]);
    assert!(output.status.success());
    assert_eq!(text(&output.stdout).lines().count(), 4, "the article before the fault opens too");
    let said = text(&output.stderr);
    assert!(said.starts_with("byline: cannot read news.json: ") && said.contains("at line 3 column"), "{said}");
    assert_eq!(said.lines().count(), 1);
    shell.write("empty.txt", "");
    let alone = shell.run(&["list", "articles/empty.txt"]);
    assert_eq!(
        (alone.status.code(), text(&alone.stderr)),
        (Some(2), "byline: cannot read empty.txt: it is empty\n".into())
    );
}

#[test]
fn hidden_files_binaries_and_what_gitignore_names_are_skipped() {
    let shell = archive();
    shell
        .write(".hidden.txt", "No.")
        .write("drafts/one.txt", "No, not this one either.")
        .write(".gitignore", "drafts/\n");
    fs::write(shell.folder.path().join("articles/picture.bin"), [0u8, 159, 146, 150, 0, 1, 2]).unwrap();
    let output = shell.run(&["list", "articles"]);
    assert_eq!(text(&output.stdout).lines().count(), 3, "{}", text(&output.stdout));
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn without_a_terminal_one_article_is_printed_and_several_are_listed() {
    let shell = archive();
    assert!(text(&shell.run(&["articles/main.txt"]).stdout).contains("nobody at the waterworks"));
    assert_eq!(text(&shell.run(&["articles"]).stdout).lines().count(), 3);
}

#[test]
fn a_pipe_is_an_article() {
    let shell = archive();
    for arguments in [&[][..], &["-"][..]] {
        let piped = fs::File::open(shell.folder.path().join("articles/main.txt")).unwrap();
        let output = shell.command(arguments).stdin(piped).output().unwrap();
        assert!(text(&output.stdout).contains("nobody at the waterworks"), "{arguments:?}: {}", text(&output.stderr));
    }
}

#[test]
fn given_nothing_the_samples_open_or_the_configured_library() {
    let shell = archive();
    assert!(shell.json(&["list", "--json"]).len() >= 24);
    let config = shell.folder.path().join("home/.config/byline/config.toml");
    fs::create_dir_all(config.parent().unwrap()).unwrap();
    let library = shell.folder.path().join("articles");
    fs::write(&config, format!("library = [{:?}]\n", library.display().to_string())).unwrap();
    assert_eq!(shell.json(&["list", "--json"]).len(), 3);
    fs::write(&config, "mesure = 3\n").unwrap();
    let output = shell.run(&["list"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("mesure"), "{}", text(&output.stderr));
}

#[test]
fn mistakes_are_one_sentence_with_a_hint() {
    let shell = archive();
    let cases: [(&[&str], &str); 4] = [
        (&["show", "nowhere", "articles"], "byline: no article is called nowhere; `byline list` shows their ids\n"),
        (&["list", "missing"], "byline: cannot read missing: no such file or directory\n"),
        (&["list", "--format", "docx", "articles"], "byline: no format is called docx; the formats are "),
        (&["missing"], "byline: cannot read missing: no such file or directory"),
    ];
    for (arguments, sentence) in cases {
        let output = shell.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).starts_with(sentence), "{arguments:?}: {}", text(&output.stderr));
        assert_eq!(text(&output.stderr).lines().count(), 1, "{arguments:?}");
    }
}

#[test]
fn escape_sequences_reach_standard_output_only_when_asked_for() {
    let shell = archive();
    let hostile = "A quiet title\n\nBody \u{1b}]0;owned\u{7} with \u{1b}[31mred\u{1b}[0m and \u{202e}bidi\u{202c} in it, longer than the title is.\n";
    shell.write("hostile.txt", hostile);
    for arguments in [&["show", "hostile", "articles"][..], &["list", "articles"], &["search", "red", "articles"]] {
        let shown = text(&shell.run(arguments).stdout);
        assert!(shown.chars().all(|c| c == '\n' || c == '\t' || !c.is_control()), "{shown:?}");
        assert!(!shown.contains(['\u{202e}', '\u{202c}']), "{shown:?}");
    }
    assert_eq!(text(&shell.run(&["show", "hostile", "articles", "--raw"]).stdout), hostile);
}

#[test]
fn help_version_completions_and_manual_are_printed() {
    let shell = archive();
    assert!(text(&shell.run(&["--help"]).stdout).contains("Examples:"));
    assert_eq!(text(&shell.run(&["--version"]).stdout), concat!("byline ", env!("CARGO_PKG_VERSION"), "\n"));
    for shell_name in ["bash", "zsh", "fish"] {
        assert!(text(&shell.run(&["completions", shell_name]).stdout).contains("byline"));
    }
    assert!(text(&shell.run(&["man"]).stdout).contains(".TH"));
    assert_eq!(shell.run(&["search"]).status.code(), Some(2));
}

#[test]
fn the_same_article_has_one_name_whichever_folder_is_opened() {
    let shell = archive();
    let mut ids = Vec::new();
    for path in ["articles", "articles/follow", "articles/follow/again.md"] {
        let rows = shell.json(&["list", path, "--json"]);
        let row = rows.iter().find(|row| row["title"] == "Sollen has water again").unwrap();
        ids.push(row["id"].as_str().unwrap().to_owned());
    }
    assert_eq!(ids, ["follow/again.md", "again.md", "again.md"]);
    assert!(Path::new(shell.folder.path()).exists());
}

#[test]
fn a_mistyped_name_never_prints_the_only_article_of_the_configured_library() {
    let shell = archive();
    let config = shell.folder.path().join("home/.config/byline/config.toml");
    fs::create_dir_all(config.parent().unwrap()).unwrap();
    let library = shell.folder.path().join("articles/main.txt");
    fs::write(&config, format!("library = [{:?}]\n", library.display().to_string())).unwrap();
    assert!(shell.run(&["show", "main"]).status.success());
    for name in ["whatever", "articles/crawl.jsonl#no-such-record"] {
        let output = shell.run(&["show", name]);
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), String::new()), "{name}");
        assert!(text(&output.stderr).contains("no article is called"), "{}", text(&output.stderr));
    }
    // A file that was named is opened, whatever its article is called.
    assert!(text(&shell.run(&["show", "articles/crawl.jsonl"]).stdout).starts_with("The ferry heron"));
}

#[test]
fn when_nothing_opens_every_reason_is_said_and_the_status_is_2() {
    let shell = archive();
    let output = shell.run(&["list", "none1", "none2"]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 2, "{said}");
    assert!(lines[0].starts_with("byline: cannot read none1: ") && lines[1].starts_with("byline: cannot read none2: "));
    assert!(shell.run(&["list", "none1", "articles"]).status.success());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_sentence_and_not_a_panic() {
    let shell = archive();
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for arguments in [&["list", "articles"][..], &["articles"], &["completions", "bash"], &["man"]] {
        let output = shell.command(arguments).stdout(full()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(text(&output.stderr), "byline: cannot write the answer: no space left on device\n", "{arguments:?}");
    }
    let mute = shell.command(&["list", "none", "articles"]).stderr(full()).output().unwrap();
    assert_eq!((mute.status.code(), text(&mute.stdout).lines().count()), (Some(0), 3));
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    let shell = archive();
    let mut child = shell.command(&["list", "articles"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}

#[test]
fn related_for_all_is_json_lines_when_asked_for() {
    let shell = archive();
    let rows = shell.json(&["related", "--all", "--json", "articles"]);
    let pair = |row: &Value| (row["of"].as_str().unwrap().to_owned(), row["id"].as_str().unwrap().to_owned());
    let pairs: Vec<_> = rows.iter().map(pair).collect();
    assert!(pairs.contains(&("main.txt".to_owned(), "follow/again.md".to_owned())), "{pairs:?}");
    assert!(pairs.contains(&("follow/again.md".to_owned(), "main.txt".to_owned())), "{pairs:?}");
    assert!(rows.iter().all(|row| row["score"].is_number() && row["why"].is_array() && row["title"].is_string()));
    let run = text(&shell.run(&["related", "--all", "articles"]).stdout);
    assert!(run.lines().all(|line| line.split('\t').count() == 4), "{run}");
}

#[test]
fn a_pipe_among_files_is_named_by_its_content() {
    let shell = archive();
    let ids = |piped: &str| {
        let piped = fs::File::open(shell.folder.path().join(piped)).unwrap();
        let output = shell.command(&["list", "-", "articles/main.txt", "--json"]).stdin(piped).output().unwrap();
        let rows = text(&output.stdout);
        rows.lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let (one, again, other) = (ids("articles/main.txt"), ids("articles/main.txt"), ids("articles/follow/again.md"));
    assert_eq!(one, again);
    assert!(one[0].starts_with("held:") && one[0].ends_with("/-"), "{one:?}");
    assert_eq!((&one[1], &other[1]), (&"main.txt".to_owned(), &"main.txt".to_owned()));
    assert_ne!(one[0], other[0]);
}
