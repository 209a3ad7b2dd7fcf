//! Any sequence of actions, undone and done again: the workspace is what it was before, and what it was after.

use chrono::{Days, TimeDelta};
use guichet::desk::{Failure, Order, Outcome, Result, Sale, Who};
use guichet::domain::custom::{CustomField, FieldKind};
use guichet::domain::entity::Id;
use guichet::domain::member::Member;
use guichet::domain::money::Method;
use guichet::domain::period::Duration;
use guichet::domain::product::Price;
use guichet::domain::ticket::Ticket;
use proptest::collection::vec;
use proptest::prelude::*;

use super::kit::{Place, member, option, price, product, sale, walk_in};

/// What an operator may do. Numbers choose among what there is.
#[derive(Debug, Clone)]
enum Action {
    AddMember { email: Option<u8> },
    EditMember { member: usize, field: u8, value: u8 },
    SetActive { members: Vec<usize>, active: bool },
    AddProduct,
    AddPrice { product: usize, duration: u8, stock: Option<u8>, open: bool },
    AddOption { product: usize },
    EditPrice { price: usize, amount: i64 },
    Archive { what: u8, index: usize, archived: bool },
    Reorder { seed: usize },
    Subscribe { member: Option<usize>, price: usize, method: Option<u8>, offered: bool },
    Pay { subscription: usize, method: u8 },
    Renew { subscription: usize },
    Extend { subscription: usize, days: u16 },
    Cancel { subscription: usize },
    Venue { soon: u8, zone: bool },
    SaveField { field: Option<usize>, kind: u8, choices: u8 },
    ArchiveField { field: usize, archived: bool },
    ReorderFields { seed: usize },
    SetValues { member: usize, field: usize, value: u8, edit: bool },
    AddFile { member: usize, field: usize, content: u8 },
    SaveTicket { member: usize, ticket: Option<usize>, number: u8 },
    RemoveTicket { member: usize, ticket: usize },
    SetApart { members: Vec<usize> },
}

/// One turn: an action, then what becomes of it.
#[derive(Debug, Clone)]
struct Turn {
    action: Action,
    then: Then,
    minutes: u32,
}

#[derive(Debug, Clone)]
enum Then {
    Keep,
    UndoRedo,
    Undo,
    /// An older entry is undone beneath the newer ones, and given again.
    Older(usize),
    Reopen,
}

fn action() -> impl Strategy<Value = Action> {
    let some = || 0..12_usize;

    prop_oneof![
        3 => proptest::option::of(0..4_u8).prop_map(|email| Action::AddMember { email }),
        3 => (some(), 0..5_u8, 0..3_u8).prop_map(|(member, field, value)| Action::EditMember { member, field, value }),
        1 => (vec(some(), 1..4), any::<bool>()).prop_map(|(members, active)| Action::SetActive { members, active }),
        2 => Just(Action::AddProduct),
        3 => (some(), 0..8_u8, proptest::option::of(1..3_u8), any::<bool>())
            .prop_map(|(product, duration, stock, open)| Action::AddPrice { product, duration, stock, open }),
        1 => some().prop_map(|product| Action::AddOption { product }),
        1 => (some(), 0..4_i64).prop_map(|(price, amount)| Action::EditPrice { price, amount }),
        1 => (0..3_u8, some(), any::<bool>())
            .prop_map(|(what, index, archived)| Action::Archive { what, index, archived }),
        1 => some().prop_map(|seed| Action::Reorder { seed }),
        6 => (proptest::option::of(some()), some(), proptest::option::of(0..4_u8), prop::bool::weighted(0.2)).prop_map(
            |(member, price, method, offered)| Action::Subscribe { member, price, method, offered }
        ),
        2 => (some(), 0..4_u8).prop_map(|(subscription, method)| Action::Pay { subscription, method }),
        2 => some().prop_map(|subscription| Action::Renew { subscription }),
        2 => (some(), 1..900_u16).prop_map(|(subscription, days)| Action::Extend { subscription, days }),
        2 => some().prop_map(|subscription| Action::Cancel { subscription }),
        1 => (1..60_u8, any::<bool>()).prop_map(|(soon, zone)| Action::Venue { soon, zone }),
        2 => (proptest::option::of(some()), 0..8_u8, 0..3_u8)
            .prop_map(|(field, kind, choices)| Action::SaveField { field, kind, choices }),
        1 => (some(), any::<bool>()).prop_map(|(field, archived)| Action::ArchiveField { field, archived }),
        1 => some().prop_map(|seed| Action::ReorderFields { seed }),
        4 => (some(), some(), 0..4_u8, any::<bool>())
            .prop_map(|(member, field, value, edit)| Action::SetValues { member, field, value, edit }),
        1 => (some(), some(), 0..3_u8)
            .prop_map(|(member, field, content)| Action::AddFile { member, field, content }),
        3 => (some(), proptest::option::of(some()), 0..6_u8)
            .prop_map(|(member, ticket, number)| Action::SaveTicket { member, ticket, number }),
        1 => (some(), some()).prop_map(|(member, ticket)| Action::RemoveTicket { member, ticket }),
        2 => vec(some(), 2..4).prop_map(|members| Action::SetApart { members }),
    ]
}

