//! The directory, built in the background and kept current. It is one more reading of the journal: whatever changed
//! since the change it has seen last is read again, so nothing is lost while it is being built (`build`).

mod build;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedMutexGuard, watch};

use crate::directory::{Among, Directory, Found, Person, Right};
use crate::domain::entity::{Entity, Id, Instant};
use crate::domain::member::Member;
use crate::domain::period::End;
use crate::domain::query::{MemberQuery, SubscriptionQuery};
use crate::domain::subscription::{Standing, Status, Subscription};
use crate::domain::venue::{VENUE_ID, Venue};
use crate::store::{Read, Touched};

use super::{Desk, Inner, Result};

/// How many changed rows are brought in one by one; more: the directory is built again, lists page from the file
/// meanwhile.
pub(super) const ONE_BY_ONE: i64 = 2_000;

pub(super) struct Live {
    directory: Arc<Mutex<Option<Directory>>>,
    /// The number of the last change that is in the directory; none while it is being built. Who holds it feeds the
    /// directory; who asks waits for that.
    seen: Arc<tokio::sync::Mutex<Option<i64>>>,
    ready: watch::Sender<bool>,
}

impl Live {
    pub(super) fn new() -> Self {
        Self { directory: Arc::default(), seen: Arc::default(), ready: watch::Sender::new(false) }
    }

    /// Asks the directory off the async threads; none while it is not ready.
    async fn ask<T: Send + 'static>(&self, question: impl FnOnce(&mut Directory) -> T + Send + 'static) -> Option<T> {
        // What was committed before the question is in the answer.
        drop(self.seen.lock().await);

        self.ask_as_it_is(question).await
    }

    async fn ask_as_it_is<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Directory) -> T + Send + 'static,
    ) -> Option<T> {
        if !*self.ready.borrow() {
            return None;
        }

        let directory = self.directory.clone();

        tokio::task::spawn_blocking(move || {
            directory.lock().unwrap_or_else(PoisonError::into_inner).as_mut().map(question)
        })
        .await
        .ok()
        .flatten()
    }

    fn put(&self, directory: Option<Directory>) {
        let ready = directory.is_some();
        let old = std::mem::replace(&mut *self.directory.lock().unwrap_or_else(PoisonError::into_inner), directory);

        self.ready.send_replace(ready);
        drop(old);
    }
}

impl Desk {
    /// Whether search answers from memory yet.
    pub fn ready(&self) -> bool {
        *self.0.live.ready.borrow()
    }

    /// Resolves when the directory is ready.
    pub async fn wait_ready(&self) {
        let mut ready = self.0.live.ready.subscribe();
        // The sender lives as long as this desk.
        let _ = ready.wait_for(|ready| *ready).await;
    }

    /// Grows by one with each change to the workspace, by whomever in this process, and when search becomes ready: a
    /// list asks again when it moved.
    pub fn revision(&self) -> u64 {
        self.0.revision.load(Ordering::Acquire)
    }

    /// Just before a commit: who begins an action after it sees that the workspace moved, whatever is brought up to date
    /// when.
    pub(super) fn moves(&self) {
        self.0.revision.fetch_add(1, Ordering::AcqRel);
    }

    /// After a commit: brings the settings and the directory up to date. The action is done by then, so what cannot be
    /// read is no failure of it: the directory is built anew.
    pub(super) async fn changed(&self) {
        let turn = self.0.live.seen.clone().lock_owned().await;
        let read = self.0.read_venue().await;
        let desk = self.clone();
        let feed = async move {
            if !desk.0.feed(turn).await.unwrap_or(false) {
                desk.build();
            }
        };

        // In memory there is one connection, which the next action may hold while it asks.
        if self.path().as_os_str().is_empty() {
            feed.await;
        } else {
            tokio::spawn(feed);
        }

        self.moves();
        self.0.sharing.wake();
        // The settings as they were are still good to go on with.
        let _ = read;
    }

