//! Programs of the reader's, which have the terminal until they end: an editor, a command, a shell.
//!
//! Nothing that comes from an article is ever part of what a shell reads: its text goes through a pipe or a file, its
//! title and its address through the environment.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

use rustix::process::{Pid, WaitOptions, waitpid};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGTSTP, SIGTTIN, SIGTTOU};

use super::signals;
use crate::app::{Errand, Subject, Task};
use crate::library::io_reason;

/// The reader's programs, as the environment names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Programs {
    /// `$VISUAL` or `$EDITOR`: a line that a shell understands.
    pub editor: Option<OsString>,
    /// `$PAGER`, likewise.
    pub pager: Option<OsString>,
    /// `$SHELL`: a program.
    pub shell: Option<OsString>,
}

/// What came of an errand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Back {
    /// There is nothing to say.
    Done,
    /// It went wrong, in one sentence.
    Failed(String),
    /// What the program wrote is to be read before the screen is drawn over it. Under it stands this.
    Shown(String),
}

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// With this exit status.
    Exit(i32),
    /// By this signal.
    Signal(i32),
}

/// From this exit status on a shell says that a signal ended its program.
const BY_SIGNAL: i32 = 128;

/// A shell's exit status when what it was to run is not there, or can't be run.
const NOT_RUN: [i32; 2] = [126, 127];

/// The reader's editor or pager where none is named: what shows a text and leaves with `q`, else what is everywhere.
const ANY: &str = "\"$(command -v less || echo vi)\"";

/// Programs that take `+12` before a file's name for the line to begin at. Whatever else is named is given the file alone:
/// it might take that for another file.
const TAKE_LINE: &str =
    "emacs emacsclient ex gvim helix hx jed joe kak less mg micro more most nano ne nvim vi view vim";

/// Runs the program of an errand, on a terminal that has been given back. `terminal` is where it reads keys.
pub(super) fn run(errand: &Errand, programs: &Programs, terminal: &File) -> Back {
    let subject = &errand.subject;
    match &errand.task {
        Task::Show { text, line } => match show(text, *line, subject, programs, terminal) {
            Ok(back) => back,
            Err(error) => Back::Failed(format!("cannot show the text: {}", io_reason(&error))),
        },
        Task::Feed { command, text } => {
            announce(&format!("| {command}"));
            shown(command, feed(commanded(programs, command, subject), text, terminal))
        }
        Task::Run { command } if command.is_empty() => {
            announce("byline: leave this shell to come back");
            let shell = shell(programs);
            match finished(told(Command::new(shell), subject), terminal) {
                // What the last command ended with says nothing of the shell.
                Ok(_) => Back::Done,
                Err(error) => Back::Failed(format!("cannot run {}: {}", shell.display(), io_reason(&error))),
            }
        }
        Task::Run { command } => {
            announce(&format!("! {command}"));
            shown(command, finished(commanded(programs, command, subject), terminal))
        }
    }
}

/// Says on the terminal what stands above a program's output. A terminal that is gone is found out later.
fn announce(line: &str) {
    let _ = writeln!(io::stdout().lock(), "{line}");
}

fn shown(command: &str, end: io::Result<End>) -> Back {
    match end {
        Ok(End::Exit(0)) => Back::Shown("press a key to go back".to_owned()),
        Ok(end) => Back::Shown(format!("{}; press a key to go back", end.words())),
        Err(error) => Back::Failed(format!("cannot run {command}: {}", io_reason(&error))),
    }
}

impl End {
    fn words(self) -> String {
        match self {
            End::Exit(status) => format!("exit status {status}"),
            End::Signal(signal) => format!("ended by signal {signal}"),
        }
    }
}

/// Shows a copy of a text in the reader's editor or pager.
fn show(text: &str, line: usize, subject: &Subject, programs: &Programs, terminal: &File) -> io::Result<Back> {
    let Programs { editor, pager, .. } = programs;
    let named = editor.as_deref().or(pager.as_deref());
    let program = named.unwrap_or(OsStr::new(ANY));
    let private = fs::Permissions::from_mode(0o700);
    let folder = tempfile::Builder::new().prefix("byline-").permissions(private).tempdir()?;
    let path = copied(folder.path(), text)?;
    let name = if named.is_some() { name(program) } else { "less".to_owned() };
    // The variable's own text is the reader's, and a shell's as ever; the file's name is an argument of that.
    let mut line_of_shell = program.to_owned();
    line_of_shell.push(" \"$@\"");
    let mut command = Command::new("sh");
    command.arg("-c").arg(line_of_shell).arg("byline");
    if name == "less" {
        // A short text would be gone before it is read where $LESS says so.
        command.arg("-+F");
    }
    let takes_line = TAKE_LINE.split(' ').any(|known| known == name);
    if takes_line && line > 1 {
        command.arg(format!("+{line}"));
    }
    command.arg(&path);
    let end = finished(told(command, subject), terminal)?;
    let changed = fs::read(&path).is_ok_and(|now| now != text.as_bytes());
    drop(folder);
    let program = named.unwrap_or(OsStr::new("less")).display();
    Ok(match end {
        End::Exit(status) if NOT_RUN.contains(&status) => {
            Back::Failed(format!("cannot run {program}: set EDITOR or PAGER to a program that is installed"))
        }
        End::Exit(0) if changed => {
            Back::Failed("you changed a copy, which is gone: the article is as it was".to_owned())
        }
        // What a pager like `cat` writes would be gone at once.
        End::Exit(0) if editor.is_none() && !takes_line => Back::Shown("press a key to go back".to_owned()),
        End::Exit(0) => Back::Done,
        end => Back::Failed(format!("{program}: {}", end.words())),
    })
}

