//! A bad network between a desk and PostgreSQL: connections cut after some bytes, reset, slowed down, answers lost.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use guichet::desk::import::ImportOptions;
use guichet::desk::sharing::{Invitation, Joining, Role, State};
use guichet::desk::{Desk, Job, Keychain, Setup};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::server::kit;

use super::{Place, Skew, add, clean, named, people, setup};

/// What happens to a connection; bytes are counted from its beginning.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fault {
    None,
    /// Ends after so many bytes to the server.
    CutUp(usize),
    /// Ends after so many bytes to the desk; what the desk asked has been delivered.
    CutDown(usize),
    /// As the last one, but with a reset.
    Reset(usize),
    /// Every piece arrives later.
    Delay(Duration),
    /// So many bytes at a time.
    Trickle(usize),
}

/// Between the desk and the server: a port of its own, and what it does to connections from now on.
struct Proxy {
    port: u16,
    server: u16,
    listens: Mutex<tokio::task::JoinHandle<()>>,
    /// For the next connections one after the other; the last one for all that follow.
    faults: Arc<Mutex<VecDeque<Fault>>>,
    /// Bytes that passed since they were last counted.
    up: Arc<AtomicUsize>,
    down: Arc<AtomicUsize>,
}

impl Proxy {
    async fn new(server: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let proxy = Self {
            port: listener.local_addr().unwrap().port(),
            server,
            listens: Mutex::new(tokio::spawn(async {})),
            faults: Arc::new(Mutex::new(VecDeque::from([Fault::None]))),
            up: Arc::default(),
            down: Arc::default(),
        };

        proxy.accept(listener);

        proxy
    }

    fn accept(&self, listener: TcpListener) {
        let (server, faults, up, down) = (self.server, self.faults.clone(), self.up.clone(), self.down.clone());

        *self.listens.lock().unwrap() = tokio::spawn(async move {
            while let Ok((desk, _)) = listener.accept().await {
                let mut faults = faults.lock().unwrap();
                let fault = faults[0];

                if faults.len() > 1 {
                    faults.pop_front();
                }

                drop(faults);

                let (up, down) = (up.clone(), down.clone());

                tokio::spawn(async move {
                    let server = TcpStream::connect(("127.0.0.1", server)).await.unwrap();

                    carry(desk, server, fault, &up, &down).await;
                });
            }
        });
    }

    /// Nobody is at this port any more, as when the server stopped.
    fn stop(&self) {
        self.listens.lock().unwrap().abort();
    }

    async fn start(&self) {
        self.accept(TcpListener::bind(("127.0.0.1", self.port)).await.unwrap());
    }

    fn set(&self, faults: impl Into<VecDeque<Fault>>) {
        *self.faults.lock().unwrap() = faults.into();
    }

    /// The bytes in each direction since the last time.
    fn counted(&self) -> (usize, usize) {
        (self.up.swap(0, Ordering::SeqCst), self.down.swap(0, Ordering::SeqCst))
    }
}

async fn carry(mut desk: TcpStream, mut server: TcpStream, fault: Fault, up: &AtomicUsize, down: &AtomicUsize) {
    desk.set_nodelay(true).unwrap();
    server.set_nodelay(true).unwrap();

    let (mut from_desk, mut to_desk) = desk.split();
    let (mut from_server, mut to_server) = server.split();
    let upwards = async {
        let limit = if let Fault::CutUp(limit) = fault { limit } else { usize::MAX };

        pass(&mut from_desk, &mut to_server, limit, fault, up).await
    };
    let downwards = async {
        let limit = if let Fault::CutDown(limit) | Fault::Reset(limit) = fault { limit } else { usize::MAX };

        pass(&mut from_server, &mut to_desk, limit, fault, down).await
    };

    // Both ends go when one does.
    tokio::select! {
        () = upwards => {}
        () = downwards => {}
    }

    if matches!(fault, Fault::Reset(_)) {
        desk.set_zero_linger().unwrap();
    }
}