fn turn() -> impl Strategy<Value = Turn> {
    let then = prop_oneof![
        3 => Just(Then::Keep),
        3 => Just(Then::UndoRedo),
        1 => Just(Then::Undo),
        2 => (0..10_usize).prop_map(Then::Older),
        1 => Just(Then::Reopen),
    ];

    // Also no time at all between two actions, and months.
    (action(), then, prop_oneof![Just(0), Just(7), Just(60_000)]).prop_map(|(action, then, minutes)| Turn {
        action,
        then,
        minutes,
    })
}

const METHODS: [Method; 4] = [Method::Cash, Method::Card, Method::Cheque, Method::Transfer];

const DURATIONS: [Duration; 8] = [
    Duration::None,
    Duration::Days(10),
    Duration::Months(1),
    Duration::Years(1),
    Duration::MonthEnd,
    Duration::CalendarYear,
    Duration::SchoolYear,
    Duration::Lifetime,
];

fn pick<T>(items: &[T], index: usize) -> Option<&T> {
    (!items.is_empty()).then(|| &items[index % items.len()])
}

/// Does the action; none when there is nothing to do it to.
async fn act(place: &Place, action: &Action) -> Option<Result<Outcome>> {
    let desk = &place.desk;
    let offers = desk.offers().await.unwrap();
    let prices: Vec<Price> = offers.iter().flat_map(|offer| offer.prices.clone()).collect();
    let mut members = desk.member_ids(&Default::default()).await.unwrap();
    let subscriptions = desk.subscription_ids(&Default::default()).await.unwrap();

    let mut fields = desk.custom_fields(true).await.unwrap();

    fields.sort_by_key(|field| field.id);
    members.sort();

    Some(match action {
        Action::AddMember { email } => {
            let email = email.map(|n| format!("personne{n}@example.org"));
            let member = member("Zoé", "d'Angelo", email.as_deref());

            desk.add_member(member, email.is_none()).await
        }
        Action::EditMember { member, field, value } => {
            let before = desk.member(*pick(&members, *member)?).await.unwrap().member;
            let text = Some(format!("valeur {value}"));
            let mut after = before.clone();

            match field {
                0 => after.first_name = format!("Prénom {value}"),
                1 => after.comment = text,
                2 => after.vip = !after.vip,
                3 => after.email = Some(format!("autre{value}@example.org")),
                _ => after.newsletter = !after.newsletter,
            }

            desk.edit_member(&before, after, before.email.is_none()).await
        }
        Action::SetActive { members: chosen, active } => {
            let ids: Vec<Id> = chosen.iter().filter_map(|index| pick(&members, *index).copied()).collect();

            desk.set_active(&ids, *active).await
        }
        Action::SetApart { members: chosen } => {
            let ids: Vec<Id> = chosen.iter().filter_map(|index| pick(&members, *index).copied()).collect();

            desk.set_apart(&ids).await
        }
        Action::AddProduct => desk.save_product(product("Produit")).await,
        Action::AddPrice { product, duration, stock, open } => {
            let product = pick(&offers, *product)?.product.id;
            let price = price(product, "Tarif", 1_500, DURATIONS[usize::from(*duration)]);

            desk.save_price(Price { stock: stock.map(i64::from), open: *open, minimum: 500, ..price }).await
        }
        Action::AddOption { product } => desk.save_option(option(pick(&offers, *product)?.product.id, "Choix")).await,
        Action::EditPrice { price, amount } => {
            let price = pick(&prices, *price)?.clone();

            desk.save_price(Price { amount: 1_000 + amount * 100, ..price }).await
        }
        Action::Archive { what, index, archived } => match what {
            0 => desk.archive_product(pick(&offers, *index)?.product.id, *archived).await,
            1 => desk.archive_price(pick(&prices, *index)?.id, *archived).await,
            _ => {
                let options: Vec<_> = offers.iter().flat_map(|offer| offer.options.clone()).collect();

                desk.archive_option(pick(&options, *index)?.id, *archived).await
            }
        },
        Action::Reorder { seed } => {
            let mut ids: Vec<Id> = offers.iter().map(|offer| offer.product.id).collect();
            let by = seed % ids.len().max(1);

            ids.rotate_left(by);
            desk.reorder(Order::Products(ids)).await
        }
        Action::Subscribe { member, price, method, offered } => {
            let price = pick(&prices, *price)?;
            let who = match member {
                Some(index) => Who::Member(*pick(&members, *index)?),
                None => walk_in("Jean", "de La Tour"),
            };
            let sale = match (offered, method) {
                (true, _) => sale(who, price.id, 0, Some(Method::Offered)),
                (_, method) => sale(who, price.id, price.amount, method.map(|n| METHODS[usize::from(n)])),
            };

            desk.subscribe(sale).await
        }
        Action::Pay { subscription, method } => {
            let (_, held) = held(place, *pick(&subscriptions, *subscription)?).await?;

            desk.pay(held.id, METHODS[usize::from(*method)], held.contribution).await
        }
        Action::Renew { subscription } => match desk.renewal(*pick(&subscriptions, *subscription)?).await {
            Ok(renewal) => desk.subscribe(Sale { method: renewal.method.or(Some(Method::Cash)), ..renewal }).await,
            Err(failure) => Err(failure),
        },
        Action::Extend { subscription, days } => {
            let until = place.clock.now().date_naive() + Days::new(u64::from(*days));

            desk.extend(*pick(&subscriptions, *subscription)?, until, "geste").await
        }
        Action::Cancel { subscription } => desk.cancel(*pick(&subscriptions, *subscription)?, "").await,
        Action::Venue { soon, zone } => {
            let mut venue = desk.venue().await.unwrap();

            venue.name = "Le lieu".to_owned();
            venue.expires_soon_days = i64::from(*soon);
            venue.time_zone = if *zone { "Europe/Paris" } else { "America/Martinique" }.to_owned();
            desk.save_venue(venue).await
        }
        Action::SaveField { field, kind, choices } => {
            let kind = FieldKind::ALL[usize::from(*kind)];
            let choices = ["Un\nDeux", "Deux\nTrois", "Un"][usize::from(*choices)].to_owned();

            desk.save_field(match field.and_then(|index| pick(&fields, index).cloned()) {
                Some(field) => CustomField { choices, ..field },
                None => CustomField { choices, ..super::fields::field(kind, "Champ", "") },
            })
            .await
        }
        Action::ArchiveField { field, archived } => desk.archive_field(pick(&fields, *field)?.id, *archived).await,
        Action::ReorderFields { seed } => {
            let mut ids: Vec<Id> = fields.iter().map(|field| field.id).collect();
            let by = seed % ids.len().max(1);

            ids.rotate_left(by);
            desk.reorder(Order::Fields(ids)).await
        }
        Action::SetValues { member, field, value, edit } => {
            let id = *pick(&members, *member)?;
            let field = pick(&fields, *field)?;
            let value = match (field.kind, value) {
                (_, 0) => None,
                (FieldKind::Number, n) => Some(n.to_string()),
                (FieldKind::Date, n) => Some(format!("2026-01-0{n}")),
                (FieldKind::Choice, n) => Some(["Un", "Deux", "Trois"][usize::from(*n) - 1].to_owned()),
                (FieldKind::Choices, n) => Some(["Un", "Un;Deux", "Deux"][usize::from(*n) - 1].to_owned()),
                (FieldKind::YesNo, n) => Some(if n % 2 == 0 { "yes" } else { "no" }.to_owned()),
                (_, n) => Some(format!("valeur {n}")),
            };

            if *edit {
                let before = desk.member(id).await.unwrap().member;
                let after = Member { vip: !before.vip, ..before.clone() };

                desk.edit_member_and_fields(&before, after, before.email.is_none(), &[(field.id, value)]).await
            } else {
                desk.set_values(id, &[(field.id, value)]).await
            }
        }
        Action::AddFile { member, field, content } => {
            let path = place.folder.path().join(format!("fichier {content}.txt"));

            std::fs::write(&path, [*content]).unwrap();
            desk.add_file(*pick(&members, *member)?, pick(&fields, *field)?.id, &path).await
        }
        Action::SaveTicket { member, ticket, number } => {
            let id = *pick(&members, *member)?;
            let tickets = desk.tickets(id).await.unwrap();
            let number = Some(format!("T{number}")).filter(|_| *number > 1);

            desk.save_ticket(match ticket.and_then(|index| pick(&tickets, index).cloned()) {
                Some(ticket) => Ticket { ticket_number: number, ..ticket },
                None => super::tickets::ticket(id, "Concert", number.as_deref()),
            })
            .await
        }
        Action::RemoveTicket { member, ticket } => {
            let tickets = desk.tickets(*pick(&members, *member)?).await.unwrap();

            desk.remove_ticket(pick(&tickets, *ticket)?.id).await
        }
    })
}

