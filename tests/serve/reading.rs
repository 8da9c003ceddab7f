//! Reading over SSH: the list, keys, sizes, commands, memory, and the end.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_sees_the_list_and_moves_in_it_and_leaves() {
    let house = House::new();
    let server = house.serve(&["--log", "log"]);
    let mut reader = server.reader(&house.key, (80, 24)).await;
    reader.until_text(READY).await;
    reader.press("\r").await;
    reader.until_text("% ").await;
    reader.press("q").await;
    reader.until_text(READY).await;
    reader.press("q").await;
    assert_eq!(reader.end().await, Some(0));
    assert!(reader.bytes.starts_with(b"\x1b[?1049h"), "{:?}", String::from_utf8_lossy(&reader.bytes[..40]));
    assert!(reader.bytes.ends_with(b"\x1b[?25h\x1b[?1049l"), "the terminal is given back");
    reader.hang_up().await;
    house.logged("login", "");
    house.logged("end", "left");
    assert!(house.log().iter().all(|line| line["address"].as_str().unwrap().starts_with("127.0.0.1:")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_escape_key_is_a_key_and_arrows_torn_in_two_are_arrows() {
    let house = House::new();
    let server = house.serve(&[]);
    let mut reader = server.reader(&house.key, (80, 24)).await;
    reader.until_text(READY).await;
    reader.press("?").await;
    reader.until_text("all keys").await;
    reader.press("\x1b").await;
    reader.until(|screen| screen.contains(READY) && !screen.contains("all keys")).await;
    let before = reader.text();
    reader.press("\x1b[").await;
    reader.press("B").await;
    reader.until(|screen| screen != before).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_screen_follows_the_window() {
    let house = House::new();
    let server = house.serve(&[]);
    let mut reader = server.reader(&house.key, (80, 24)).await;
    reader.until_text(READY).await;
    let nonzero = |number| std::num::NonZero::new(number).unwrap();
    for (columns, rows) in [(40, 12), (120, 40), (10, 3), (60, 20)] {
        reader.screen = vt100::Parser::new(nonzero(rows), nonzero(columns), 0);
        reader.channel.window_change(columns.into(), rows.into(), 0, 0).await.unwrap();
        reader.until(|screen| screen.lines().count() >= usize::from(rows) - 1).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_reader_makes_the_server_draw_a_window_of_any_size() {
    let house = House::new();
    let server = house.serve(&["--max-size", "100x30"]);
    let mut reader = server.reader(&house.key, (65_535, 65_535)).await;
    reader.until_text(READY).await;
    reader.channel.window_change(u32::MAX, u32::MAX, 0, 0).await.unwrap();
    reader.channel.window_change(0, 0, 0, 0).await.unwrap();
    reader.channel.window_change(1, 1, 0, 0).await.unwrap();
    reader.press("q").await;
    assert_eq!(reader.end().await, Some(0));
    let text = String::from_utf8_lossy(&reader.bytes).into_owned();
    let moves = text.split("\u{1b}[").filter_map(|sequence| sequence.split_once('H'));
    let numbers = moves.filter_map(|(place, _)| {
        let (row, column) = place.split_once(';')?;
        Some((row.parse::<u32>().ok()?, column.parse::<u32>().ok()?))
    });
    let (rows, columns): (Vec<_>, Vec<_>) = numbers.unzip();
    assert!(rows.iter().max() <= Some(&30) && columns.iter().max() <= Some(&100), "{text:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn colours_and_signs_are_those_that_the_readers_environment_asks_for() {
    let house = House::new();
    let server = house.serve(&[]);
    let shown = async |variables: &[(&str, &str)]| {
        let handle = server.log_in(&house.key).await.unwrap();
        let mut reader = Reader::start_with(handle, (80, 24), variables).await;
        reader.until_text(READY).await;
        reader.press("q").await;
        reader.end().await;
        let text = String::from_utf8(reader.bytes).unwrap();
        let is_colour = |number: &str| matches!(number.as_bytes(), [b'3' | b'4' | b'9', b'0'..=b'8']);
        let pens = text.split("\u{1b}[").filter_map(|sequence| sequence.split_once('m'));
        let has_colours = pens.flat_map(|(numbers, _)| numbers.split(';')).any(is_colour);
        (has_colours, text.is_ascii())
    };
    assert_eq!(shown(&[]).await, (true, false));
    assert_eq!(shown(&[("NO_COLOR", "1")]).await, (false, false));
    assert_eq!(shown(&[("LANG", "C"), ("LC_TIME", "C.UTF-8")]).await, (true, true));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_commands_answer_as_they_do_at_home() {
    let house = House::new();
    let server = house.serve(&[]);
    let (out, error, status) = server.exec(&house.key, "search 'premiere called' --json").await;
    let first: serde_json::Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
    assert_eq!((first["title"].as_str(), status), (Some("Premiere called off; theaters back away"), Some(0)));
    assert_eq!(error, "");
    let id = first["id"].as_str().unwrap();
    let (text, error, status) = server.exec(&house.key, &format!("show {id}")).await;
    assert!(text.starts_with("Premiere called off") && status == Some(0), "{text}{error}");
    assert!(!text.contains('\r'));
    for command in ["list", "stories", "names", &format!("related {id}"), &format!("timeline {id}")] {
        let (out, error, status) = server.exec(&house.key, command).await;
        assert!(!out.is_empty() && status == Some(0), "{command}: {out}{error}");
    }
    let (out, _, status) = server.exec(&house.key, "search zzzzqqqq").await;
    assert_eq!((out.as_str(), status), ("", Some(1)));
    let (_, error, status) = server.exec(&house.key, "search date:nonsense").await;
    assert!(error.contains("cannot understand the query") && status == Some(2), "{error}");
    let (_, error, status) = server.exec(&house.key, "list --nonsense").await;
    assert!(error.contains("--nonsense") && status == Some(2), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_command_reaches_a_file() {
    let house = House::new();
    let server = house.serve(&[]);
    fs::write(house.home.path().join("secret.txt"), "a secret").unwrap();
    let secret = house.home.path().join("secret.txt").display().to_string();
    for command in [
        format!("list {secret}"),
        format!("show {secret}"),
        format!("show x {secret}"),
        format!("search secret {secret}"),
        "show --raw premiere-called-off".to_owned(),
        "related --all".to_owned(),
        "list --format jsonl".to_owned(),
    ] {
        let (out, error, status) = server.exec(&house.key, &command).await;
        assert!(out.is_empty() && !error.is_empty() && status == Some(2), "{command}: {out}{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_reader_has_a_memory_of_their_own_that_outlives_the_server() {
    let mut house = House::new();
    let other = new_key();
    house.admit(&[&house.key, &other]);
    let mut server = house.serve(&[]);
    let mut reader = server.reader(&house.key, (80, 24)).await;
    reader.until_text(READY).await;
    reader.press("s").await;
    // The server ends while the reader reads: they are told, and what they did is kept.
    reader.until_text("★").await;
    server.terminate();
    reader.until_text("byline: the server is closing").await;
    assert_eq!(reader.end().await, Some(0));
    assert!(server.wait().success());
    let server = Server::start(house.home.path(), &[]);
    assert_eq!(server.exec(&house.key, "search is:starred --count").await.0, "1\n");
    assert_eq!(server.exec(&other, "search is:starred --count").await.0, "0\n");
    let folders = fs::read_dir(house.home.path().join(".local/state/byline/served")).unwrap().count();
    assert_eq!(folders, 2);
    house.key = other;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_server_lets_anybody_in_and_forgets_them() {
    let home = tempfile::tempdir().unwrap();
    let server = Server::start(home.path(), &["--open"]);
    assert!(server.said().contains("anybody"), "{}", server.said());
    for _ in 0..2 {
        let mut handle = server.connect().await.unwrap();
        assert!(handle.authenticate_none("anybody").await.unwrap().success());
        let mut reader = Reader::start(handle, (80, 24)).await;
        reader.until_text(READY).await;
        assert!(!reader.text().contains('★'));
        reader.press("s").await;
        reader.until_text("★").await;
        reader.press("q").await;
        assert_eq!(reader.end().await, Some(0));
    }
    assert!(!home.path().join(".local/state/byline/served").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_copied_and_opened_goes_to_the_readers_own_terminal() {
    let house = House::new();
    let articles = house.home.path().join("articles");
    fs::create_dir(&articles).unwrap();
    fs::write(articles.join("a.md"), "---\ntitle: One\nurl: https://a.example/one\n---\n\nA paragraph.\n").unwrap();
    fs::write(articles.join("b.md"), "---\ntitle: Two\n---\n\nAnother.\n").unwrap();
    let server = house.serve(&["articles"]);
    let mut reader = server.reader(&house.key, (80, 24)).await;
    reader.until_text("One").await;
    reader.press("gg").await;
    reader.press("\r").await;
    reader.until_text("A paragraph.").await;
    reader.press("o").await;
    reader.until_text("copied https://a.example/one").await;
    reader.press("yy").await;
    // In base64, as terminals take it (OSC 52).
    for text in ["aHR0cHM6Ly9hLmV4YW1wbGUvb25l", "QSBwYXJhZ3JhcGgu"] {
        let sequence = format!("\u{1b}]52;c;{text}");
        let has = |reader: &Reader| reader.bytes.windows(sequence.len()).any(|window| window == sequence.as_bytes());
        while !has(&reader) {
            let message = timeout(PATIENCE, reader.channel.wait()).await.expect("what was copied");
            reader.take(message.expect("what was copied")).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_served_reader_writes_no_file() {
    let house = House::new();
    let server = house.serve(&[]);
    let mut reader = server.reader(&house.key, (100, 30)).await;
    reader.until_text(READY).await;
    // Stop the program; export the trail.
    reader.press("\x1a").await;
    reader.until_text("out of reach").await;
    let files =
        |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
    let before = files(&server.home);
    reader.press("\r").await;
    reader.until_text("% ").await;
    // Run programs: the sentence goes with the next key.
    for keys in ["e", "!touch ran\r", "|tee ran\r"] {
        reader.press("j").await;
        reader.until(|screen| !screen.contains("out of reach")).await;
        reader.press(keys).await;
        reader.until_text("out of reach").await;
    }
    reader.press("T").await;
    reader.press("E").await;
    reader.press("q").await;
    reader.press("qq").await;
    reader.end().await;
    assert_eq!(files(&server.home), before);
}