async fn pass(
    from: &mut (impl AsyncReadExt + Unpin),
    to: &mut (impl AsyncWriteExt + Unpin),
    limit: usize,
    fault: Fault,
    counted: &AtomicUsize,
) {
    let mut buffer = vec![0; if let Fault::Trickle(some) = fault { some } else { 16 * 1024 }];
    let mut left = limit;

    while let Ok(read @ 1..) = from.read(&mut buffer).await {
        match fault {
            Fault::Delay(by) => tokio::time::sleep(by).await,
            Fault::Trickle(_) => tokio::task::yield_now().await,
            _ => {}
        }

        let some = read.min(left);

        if to.write_all(&buffer[..some]).await.is_err() {
            return;
        }

        counted.fetch_add(some, Ordering::SeqCst);
        left -= some;

        if some < read || left == 0 {
            return;
        }
    }
}

/// An office with a straight line to the server, a bar whose line goes through the proxy.
struct Line {
    place: Place,
    proxy: Proxy,
    office: Desk,
    bar: Desk,
    /// Members that the bar added.
    added: usize,
    /// Exchanges in which the server did what was asked and its answer was lost, and those in which it never heard of it.
    answer_lost: usize,
    question_lost: usize,
}

impl Line {
    async fn new() -> Self {
        let place = Place::new();
        let office = place.found(10).await;
        let proxy = Proxy::new(place.port).await;
        let mut invitation =
            Invitation::read(&office.invite("Bob", "bob@lieu.example", Role::Manager).await.unwrap()).unwrap();

        invitation.address.port = proxy.port;

        let joining = Joining { code: invitation.code(), operator: "Bob".to_owned(), ..Joining::default() };
        let (bar, _) =
            Desk::join(&place.file("bar.guichet"), setup("Bob", "Bar", &Skew::default()), joining).await.unwrap();

        bar.exchange().await.unwrap();

        Self { place, proxy, office, bar, added: 0, answer_lost: 0, question_lost: 0 }
    }

    /// New members in one action.
    async fn import(&self, desk: &Desk, name: &str, count: usize) {
        let file = self.place.file("some.csv");
        let rows: String = (0..count).map(|n| format!("{name}-{n}@neuf.example;Prénom{n};{name}\n")).collect();

        std::fs::write(&file, format!("E-mail;Prénom;Nom\n{rows}")).unwrap();

        let checked = desk.check_import(&file, ImportOptions::default(), &Job::new()).await.unwrap();

        assert!(desk.import(checked, &Job::new()).await.unwrap().changed());
    }

    /// Changes of the bar that wait: `count` new members and an edit of the first of them.
    async fn change(&mut self, name: &str, count: usize) {
        self.import(&self.bar, name, count).await;
        self.added += count;

        let first = people(&self.bar).await.into_iter().find(|row| row.last_name == name).unwrap().id;

        super::edit(&self.bar, first, |member| member.city = Some("Metz".to_owned())).await;
    }

    /// An exchange of the bar under a fault; then it still works, and with a quiet line everything is there once.
    async fn suffer(&mut self, fault: Fault) -> bool {
        self.proxy.set([fault]);

        let exchanged = self.bar.exchange().await;

        if let Err(failure) = &exchanged {
            let key = failure.phrase().key;

            assert!(
                ["sync-fault", "sync-unreachable", "sync-refused"].contains(&key.as_ref()),
                "{fault:?}: {failure:?}"
            );
        }

        let memory = self.bar.shared().unwrap().memory.clone();
        let heard = kit::as_superuser(
            &self.place.database,
            &format!("select last_seq from guichet.stream where desk = '{}'", memory.desk),
        );
        let heard: i64 = heard.parse().unwrap();

        self.answer_lost += usize::from(heard > memory.acked);
        self.question_lost += usize::from(memory.sent > heard);

        let id = add(&self.bar, "Pendant", "Coupure").await;

        self.added += 1;
        assert!(named(&self.bar, "Coupure").await.contains(&id), "{fault:?}");

        self.proxy.set([Fault::None]);
        self.settled(fault).await;

        exchanged.is_ok()
    }

