//! Opening an archive that is known: the first list, the memory, the keys of the list.

use std::fs::File;
use std::path::Path;

use rustix::fs::{Advice, fadvise};

use super::Subject;
use super::process::{files, median, memory};
use super::screen::Screen;
use super::table::Table;

pub fn table(subject: &Subject, table: &mut Table) {
    let start = |is_evicted: bool| {
        let times = (0..subject.rounds).map(|_| {
            if is_evicted {
                evict(&subject.home);
                evict(&subject.path);
            }
            Screen::start(&subject.home, &subject.path).wait_for_list()
        });
        median(times.collect())
    };
    table.put("start → list, warm", subject.count, start(false));
    table.put("start → list, evicted", subject.count, start(true));

    let mut screen = Screen::start(&subject.home, &subject.path);
    screen.wait_for_list();
    screen.idle();
    let mut keys = Vec::new();
    for key in ["j", "G", "k", "gg"] {
        let mut times: Vec<f64> = (0..subject.rounds)
            .map(|_| {
                // Each has somewhere to go.
                screen.press(if key == "j" || key == "G" { "gg" } else { "G" });
                screen.answer(key)
            })
            .collect();
        times.sort_by(f64::total_cmp);
        keys.push(times[times.len() - 1]);
    }
    table.put("j k G gg, worst", subject.count, keys.into_iter().fold(0.0, f64::max));
    // By source, then by date again; the list goes on answering meanwhile.
    let mut busy: f64 = 0.0;
    for sort in ["Ss", "Sd"] {
        screen.settle();
        screen.press("gg");
        screen.settle();
        screen.press(sort);
        busy = busy.max(screen.answer("j"));
        screen.idle();
    }
    table.put("j while sorting", subject.count, busy);
    screen.press("/");
    screen.settle();
    let waits: Vec<f64> = "son".chars().map(|key| screen.answer(&key.to_string())).collect();
    table.put("a key in /, worst", subject.count, waits.into_iter().fold(0.0, f64::max));
    screen.press("\x1b");
    screen.idle();
    table.put("heap after a search", subject.count, memory(screen.pid(), "RssAnon:"));
    table.put("mapped after a search", subject.count, memory(screen.pid(), "RssFile:"));
}

/// Takes files out of the system's memory.
fn evict(path: &Path) {
    for path in files(path) {
        let evicted = File::open(&path).and_then(|file| {
            file.sync_all()?;
            Ok(fadvise(&file, 0, None, Advice::DontNeed)?)
        });
        evicted.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}