/// What a line of a shell begins with, without its folder.
fn name(line: &OsStr) -> String {
    let line = line.to_string_lossy();
    let program = line.split_whitespace().next().unwrap_or_default();
    program.rsplit('/').next().unwrap_or_default().to_owned()
}

/// Writes a text where only its owner reads it, and nobody writes: an editor says so.
fn copied(folder: &Path, text: &str) -> io::Result<PathBuf> {
    let path = folder.join("article.txt");
    OpenOptions::new().write(true).create_new(true).mode(0o400).open(&path)?.write_all(text.as_bytes())?;
    Ok(path)
}

fn shell(programs: &Programs) -> &OsStr {
    programs.shell.as_deref().unwrap_or(OsStr::new("sh"))
}

/// A command as the reader typed it.
fn commanded(programs: &Programs, command: &str, subject: &Subject) -> Command {
    let mut shell = Command::new(shell(programs));
    shell.arg("-c").arg(command);
    told(shell, subject)
}

/// A program that is told what article it is about.
fn told(mut program: Command, subject: &Subject) -> Command {
    let Subject { path, link, title } = subject;
    for (name, value) in [("BYLINE_PATH", path), ("BYLINE_LINK", link), ("BYLINE_TITLE", title)] {
        match value {
            Some(value) => program.env(name, value),
            None => program.env_remove(name),
        };
    }
    program
}

/// Runs a program to its end.
fn finished(mut program: Command, terminal: &File) -> io::Result<End> {
    let child = program.stdin(terminal.try_clone()?).spawn()?;
    wait(&child, terminal)
}

/// Runs a program that reads a text.
fn feed(mut program: Command, text: &str, terminal: &File) -> io::Result<End> {
    let mut child = program.stdin(Stdio::piped()).spawn()?;
    let (input, text) = (child.stdin.take(), text.to_owned());
    // It may read slowly, or stop, or leave its input to others and end. One that has seen enough is no failure.
    let feeder = thread::Builder::new().spawn(move || input.map(|mut input| input.write_all(text.as_bytes())));
    let end = wait(&child, terminal);
    feeder.and(end)
}

/// Waits until a program has ended. Where it is stopped from the keyboard byline is too, as its shell expects: both stand
/// in front together, and go on together.
fn wait(child: &Child, terminal: &File) -> io::Result<End> {
    let modes = tcgetattr(terminal).ok();
    loop {
        let status = match waitpid(Some(Pid::from_child(child)), WaitOptions::UNTRACED) {
            Ok(Some((_, status))) => status,
            Ok(None) | Err(rustix::io::Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
        };
        if let Some(signal) = status.stopping_signal() {
            if [SIGTSTP, SIGTTIN, SIGTTOU].contains(&signal) {
                signals::stop()?;
            }
            continue;
        }
        let end = match (status.exit_status(), status.terminating_signal()) {
            (Some(status), _) => End::Exit(status),
            (None, Some(signal)) => End::Signal(signal),
            (None, None) => return Err(ErrorKind::Other.into()),
        };
        // One that was ended may have left the terminal in modes of its own.
        let was_ended = matches!(end, End::Signal(_)) || matches!(end, End::Exit(status) if status > BY_SIGNAL);
        if let Some(modes) = modes.as_ref().filter(|_| was_ended) {
            let _ = tcsetattr(terminal, OptionalActions::Drain, modes);
        }
        return Ok(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_known_by_its_name_whatever_stands_before_and_behind_it() {
        for (line, known) in [("/usr/bin/vim -u NONE", "vim"), ("  code -w", "code"), ("", ""), ("less", "less")] {
            assert_eq!(name(OsStr::new(line)), known);
        }
    }

    #[test]
    fn the_copy_is_the_readers_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = copied(folder.path(), "A heron.\n").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o400);
        assert_eq!(fs::read_to_string(path).unwrap(), "A heron.\n");
        assert!(copied(folder.path(), "Another.").is_err());
    }
}