    async fn settled(&self, fault: Fault) {
        self.bar.exchange().await.unwrap_or_else(|failure| panic!("{fault:?}: {failure:?}"));
        self.office.exchange().await.unwrap();

        assert_eq!(people(&self.bar).await, people(&self.office).await, "{fault:?}");
        assert_eq!(self.bar.refusals().await.unwrap(), vec![], "{fault:?}");

        let said = kit::as_superuser(
            &self.place.database,
            &format!(
                "select (select count(*) from guichet.member where cells ->> 'archived_at' is null),
                    (select count(*) from guichet.change where entity = 'member' and kind = 'insert' and desk = '{0}'),
                    (select count(*) from guichet.op where desk = '{0}') - (select last_seq from guichet.stream where desk = '{0}'),
                    (select count(*) from guichet.op where outcome <> 'applied'),
                    (select count(*) - count(distinct (entity, \"row\")) from guichet.change where kind = 'insert'),
                    (select count(*) from guichet.entry where desk = 'Bar') - (select count(*) from guichet.entry e
                        where desk = 'Bar' and exists (select from guichet.change c where c.entry = e.id))",
                self.bar.shared().unwrap().memory.desk
            ),
        );
        let members = people(&self.office).await.len();

        assert_eq!(said, format!("{members}|{}|0|0|0|0", self.added), "{fault:?}");
    }
}

/// Places in a conversation of so many bytes: its very beginning, all along, and just before its end.
fn places(bytes: usize) -> Vec<usize> {
    let mut places = vec![0, 1, 9, bytes - 1];

    places.extend([5, 15, 30, 45, 60, 75, 90, 97].map(|part| bytes * part / 100));
    places
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_that_is_cut_anywhere_is_done_once() {
    let mut line = Line::new().await;

    line.proxy.counted();
    line.change("mesure", 50).await;
    line.bar.exchange().await.unwrap();

    let (up, down) = line.proxy.counted();
    let faults: Vec<Fault> = places(up)
        .into_iter()
        .map(Fault::CutUp)
        .chain(places(down).into_iter().map(Fault::CutDown))
        .chain(places(down).into_iter().step_by(3).map(Fault::Reset))
        .collect();
    let mut through = 0;

    for (number, fault) in faults.iter().enumerate() {
        line.change(&format!("poussée{number}"), 50).await;
        through += usize::from(line.suffer(*fault).await);
    }

    // A conversation that is longer than the measured one came through nowhere but at its very end.
    assert!(through <= 4, "{through} of {} exchanges saw nothing of the fault", faults.len());
    assert!(line.answer_lost > 0 && line.question_lost > 0, "{} {}", line.answer_lost, line.question_lost);
    eprintln!(
        "{up} bytes up, {down} down; {} faults: {} answers lost, {} pushes lost, {through} came through",
        faults.len(),
        line.answer_lost,
        line.question_lost
    );
    clean(&line.office).await;
    clean(&line.bar).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pull_that_is_cut_anywhere_goes_on_where_it_was() {
    let mut line = Line::new().await;

    line.proxy.counted();
    line.import(&line.office, "mesure", 300).await;
    line.office.exchange().await.unwrap();
    line.bar.exchange().await.unwrap();

    let (up, down) = line.proxy.counted();
    let faults = [up / 2, up * 4 / 5, up - 1].map(Fault::CutUp).into_iter();
    let faults: Vec<Fault> = faults.chain(places(down).into_iter().skip(3).map(Fault::CutDown)).collect();

    for (number, fault) in faults.iter().enumerate() {
        line.import(&line.office, &format!("tirée{number}"), 300).await;
        line.office.exchange().await.unwrap();
        line.suffer(*fault).await;
    }

    clean(&line.bar).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_line_loses_nothing() {
    let mut line = Line::new().await;

    for (number, fault) in
        [Fault::Delay(Duration::from_millis(20)), Fault::Trickle(1), Fault::Trickle(7), Fault::Trickle(1_021)]
            .into_iter()
            .enumerate()
    {
        line.change(&format!("lente{number}"), 20).await;
        line.import(&line.office, &format!("face{number}"), 30).await;
        line.office.exchange().await.unwrap();
        assert!(line.suffer(fault).await, "{fault:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_that_was_let_in_is_in_though_the_line_fails_right_after() {
    let place = Place::new();
    let office = place.found(10).await;
    let proxy = Proxy::new(place.port).await;
    let mut invitation =
        Invitation::read(&office.invite("Bob", "bob@lieu.example", Role::Manager).await.unwrap()).unwrap();

    invitation.address.port = proxy.port;
    // The first connection accepts, the second one greets.
    proxy.set([Fault::None, Fault::CutDown(40), Fault::None]);

    let joining = Joining { code: invitation.code(), operator: String::new(), ..Joining::default() };
    let file = place.file("bar.guichet");
    let (bar, _) = Desk::join(&file, setup("Bob", "Bar", &Skew::default()), joining).await.unwrap();

    bar.exchange().await.unwrap();
    assert_eq!(people(&bar).await, people(&office).await);
}

/// Wherever the line is cut while a desk comes in, the same code brings it in: at once, or when it is used again.
#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_survives_a_line_that_is_cut_anywhere() {
    let place = Place::new();
    let office = place.found(10).await;
    let proxy = Proxy::new(place.port).await;
    let invite = async |name: &str| {
        let code = office.invite(name, &format!("{name}@lieu.example"), Role::Manager).await.unwrap();
        let mut invitation = Invitation::read(&code).unwrap();

        invitation.address.port = proxy.port;
        invitation.code()
    };
    let join = async |code: &str, name: &str, keychain: &Keychain| {
        let setup = Setup { keychain: keychain.clone(), ..setup(name, "Bar", &Skew::default()) };
        let joining = Joining { code: code.to_owned(), ..Joining::default() };

        Desk::join(&place.file(&format!("{name}.guichet")), setup, joining).await
    };
    let memory = || Keychain::Memory(Arc::default());

    // How long the conversation of the invitation is: the one that follows it is broken before it begins.
    let code = invite("mesure").await;

    proxy.counted();
    proxy.set([Fault::None, Fault::CutDown(0)]);
    join(&code, "mesure", &memory()).await.err().unwrap();

    let (up, down) = proxy.counted();
    let cuts = places(down).into_iter().map(Fault::CutDown).chain(places(up).into_iter().map(Fault::CutUp));
    let (mut at_once, mut again) = (0, 0);

    for (number, fault) in cuts.enumerate() {
        let name = format!("poste{number}");
        let (code, keychain) = (invite(&name).await, memory());

        proxy.set([fault, Fault::None]);

        let joined = match join(&code, &name, &keychain).await {
            Ok((desk, _)) => {
                at_once += 1;
                desk
            }
            Err(failure) => {
                again += 1;
                assert_ne!(failure.phrase().key, "sync-invitation-over", "{fault:?}");
                assert!(!place.file(&format!("{name}.guichet")).exists());

                join(&code, &name, &keychain).await.unwrap_or_else(|failure| panic!("{fault:?}: {failure:?}")).0
            }
        };

        joined.exchange().await.unwrap();
        assert_eq!(people(&joined).await, people(&office).await, "{fault:?}");

        let streams = format!(
            "select count(*) from guichet.device d join guichet.operator o on o.id = d.operator where o.name = '{name}'"
        );

        assert_eq!(kit::as_superuser(&place.database, &streams), "1", "{fault:?}");
        joined.close().await.unwrap();
    }

    assert!(at_once > 0 && again > 0, "{at_once} at once, {again} again");

    // Let in, and then no line at all for longer than anybody waits: the keychain still knows.
    let (code, keychain) = (invite("loin").await, memory());

    proxy.set([Fault::None, Fault::CutDown(0)]);
    assert_eq!(join(&code, "loin", &keychain).await.err().unwrap().phrase().key, "sync-join-cut");
    assert_eq!(join(&code, "loin", &keychain).await.err().unwrap().phrase().key, "sync-join-cut");
    proxy.set([Fault::None]);
    join(&code, "loin", &keychain).await.unwrap();

    let Keychain::Memory(kept) = &keychain else { panic!() };

    // What was kept for the meantime is not kept for ever.
    assert_eq!(kept.lock().unwrap().len(), 1);
}

/// The line is gone: it is told at once, and since when; and that it is back.
#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_breaks_is_told_at_once() {
    let line = Line::new().await;
    let mut status = line.bar.sharing_status();
    let soon = Duration::from_secs(3);

    line.bar.keep_in_touch();
    // Until it listens.
    tokio::time::timeout(Duration::from_secs(20), async {
        while kit::as_superuser(
            &line.place.database,
            "select count(*) from pg_stat_activity where query like 'LISTEN%' and datname = current_database()",
        ) == "0"
        {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    })
    .await
    .unwrap();
    // And does nothing else any more.
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(status.borrow_and_update().state, State::Quiet);

    line.proxy.stop();
    kit::as_superuser(
        &line.place.database,
        "select count(pg_terminate_backend(pid)) from pg_stat_activity where usename like 'gd\\_%'
             and datname = current_database()",
    );

    let told = tokio::time::timeout(soon, status.wait_for(|status| matches!(status.state, State::Apart { .. }))).await;
    let State::Apart { since, .. } = told.expect("it says that it is shared").unwrap().state.clone() else { panic!() };

    // The same moment, however often it is tried in vain, by whoever tries.
    assert!(line.bar.exchange().await.is_err());
    assert!(matches!(&status.borrow().state, State::Apart { since: still, .. } if *still == since));

    line.proxy.start().await;
    line.bar.exchange().await.unwrap();
    assert_eq!(status.borrow().state, State::Quiet);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_founding_that_is_cut_leaves_nothing_or_is_done() {
    let measured = Place::new();
    let proxy = Proxy::new(measured.port).await;
    let founding = |place: &Place, port: u16| {
        let mut founding = place.founding();

        founding.administrator.port = port;
        founding
    };
    let office = async |place: &Place| {
        let desk = Desk::open(&place.file("office.guichet"), setup("Ada", "Bureau", &Skew::default())).await.unwrap();

        desk.demo(10, 1, &Job::new()).await.unwrap();
        desk
    };

    office(&measured).await.share(founding(&measured, proxy.port), &Job::new()).await.unwrap();

    let (up, down) = proxy.counted();
    let faults = [up / 10, up * 9 / 10, up - 40].map(Fault::CutUp);
    // The last of these end within the answer to the commit.
    let faults = faults.into_iter().chain([down / 2, down - 40, down - 8, down - 1].map(Fault::CutDown));
    let (mut done, mut undone) = (0, 0);

    for fault in faults {
        let place = Place::new();
        let desk = office(&place).await;

        proxy.set([fault, Fault::None]);

        match desk.share(founding(&place, proxy.port), &Job::new()).await {
            Ok(_) => done += 1,
            Err(failure) => {
                undone += 1;
                assert!(desk.shared().is_none(), "{fault:?}: {failure:?}");
                add(&desk, "Pendant", "Coupure").await;

                // The server frees what the broken connection held in its own time.
                let mut shared = Err(failure);

                for _ in 0..50 {
                    shared = desk.share(founding(&place, proxy.port), &Job::new()).await;

                    if shared.is_ok() {
                        break;
                    }

                    tokio::time::sleep(Duration::from_millis(100)).await;
                }

                shared.unwrap_or_else(|failure| panic!("{fault:?}: {failure:?}"));
            }
        }

        desk.exchange().await.unwrap_or_else(|failure| panic!("{fault:?}: {failure:?}"));

        let there = kit::as_superuser(&place.database, "select count(*) from guichet.member");

        assert_eq!(there, people(&desk).await.len().to_string(), "{fault:?}");
    }

    assert!(done > 0 && undone > 0, "{done} done, {undone} undone");
}