    /// After rows became what the server says: brings them into the directory, or builds it anew when they are many.
    pub(super) async fn refresh(&self, touched: Touched) {
        let mut turn = self.0.live.seen.clone().lock_owned().await;
        let of = |name: &str| -> Vec<Id> {
            touched.iter().filter(|(entity, _)| *entity == name).map(|(_, id)| *id).collect()
        };
        let venue = !of(Venue::TABLE.name).is_empty();

        // The settings as they were are still good to go on with.
        let _ = self.0.read_venue().await;

        // While it is being built, the build may have read these rows as they were.
        let few = touched.len() <= usize::try_from(ONE_BY_ONE).unwrap_or(0) && turn.is_some();
        let changes = match few {
            true => self.0.as_they_are(of(Member::TABLE.name), of(Subscription::TABLE.name), venue).await.ok(),
            false => None,
        };

        match (changes, self.0.store.newest().await) {
            (Some(changes), Ok((newest, _))) => {
                self.0.live.ask_as_it_is(move |directory| changes.apply(directory)).await;
                *turn = Some(newest);
            }
            _ => {
                *turn = None;
                self.0.live.put(None);
                self.build();
            }
        }

        drop(turn);
        self.moves();
    }

    /// Waits until the directory is fed with all that was committed.
    pub(super) async fn settle(&self) {
        drop(self.0.live.seen.lock().await);
    }

    /// Builds the directory in the background.
    pub(super) fn build(&self) {
        let inner = Arc::downgrade(&self.0);

        // A file that cannot be read is said by the lists, which page from it: the directory then stays away.
        tokio::spawn(async move {
            let _ = build::build(&inner).await;
        });
    }

    pub(super) async fn found_members(
        &self,
        query: &MemberQuery,
        now: Instant,
        window: Range<usize>,
    ) -> Option<Found<(Id, Standing, Option<End>)>> {
        let (query, among) = self.asked(query).await?;

        self.0
            .live
            .ask(move |directory| {
                directory.set_among(among);
                directory.members(&query, now, window)
            })
            .await
    }

    pub(super) async fn found_member_ids(&self, query: &MemberQuery, now: Instant) -> Option<Vec<Id>> {
        let (query, among) = self.asked(query).await?;

        self.0
            .live
            .ask(move |directory| {
                directory.set_among(among);
                directory.member_ids(&query, now)
            })
            .await
    }

    /// The question, and whom the venue's own fields narrow it to; none while the directory is not ready. Where the file
    /// cannot be read, the list paged from it says why.
    async fn asked(&self, query: &MemberQuery) -> Option<(MemberQuery, Option<Arc<Among>>)> {
        if !self.ready() {
            return None;
        }

        Some((query.clone(), self.among(query).await.ok()?))
    }

    /// Standing and end of validity of each of these members, none of those that are gone; nothing while the directory is
    /// not ready.
    pub(super) async fn found_standings(&self, members: Vec<Id>, now: Instant) -> Option<Vec<(Standing, Option<End>)>> {
        let standing = move |directory: &mut Directory| {
            let of = |member| directory.standing(member, now).unwrap_or((Standing::None, None));

            members.into_iter().map(of).collect()
        };

        self.0.live.ask(standing).await
    }

    /// Members of these names, whichever of the two is the first name; none while the directory is not ready.
    pub(super) async fn found_namesakes(&self, first: String, last: String) -> Option<Vec<Id>> {
        self.0.live.ask(move |directory| directory.namesakes(&first, &last)).await
    }

    pub(super) async fn found_subscription_ids(&self, query: &SubscriptionQuery, now: Instant) -> Option<Vec<Id>> {
        let query = query.clone();

        self.0.live.ask(move |directory| directory.subscription_ids(&query, now)).await
    }

    pub(super) async fn found_subscriptions(
        &self,
        query: &SubscriptionQuery,
        now: Instant,
        window: Range<usize>,
    ) -> Option<Found<(Id, Id, Status)>> {
        let query = query.clone();

        self.0.live.ask(move |directory| directory.subscriptions(&query, now, window)).await
    }
}

impl Inner {
    /// Shows a directory that holds everything up to the change `seen`, once it holds what came after too. False when
    /// that was too much.
    async fn publish(&self, mut directory: Directory, seen: i64) -> Result<bool> {
        let mut state = self.live.seen.lock().await;
        let (newest, _) = self.store.newest().await?;
        let Some(changes) = self.changes(seen, newest).await? else { return Ok(false) };

        directory = blocking(move || {
            changes.apply(&mut directory);
            directory
        })
        .await?;
        self.live.put(Some(directory));
        *state = Some(newest);
        self.revision.fetch_add(1, Ordering::AcqRel);

        Ok(true)
    }

