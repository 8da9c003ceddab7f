//! The programs that people have: OpenSSH's ssh and sftp. Where they aren't installed there is nothing to test, unless
//! `BYLINE_NEEDS_SSH` says that they have to be.

use std::process::Output;

use super::*;

/// Runs a program of OpenSSH with the reader's key; `None` when it isn't installed.
fn run(house: &House, server: &Server, program: &str, arguments: &[&str]) -> Option<Output> {
    house.key_file();
    run_with_key(house, server, program, arguments)
}

/// The same with the key that is there.
fn run_with_key(house: &House, server: &Server, program: &str, arguments: &[&str]) -> Option<Output> {
    let port = server.address.port().to_string();
    let known = house.home.path().join("known_hosts");
    let mut command = Command::new(program);
    command.args(["-F", "none", "-i"]).arg(house.home.path().join("id"));
    command.args(["-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "BatchMode=yes"]);
    command.args(["-o", "StrictHostKeyChecking=no", "-o"]).arg(format!("UserKnownHostsFile={}", known.display()));
    command.args(["-o", "LogLevel=INFO", "-o", &format!("Port={port}")]).args(arguments);
    command.env_clear().env("HOME", house.home.path()).env("PATH", "/usr/bin:/bin").stdin(Stdio::null());
    match command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn() {
        Ok(child) => Some(child.wait_with_output().unwrap()),
        Err(error) => {
            assert!(std::env::var_os("BYLINE_NEEDS_SSH").is_none(), "{program}: {error}");
            eprintln!("not tested: {program} is not installed");
            None
        }
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn ssh_runs_the_commands_and_says_what_is_refused() {
    let house = House::new();
    let server = house.serve(&[]);
    let ssh = |arguments: &[&str]| run(&house, &server, "ssh", arguments);
    let Some(listed) = ssh(&["127.0.0.1", "list", "--json"]) else { return };
    assert!(listed.status.success(), "{}", said(&listed));
    assert!(listed.stdout.split(|byte| *byte == b'\n').count() > 10);
    let none = ssh(&["127.0.0.1", "search", "zzzzqqqq"]).unwrap();
    assert_eq!(none.status.code(), Some(1));
    let compressed = ssh(&["-v", "-C", "127.0.0.1", "list", "--json"]).unwrap();
    assert_eq!(compressed.stdout, listed.stdout);
    assert!(said(&compressed).contains("compression: zlib@openssh.com"), "{}", said(&compressed));
    for (arguments, sentence) in [
        (&["127.0.0.1", "id"][..], "exec request failed"),
        (&["-T", "127.0.0.1"], "shell request failed"),
        (&["-s", "127.0.0.1", "sftp"], "subsystem request failed"),
        (
            &["-o", "ExitOnForwardFailure=yes", "-N", "-R", "0:127.0.0.1:1", "127.0.0.1"],
            "remote port forwarding failed",
        ),
        (&["-W", "127.0.0.1:22", "127.0.0.1"], "administratively prohibited"),
        (&["-o", "Ciphers=chacha20-poly1305@openssh.com", "127.0.0.1", "list"], "no matching cipher"),
        (&["-o", "HostKeyAlgorithms=ssh-rsa", "127.0.0.1", "list"], "no matching host key"),
    ] {
        let refused = ssh(arguments).unwrap();
        assert!(!refused.status.success() && said(&refused).contains(sentence), "{arguments:?}: {}", said(&refused));
        assert!(refused.stdout.is_empty());
    }
}

#[test]
fn a_key_of_rsa_is_neither_taken_nor_asked_for() {
    let house = House::new();
    let path = house.home.path().join("rsa");
    let Ok(status) = Command::new("ssh-keygen").args(["-q", "-t", "rsa", "-N", "", "-f"]).arg(&path).status() else {
        return;
    };
    assert!(status.success());
    let keys = fs::read_to_string(house.keys_file()).unwrap();
    let rsa = fs::read_to_string(path.with_extension("pub")).unwrap();
    fs::write(house.keys_file(), format!("{keys}\n{rsa}")).unwrap();
    let server = house.serve(&[]);
    assert!(server.said().contains("line 2: ssh-rsa keys are not taken"), "{}", server.said());
    fs::rename(path, house.home.path().join("id")).unwrap();
    let refused = run_with_key(&house, &server, "ssh", &["-v", "127.0.0.1", "list"]).unwrap();
    assert!(!refused.status.success() && refused.stdout.is_empty());
    let algorithms = said(&refused);
    let offered = algorithms.lines().find(|line| line.contains("server-sig-algs=")).unwrap_or_default();
    assert!(!offered.contains("rsa"), "{offered}");
}

#[test]
fn sftp_finds_no_files() {
    let house = House::new();
    let server = house.serve(&[]);
    let Some(refused) = run(&house, &server, "sftp", &["127.0.0.1"]) else { return };
    assert!(!refused.status.success());
    assert!(said(&refused).contains("subsystem request failed"), "{}", said(&refused));
}

#[test]
fn keys_are_exchanged_anew_in_the_middle_of_a_long_article() {
    let house = House::new();
    let articles = house.home.path().join("articles");
    fs::create_dir(&articles).unwrap();
    let paragraph = "The committee met again and said nothing new about the harbour. ".repeat(20);
    fs::write(articles.join("long.txt"), format!("A long article\n\n{}", format!("{paragraph}\n\n").repeat(2500)))
        .unwrap();
    let server = house.serve(&["articles"]);
    let Some(plain) = run(&house, &server, "ssh", &["127.0.0.1", "show", "long.txt"]) else { return };
    assert!(plain.stdout.len() > 3 << 20, "{}: {}", plain.stdout.len(), said(&plain));
    let rekeyed = run(&house, &server, "ssh", &["-v", "-o", "RekeyLimit=1M", "127.0.0.1", "show", "long.txt"]).unwrap();
    assert_eq!(rekeyed.stdout, plain.stdout);
    // At the login, and then once at least: the server may have sent as much as ssh's window before it hears of it.
    assert!(said(&rekeyed).matches("SSH2_MSG_NEWKEYS sent").count() >= 2, "{}", said(&rekeyed));
    // Strict key exchange (PROTOCOL, 1.10) begins to count anew.
    assert!(said(&rekeyed).contains("resetting send seqnr"), "{}", said(&rekeyed));
}