async fn held(place: &Place, id: Id) -> Option<(Member, guichet::domain::subscription::Subscription)> {
    let page = place.desk.subscriptions(&Default::default(), 0..1_000).await.unwrap();
    let member = page.rows.iter().find(|row| row.id == id)?.member;
    let page = place.desk.member(member).await.unwrap();
    let held = page.subscriptions.into_iter().find(|held| held.id == id)?;

    Some((page.member, held))
}

async fn play(turns: Vec<Turn>) {
    let mut place = Place::new().await;
    let first = place.dump().await;
    let mut kept = Vec::new();

    for Turn { action, then, minutes } in turns {
        place.clock.advance(TimeDelta::minutes(i64::from(minutes)));

        let before = place.dump().await;
        let Some(result) = act(&place, &action).await else { continue };
        let after = place.dump().await;
        let outcome = match result {
            Ok(outcome) if outcome.changed() => outcome,
            // What was refused, or was nothing, has done nothing.
            Ok(_) | Err(Failure::Refused(_) | Failure::Gone(_)) => {
                assert_eq!(after, before, "{action:?}");
                continue;
            }
            Err(failure) => panic!("{action:?}: {failure:?}"),
        };

        kept.push(outcome.entry);

        match then {
            Then::Keep => {}
            Then::UndoRedo => {
                assert_eq!(place.desk.undo(None).await.unwrap().left, [], "{action:?}");
                assert_eq!(place.dump().await, before, "{action:?}");
                assert_eq!(place.desk.redo().await.unwrap().left, [], "{action:?}");
                assert_eq!(place.dump().await, after, "{action:?}");
            }
            Then::Undo => {
                place.desk.undo(Some(outcome.entry)).await.unwrap();
                assert_eq!(place.dump().await, before, "{action:?}");
                kept.pop();
            }
            Then::Older(index) => {
                let Some(&entry) = pick(&kept, index) else { continue };

                // Whatever can be undone of it comes back whole.
                match place.desk.undo(Some(entry)).await {
                    Ok(undone) => {
                        assert_eq!(place.desk.check().await.unwrap(), []);
                        place.desk.undo(Some(undone.entry)).await.unwrap();
                    }
                    Err(Failure::Refused(left)) => assert!(!left.is_empty()),
                    Err(failure) => panic!("{failure:?}"),
                }

                assert_eq!(place.dump().await, after);
            }
            Then::Reopen => {
                place = place.reopen().await;
                assert_eq!(place.dump().await, after);
            }
        }

        assert_eq!(place.desk.check().await.unwrap(), []);
    }

    // Everything back to the beginning, with a pause, and everything again.
    let last = place.dump().await;
    let mut undone = 0;

    while place.desk.undo(None).await.is_ok() {
        undone += 1;
    }

    assert_eq!(place.dump().await, first);
    assert_eq!(undone, kept.len());
    place = place.reopen().await;

    for _ in 0..undone {
        place.desk.redo().await.unwrap();
    }

    assert_eq!(place.dump().await, last);
    assert_eq!(place.desk.check().await.unwrap(), []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn undo_is_the_way_back_and_redo_the_way_forth(turns in vec(turn(), 1..24)) {
        tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(play(turns));
    }
}
