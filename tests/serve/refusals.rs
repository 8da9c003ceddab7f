//! Who isn't let in, and what nobody gets.

use super::*;

use russh::Error;

#[test]
fn a_server_that_nobody_could_enter_does_not_start() {
    let home = tempfile::tempdir().unwrap();
    let output = command(home.path(), &[]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("--authorized-keys") && said.contains("--open") && said.lines().count() == 1, "{said}");
    let empty = home.path().join("keys");
    fs::write(&empty, "# nobody\nnonsense\n").unwrap();
    fs::set_permissions(&empty, fs::Permissions::from_mode(0o600)).unwrap();
    let output = command(home.path(), &["--authorized-keys", "keys"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("keys, line 2: not understood") && said.contains("no key"), "{said}");
    let both = command(home.path(), &["--authorized-keys", "keys", "--open"]).output().unwrap();
    assert_eq!(both.status.code(), Some(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keys_that_are_let_in_are_those_of_the_file_as_it_stands() {
    let house = House::new();
    let server = house.serve(&["--log", "log"]);
    let other = new_key();
    assert!(server.log_in(&house.key).await.is_some());
    assert!(server.log_in(&other).await.is_none());
    house.logged("refused", "none of its keys is known");
    house.admit(&[&other]);
    assert!(server.log_in(&other).await.is_some());
    assert!(server.log_in(&house.key).await.is_none());
    fs::write(house.keys_file(), "nonsense").unwrap();
    assert!(server.log_in(&other).await.is_none());
    assert!(server.said().contains("line 1: not understood"), "{}", server.said());
    fs::remove_file(house.keys_file()).unwrap();
    assert!(server.log_in(&other).await.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_no_other_way_to_log_in_than_a_key() {
    let house = House::new();
    let server = house.serve(&[]);
    let mut handle = server.connect().await.unwrap();
    assert!(!handle.authenticate_none("ann").await.unwrap().success());
    assert!(!handle.authenticate_password("ann", "secret").await.unwrap().success());
    let reply = handle.authenticate_keyboard_interactive_start("ann", None).await.unwrap();
    assert!(matches!(reply, client::KeyboardInteractiveAuthResponse::Failure { .. }), "{reply:?}");
    assert!(is_let_in(&mut handle, &house.key).await);
}

/// The answer to a request on a channel.
async fn is_refused(channel: &mut Channel<Msg>) -> bool {
    loop {
        match timeout(PATIENCE, channel.wait()).await.expect("an answer") {
            Some(ChannelMsg::Success) => return false,
            Some(ChannelMsg::Failure) => return true,
            Some(_) => {}
            None => panic!("the channel is closed without an answer"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_but_a_session_and_the_commands_is_refused_with_an_answer() {
    let house = House::new();
    let server = house.serve(&["--log", "log"]);
    let handle = server.log_in(&house.key).await.unwrap();
    let mut channel = handle.channel_open_session().await.unwrap();
    // No terminal was asked for.
    channel.request_shell(true).await.unwrap();
    assert!(is_refused(&mut channel).await, "a shell without a terminal");
    for command in ["sh", "", "ls /", "byline list", "scp -t .", "index", "serve --open", "completions bash"] {
        channel.exec(true, command).await.unwrap();
        assert!(is_refused(&mut channel).await, "{command:?}");
    }
    channel.request_subsystem(true, "sftp").await.unwrap();
    assert!(is_refused(&mut channel).await, "a subsystem");
    channel.set_env(true, "LD_PRELOAD", "/tmp/x.so").await.unwrap();
    assert!(is_refused(&mut channel).await, "a variable");
    channel.set_env(true, "NO_COLOR", "1").await.unwrap();
    assert!(!is_refused(&mut channel).await, "a variable about the terminal");
    channel.request_x11(true, false, "MIT-MAGIC-COOKIE-1", "00", 0).await.unwrap();
    assert!(is_refused(&mut channel).await, "X11");
    channel.agent_forward(true).await.unwrap();
    assert!(is_refused(&mut channel).await, "an agent");
    channel.request_pty(true, "dumb", 80, 24, 0, 0, &[]).await.unwrap();
    assert!(!is_refused(&mut channel).await);
    channel.request_shell(true).await.unwrap();
    assert!(is_refused(&mut channel).await, "a terminal that can't place a cursor");
    assert!(matches!(handle.channel_open_session().await, Err(Error::ChannelOpenFailure(_))), "a second channel");
    let direct = handle.channel_open_direct_tcpip("127.0.0.1", 22, "127.0.0.1", 1).await;
    assert!(matches!(direct, Err(Error::ChannelOpenFailure(_))), "-L");
    let direct = handle.channel_open_direct_streamlocal("/run/docker.sock").await;
    assert!(matches!(direct, Err(Error::ChannelOpenFailure(_))), "-L of a socket");
    assert!(handle.tcpip_forward("127.0.0.1", 0).await.is_err(), "-R");
    assert!(handle.streamlocal_forward("/tmp/x.sock").await.is_err(), "-R of a socket");
    // After all that the reader may still read.
    channel.request_pty(true, "xterm", 80, 24, 0, 0, &[]).await.unwrap();
    assert!(!is_refused(&mut channel).await);
    channel.request_shell(true).await.unwrap();
    assert!(!is_refused(&mut channel).await);
    channel.request_shell(true).await.unwrap();
    assert!(is_refused(&mut channel).await, "a second session");
    house.logged("refused", "a subsystem");
}

#[test]
fn the_host_key_is_the_same_at_the_next_start_and_nobody_elses() {
    let house = House::new();
    let fingerprint = |server: &Server| server.said().split_once("SHA256:").unwrap().1.to_owned();
    let first = fingerprint(&house.serve(&[]));
    assert_eq!(first, fingerprint(&house.serve(&[])));
    let path = house.home.path().join(".local/state/byline/host_key");
    assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
}
