//! No reader takes more than a share, and none of those who misbehave costs the others anything.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};

use super::*;

/// Reads to the end; fails when it doesn't come.
fn end_of(mut socket: &TcpStream) -> Vec<u8> {
    socket.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut bytes = Vec::new();
    match socket.read_to_end(&mut bytes) {
        Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => panic!("the server keeps the line"),
        _ => bytes,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn so_many_are_served_and_no_more_until_one_leaves() {
    let house = House::new();
    let server = house.serve(&["--max-sessions", "2", "--log", "log"]);
    let one = server.reader(&house.key, (80, 24)).await;
    let _two = server.reader(&house.key, (80, 24)).await;
    assert!(server.connect().await.is_err());
    let refused = TcpStream::connect(server.address).unwrap();
    assert!(String::from_utf8_lossy(&end_of(&refused)).starts_with("byline: too many readers are here"));
    house.logged("refused", "too many readers are here; try again later");
    one.hang_up().await;
    house.logged("end", "");
    assert!(server.log_in(&house.key).await.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn so_many_come_from_one_address_and_no_more() {
    let house = House::new();
    let server = house.serve(&["--max-per-address", "1"]);
    let _one = server.reader(&house.key, (80, 24)).await;
    let refused = TcpStream::connect(server.address).unwrap();
    assert!(String::from_utf8_lossy(&end_of(&refused)).contains("from your address"));
}

#[tokio::test(flavor = "multi_thread")]
async fn so_many_come_in_a_second_and_no_more() {
    let house = House::new();
    let server = house.serve(&["--max-per-second", "1", "--log", "log"]);
    let first = TcpStream::connect(server.address).unwrap();
    let second = TcpStream::connect(server.address).unwrap();
    assert!(String::from_utf8_lossy(&end_of(&second)).contains("too many connections a second"));
    drop(first);
    // A second later the next may come.
    until(|| !String::from_utf8_lossy(&greeting(&server)).contains("too many"), || "nobody comes in".to_owned());
}

fn greeting(server: &Server) -> Vec<u8> {
    let mut socket = TcpStream::connect(server.address).unwrap();
    socket.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut bytes = [0; 64];
    let read = socket.read(&mut bytes).unwrap_or(0);
    bytes[..read].to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_log_in_or_asks_for_nothing_is_gone_in_time() {
    let house = House::new();
    let server = house.serve(&["--login-time", "2s", "--log", "log"]);
    let silent = TcpStream::connect(server.address).unwrap();
    let mut greeted = TcpStream::connect(server.address).unwrap();
    greeted.write_all(b"SSH-2.0-silent\r\n").unwrap();
    let mut dribbling = TcpStream::connect(server.address).unwrap();
    dribbling.write_all(b"SSH-2.0-drib").unwrap();
    let stranger = server.connect().await.unwrap();
    let idle = server.log_in(&house.key).await.unwrap();
    for socket in [&silent, &greeted, &dribbling] {
        assert!(end_of(socket).starts_with(b"SSH-2.0-byline\r\n"));
    }
    house.logged("refused", "it said nothing");
    house.logged("refused", "it did not log in in time");
    house.logged("end", "it asked for no session");
    until(|| stranger.is_closed() && idle.is_closed(), || "they are still here".to_owned());
}

#[tokio::test(flavor = "multi_thread")]
async fn so_many_keys_are_tried_and_no_more() {
    let house = House::new();
    let server = house.serve(&["--login-attempts", "2"]);
    let mut handle = server.connect().await.unwrap();
    // As clients do.
    assert!(!handle.authenticate_none("ann").await.unwrap().success());
    assert!(!is_let_in(&mut handle, &new_key()).await);
    assert!(is_let_in(&mut handle, &house.key).await);
    let mut handle = server.connect().await.unwrap();
    assert!(!handle.authenticate_none("ann").await.unwrap().success());
    assert!(!is_let_in(&mut handle, &new_key()).await);
    assert!(!is_let_in(&mut handle, &new_key()).await);
    assert!(!is_let_in(&mut handle, &house.key).await, "the third key");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_types_nothing_is_told_and_sent_home() {
    let house = House::new();
    let server = house.serve(&["--idle", "1s", "--log", "log"]);
    let mut reader = server.reader(&house.key, (80, 24)).await;
    reader.until_text("byline: nothing was typed for 1 second").await;
    assert_eq!(reader.end().await, Some(0));
    reader.hang_up().await;
    house.logged("end", "nothing was typed for 1 second");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_too_fast_waits() {
    let house = House::new();
    let server = house.serve(&["--input-rate", "100"]);
    let mut reader = server.reader(&house.key, (80, 24)).await;
    reader.until_text(READY).await;
    let begun = Instant::now();
    // Four seconds' worth at once, and two seconds' more before the last key is taken.
    for _ in 0..6 {
        reader.press(&"j".repeat(100)).await;
    }
    reader.press("q").await;
    assert_eq!(reader.end().await, Some(0));
    assert!(begun.elapsed() >= Duration::from_millis(1900), "{:?}", begun.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_reads_nothing_costs_little_and_nobody_else_anything() {
    const STALLED: usize = 8;
    let house = House::new();
    let server = house.serve(&["--input-rate", "100000"]);
    let mut stalled = Vec::new();
    for _ in 0..STALLED {
        // A small window, of which nothing is given back while nobody reads.
        let mut config = client::Config { window_size: 16 << 10, channel_buffer_size: 1, ..client::Config::default() };
        config.inactivity_timeout = None;
        let mut handle = server.connect_with(config).await.unwrap();
        assert!(is_let_in(&mut handle, &house.key).await);
        stalled.push(Reader::start(handle, (120, 40)).await);
    }
    let mut reader = server.reader(&house.key, (80, 24)).await;
    reader.until_text(READY).await;
    // What they will look at, they have looked at. Their sessions have threads at the same time, as they will have.
    let mut before = 0;
    for _ in 0..20 {
        for reader in &mut stalled {
            reader.until_text(READY).await;
            reader.press("Gggjjjj?").await;
            reader.until_text("all keys").await;
            reader.press("qgg").await;
        }
        before = before.max(server.resident());
    }
    for _ in 0..400 {
        for reader in &stalled {
            // Those who wait for the line to take more are not waited for.
            let _ = timeout(Duration::from_millis(1), reader.press(&format!("{ANSWER}Gggjjjj?{ANSWER}q"))).await;
        }
    }
    reader.press("?").await;
    reader.until_text("all keys").await;
    let after = server.resident();
    assert!(after < before + STALLED * 64, "{before} KiB became {after} KiB");
    reader.press("q").await;
    reader.until_text(READY).await;
    reader.press("q").await;
    assert_eq!(reader.end().await, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn garbage_ends_the_line_and_nothing_else() {
    let house = House::new();
    let server = house.serve(&[]);
    let oversized = [b"SSH-2.0-x\r\n".as_slice(), &[0xff, 0xff, 0xff, 0xff], &[0x14; 64]].concat();
    let endless = [b'x'; 70_000];
    let unfinished = b"SSH-2.0-x\r\n\x00\x00\x01";
    for garbage in [b"GET / HTTP/1.1\r\n\r\n".as_slice(), &oversized, &endless, unfinished] {
        let mut socket = TcpStream::connect(server.address).unwrap();
        // The server may have hung up in the middle of it.
        let _ = socket.write_all(garbage);
        let _ = socket.shutdown(Shutdown::Write);
        end_of(&socket);
    }
    server.reader(&house.key, (80, 24)).await.until_text(READY).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_cut_off_leaves_no_descriptor_behind() {
    let house = House::new();
    let server = house.serve(&["--max-per-second", "100000", "--max-per-address", "1000"]);
    // Once, so that what is opened once is open.
    server.reader(&house.key, (80, 24)).await.until_text(READY).await;
    let settled = server.descriptors();
    for round in 0..1000 {
        let mut socket = TcpStream::connect(server.address).unwrap();
        if round % 2 == 0 {
            socket.write_all(b"SSH-2.0-gone\r\n").unwrap();
        }
        // Closed with bytes unread, it is aborted.
        drop(socket);
    }
    for _ in 0..5 {
        let mut reader = server.reader(&house.key, (80, 24)).await;
        reader.until_text(READY).await;
        reader.hang_up().await;
    }
    until(|| server.descriptors() <= settled, || format!("{settled} were open, {} are", server.descriptors()));
}

#[tokio::test(flavor = "multi_thread")]
async fn windows_that_change_four_thousand_times_leave_the_others_alone() {
    // Without optimisation a login takes longer than a hundred sizes.
    const WINDOWS: usize = 40;
    let house = House::new();
    let server = house.serve(&["--max-per-second", "1000", "--max-per-address", "1000", "--input-rate", "100000"]);
    let mut readers = Vec::new();
    for _ in 0..WINDOWS {
        readers.push(server.reader(&house.key, (80, 24)).await);
    }
    let mut other = server.reader(&house.key, (80, 24)).await;
    other.until_text(READY).await;
    for round in 0..100_u32 {
        for reader in &readers {
            reader.channel.window_change(36 + round, 12 + round * 38 / 99, 0, 0).await.unwrap();
        }
        // One who reads meanwhile is answered.
        other.press("?").await;
        other.until_text("all keys").await;
        other.press("q").await;
        other.until_text(READY).await;
    }
    for mut reader in readers {
        let nonzero = |number| std::num::NonZero::new(number).unwrap();
        reader.screen = vt100::Parser::new(nonzero(50), nonzero(135), 0);
        reader.until(|screen| screen.lines().count() == 50).await;
        reader.press("q").await;
        assert_eq!(reader.end().await, Some(0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_ends_waits_for_nobody_for_long() {
    let house = House::new();
    let mut server = house.serve(&[]);
    let _silent = TcpStream::connect(server.address).unwrap();
    let _idle = server.log_in(&house.key).await.unwrap();
    let mut reader = server.reader(&house.key, (80, 24)).await;
    reader.until_text(READY).await;
    server.terminate();
    reader.until_text("the server is closing").await;
    assert!(server.wait().success());
}