    /// Brings in what changed. False when that is too much, or cannot be read: the directory is then away and has to be
    /// built.
    async fn feed(&self, mut state: OwnedMutexGuard<Option<i64>>) -> Result<bool> {
        // While it is being built, the build brings in what changes.
        let Some(seen) = *state else { return Ok(true) };
        let read = async {
            let (newest, _) = self.store.newest().await?;

            Ok::<_, super::Failure>((newest, self.changes(seen, newest).await?))
        };

        match read.await {
            Ok((newest, Some(changes))) => {
                self.live.ask_as_it_is(move |directory| changes.apply(directory)).await;
                *state = Some(newest);

                Ok(true)
            }
            other => {
                *state = None;
                self.live.put(None);
                other?;

                Ok(false)
            }
        }
    }

    /// What changed after the change `seen`; none when that is too much.
    async fn changes(&self, seen: i64, newest: i64) -> Result<Option<Changes>> {
        if newest - seen > ONE_BY_ONE {
            return Ok(None);
        }

        let members = self.store.touched_since(Member::TABLE.name, seen).await?;
        let subscriptions = self.store.touched_since(Subscription::TABLE.name, seen).await?;
        let venue = self.store.touched_since(Venue::TABLE.name, seen).await?;

        Ok(Some(self.as_they_are(members, subscriptions, !venue.is_empty()).await?))
    }

    /// These rows as they are now.
    async fn as_they_are(&self, members: Vec<Id>, subscriptions: Vec<Id>, venue: bool) -> Result<Changes> {
        let people = self.store.some::<Member>(&members).await?;
        let rights = self.store.some::<Subscription>(&subscriptions).await?;
        let there: HashSet<Id> = people.iter().map(Entity::id).chain(rights.iter().map(Entity::id)).collect();

        Ok(Changes {
            gone_members: members.into_iter().filter(|id| !there.contains(id)).collect(),
            gone_rights: subscriptions.into_iter().filter(|id| !there.contains(id)).collect(),
            people: people.iter().map(person).collect(),
            rights: rights.iter().map(right).collect(),
            venue: venue.then(|| self.settings()),
        })
    }

    pub(super) async fn read_venue(&self) -> Result<()> {
        if let Some(venue) = self.store.get::<Venue>(VENUE_ID).await? {
            *self.venue.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(venue);
        }

        Ok(())
    }

    /// The settings as they are, without asking the file.
    pub(super) fn settings(&self) -> Arc<Venue> {
        self.venue.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Rows that changed: as they are, and the ids of those that are gone.
struct Changes {
    people: Vec<Person>,
    rights: Vec<Right>,
    gone_members: Vec<Id>,
    gone_rights: Vec<Id>,
    /// The settings, when they changed.
    venue: Option<Arc<Venue>>,
}

impl Changes {
    fn apply(&self, directory: &mut Directory) {
        directory.remove_rights(&self.gone_rights);
        directory.remove_people(&self.gone_members);
        directory.put_people(&self.people);
        directory.put_rights(&self.rights);

        if let Some(venue) = &self.venue {
            directory.set_venue(venue);
        }
    }
}

/// Work that would hold up the async threads.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| super::Failure::Cancelled)
}

fn person(member: &Member) -> Person {
    Person {
        id: member.id,
        first_name: member.first_name.clone(),
        last_name: member.last_name.clone(),
        email: member.email.clone(),
        pseudonym: member.pseudonym.clone(),
        phone: member.phone.clone(),
        active: member.active,
        email_state: member.email_state,
        team: member.team,
    }
}

fn right(subscription: &Subscription) -> Right {
    Right {
        id: subscription.id,
        member: subscription.member,
        product: subscription.product,
        product_name: subscription.product_name.clone(),
        price_name: subscription.price_name.clone(),
        contribution: subscription.contribution,
        options: subscription.options.clone(),
        paid_on: subscription.paid_on,
        span: subscription.span(),
    }
}
