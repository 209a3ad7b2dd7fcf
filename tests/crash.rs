//! Killed in the middle of writing, again and again: nothing that was acknowledged is missing, and the check is clean.
//!
//! The child is this test binary: the test named [`CHILD`], which does nothing unless a variable gives it a workspace.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use guichet::desk::{Desk, Setup};
use guichet::domain::entity::Id;
use guichet::domain::member::Member;
use guichet::domain::money::Method;

use crate::desk::kit;

const CHILD: &str = "crash::child_that_writes_until_it_is_killed";
const WORKSPACE: &str = "GUICHET_CRASH_WORKSPACE";

/// How often the child is killed, and the time all of it may take.
const KILLS: u32 = 200;

/// Sells, edits, undoes without end; says each entry on standard output once it is committed.
#[test]
fn child_that_writes_until_it_is_killed() {
    let Some(path) = std::env::var_os(WORKSPACE) else { return };

    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
        let desk = Desk::open(Path::new(&path), Setup::of_this_computer()).await.unwrap();
        let price = desk.offers().await.unwrap()[0].prices[0].id;
        let said = |entry: Id| println!("done {entry}");

        loop {
            let sale = kit::sale(kit::walk_in("Zoé", "Lefèvre"), price, 2_500, Some(Method::Cash));
            let outcome = desk.subscribe(sale).await.unwrap();

            said(outcome.entry);

            let before = desk.member(outcome.member.unwrap()).await.unwrap().member;
            let after = Member { comment: Some("x".repeat(3_000)), ..before.clone() };

            said(desk.edit_member(&before, after, true).await.unwrap().entry);
            said(desk.undo(None).await.unwrap().entry);
            said(desk.redo().await.unwrap().entry);
        }
    });
}

/// Starts a child on the workspace and kills it after it has acknowledged some actions, at a moment of its own each
/// time. Gives what it acknowledged.
fn killed(path: &Path, round: u32) -> Vec<Id> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([CHILD, "--exact", "--nocapture", "--test-threads=1"])
        .env(WORKSPACE, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut entries = Vec::new();

    for line in lines {
        // The name of the test may stand before the first acknowledgement.
        let Ok(line) = line else { break };
        let Some((_, id)) = line.split_once("done ") else { continue };

        entries.push(id.parse().unwrap());

        if entries.len() as u32 == round % 7 + 1 {
            // Within the next action, wherever that is.
            std::thread::sleep(Duration::from_micros(u64::from(round) * 977 % 9_000));
            end(&mut child);
        }
    }

    end(&mut child);
    entries
}

fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

#[test]
fn nothing_acknowledged_is_lost_when_killed() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lieu.guichet");
    let open = || async { Desk::open(&path, Setup::of_this_computer()).await.unwrap() };

    runtime.block_on(async {
        let desk = open().await;

        kit::on_sale(&desk).await;
        desk.close().await.unwrap();
    });

    let mut acknowledged = Vec::new();
    let begun = Instant::now();

    for round in 0..KILLS {
        let entries = killed(&path, round);

        assert!(!entries.is_empty(), "round {round}: the child wrote nothing");
        acknowledged.extend(entries);

        runtime.block_on(async {
            let desk = open().await;
            let history = desk.history(None, 40).await.unwrap();
            let newest: Vec<Id> = history.iter().map(|entry| entry.id).collect();

            for entry in acknowledged.iter().rev().take(10) {
                assert!(newest.contains(entry), "round {round}: {entry} is missing");
            }

            assert_eq!(desk.check().await.unwrap(), [], "round {round}");
            desk.close().await.unwrap();
        });
    }

    runtime.block_on(async {
        let desk = open().await;
        let history = desk.history(None, usize::MAX).await.unwrap();

        for entry in &acknowledged {
            assert!(history.iter().any(|known| known.id == *entry), "{entry} is missing");
        }

        // What was committed and not yet acknowledged: at most one action a round.
        assert!(history.len() <= acknowledged.len() + KILLS as usize + 3);
        desk.close().await.unwrap();
    });

    eprintln!("{KILLS} kills, {} acknowledged actions, {:?}", acknowledged.len(), begun.elapsed());
}
