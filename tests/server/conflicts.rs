//! Two desks and one row: settled by field, against what each had seen; the loser is kept.

use serde_json::{Value, json};

use super::kit::{Desk, Server, cells, now, outcomes, shared, uuid};

/// A server, two desks, and a row that both have seen, with its revision.
fn seen(entity: &str, set: Value) -> (&'static Server, Desk, Desk, String, Value) {
    let server = shared();
    let [ada, bob, eve] = std::array::from_fn(|_| server.desk("administrator"));
    let product = ada.insert("product", json!({}));
    let member = ada.insert("member", json!({}));
    let mut set = set;
    match entity {
        "price" => set["product"] = json!(product),
        "subscription" => {
            set["product"] = json!(product);
            set["member"] = json!(member);
        }
        _ => {}
    }
    let row = uuid();
    let answer = ada.put("insert", entity, &row, cells(entity, set));
    assert_eq!(answer["outcome"], "applied", "{answer}");

    (server, bob, eve, row, answer["rev"].clone())
}

fn refused(server: &Server, desk: &Desk) -> String {
    server.admin(&format!("select count(*) from guichet.refused where desk = '{}'", desk.desk))
}

fn edit(desk: &Desk, entity: &str, row: &str, set: Value, base: &Value, clock: i64) -> Value {
    let mut op = desk.op("update", entity, row, set);
    op["base"] = base.clone();
    op["clock"] = json!(clock);

    desk.push(&[op]).remove(0)
}

#[test]
fn different_fields_both_hold() {
    let (_server, bob, eve, row, base) = seen("member", json!({}));

    edit(&bob, "member", &row, json!({"city": "Lyon"}), &base, now());
    let answer = edit(&eve, "member", &row, json!({"comment": "here"}), &base, now());

    assert_eq!(answer["outcome"], "applied");
    assert_eq!(answer["row"]["cells"]["city"], "Lyon");
    assert_eq!(answer["row"]["cells"]["comment"], "here");
}

#[test]
fn the_later_edit_of_a_field_wins_and_the_other_is_kept() {
    let (_server, bob, eve, row, base) = seen("member", json!({}));
    let at = now();

    edit(&bob, "member", &row, json!({"city": "Lyon"}), &base, at);
    let late = edit(&eve, "member", &row, json!({"city": "Nantes", "comment": "x"}), &base, at + 1);

    assert_eq!(late["outcome"], "merged");
    assert_eq!(late["row"]["cells"]["city"], "Nantes");
    assert_eq!(late["conflicts"].as_array().unwrap().len(), 1);
    assert_eq!(late["conflicts"][0]["kept"], "Nantes");
    assert_eq!(late["conflicts"][0]["lost"], "Lyon");
    assert_eq!(late["conflicts"][0]["lost_by"], json!({"operator": bob.operator, "desk": bob.desk, "at": at}));

    let early = edit(&bob, "member", &row, json!({"city": "Brest", "phone": "1"}), &base, at - 1);
    assert_eq!(early["outcome"], "merged");
    assert_eq!(early["row"]["cells"]["city"], "Nantes");
    assert_eq!(early["row"]["cells"]["phone"], "1");
    assert_eq!(early["conflicts"][0]["lost"], "Brest");

    let listed = |open: bool| -> Vec<Value> {
        let listed = eve.json(&format!("select api.conflicts({open})"));
        listed.as_array().unwrap().iter().filter(|conflict| conflict["row"] == json!(row)).cloned().collect()
    };
    let open = listed(true);
    assert_eq!(open.len(), 2);
    eve.psql(&format!("select api.resolve({})", open[0]["id"])).unwrap();
    assert_eq!(listed(true).len(), 1);
    assert_eq!(listed(false).len(), 2);
}

#[test]
fn a_losing_edit_is_answered_with_the_row_and_makes_no_revision() {
    let (server, bob, eve, row, base) = seen("member", json!({}));
    let at = now();
    let won = edit(&bob, "member", &row, json!({"city": "Lyon"}), &base, at);
    let changes = format!("select count(*) from guichet.change where \"row\" = '{row}'");
    let before = server.admin(&changes);

    let lost = edit(&eve, "member", &row, json!({"city": "Nantes"}), &base, at - 5);

    assert_eq!(lost["row"], won["row"]);
    assert_eq!(server.admin(&changes), before);
}

#[test]
fn equal_clocks_go_to_the_greater_desk() {
    let (_server, bob, eve, row, base) = seen("member", json!({}));
    let at = now();

    edit(&bob, "member", &row, json!({"city": "Lyon"}), &base, at);
    let answer = edit(&eve, "member", &row, json!({"city": "Nantes"}), &base, at);

    let winner = if eve.desk > bob.desk { "Nantes" } else { "Lyon" };
    assert_eq!(answer["row"]["cells"]["city"], winner);
}

#[test]
fn a_clock_that_is_ahead_counts_as_now() {
    let (_server, bob, eve, row, base) = seen("member", json!({}));

    edit(&bob, "member", &row, json!({"city": "Lyon"}), &base, now() + 86_400_000_000);
    let answer = edit(&eve, "member", &row, json!({"city": "Nantes"}), &base, now() + 1_000_000);

    assert_eq!(answer["row"]["cells"]["city"], "Nantes");
}

#[test]
fn an_edit_made_with_the_other_in_sight_is_later_whatever_the_clock_says() {
    let (_server, bob, eve, row, base) = seen("member", json!({}));
    let at = now();

    let seen = edit(&bob, "member", &row, json!({"city": "Lyon"}), &base, at)["rev"].clone();
    let answer = edit(&eve, "member", &row, json!({"city": "Nantes"}), &seen, at - 60_000_000);
    assert_eq!((&answer["outcome"], &answer["row"]["cells"]["city"]), (&json!("applied"), &json!("Nantes")));

    // A third edit from the old base, between the two clocks, is earlier than both.
    let answer = edit(&bob, "member", &row, json!({"city": "Brest"}), &json!(0), at - 30_000_000);
    assert_eq!(answer["row"]["cells"]["city"], "Nantes");
}

#[test]
fn a_desk_does_not_disagree_with_itself() {
    let (_server, bob, _eve, row, base) = seen("member", json!({}));

    edit(&bob, "member", &row, json!({"city": "Lyon"}), &base, now());
    let answer = edit(&bob, "member", &row, json!({"city": "Nantes"}), &base, now() - 60_000_000);

    assert_eq!((&answer["outcome"], &answer["row"]["cells"]["city"]), (&json!("applied"), &json!("Nantes")));
}

#[test]
fn the_same_value_is_no_disagreement() {
    let (_server, bob, eve, row, base) = seen("member", json!({}));

    edit(&bob, "member", &row, json!({"city": "Lyon"}), &base, now());
    let answer = edit(&eve, "member", &row, json!({"city": "Lyon"}), &base, now());

    assert_eq!(answer["outcome"], "applied");
    assert_eq!(answer["conflicts"], json!([]));
}

#[test]
fn a_group_of_columns_is_judged_as_one() {
    let (_server, bob, eve, row, base) = seen("subscription", json!({"starts": 1, "ends": 9}));
    let at = now();

    edit(&bob, "subscription", &row, json!({"starts": 5}), &base, at);
    let answer = edit(&eve, "subscription", &row, json!({"ends": 7}), &base, at - 1);

    // An end that was chosen for another start does not hold.
    assert_eq!(answer["outcome"], "merged");
    assert_eq!(answer["row"]["cells"]["starts"], 5);
    assert_eq!(answer["row"]["cells"]["ends"], 9);
    assert_eq!(answer["conflicts"][0]["lost"], 7);
}

#[test]
fn where_nobody_wins_an_old_base_is_refused_whole() {
    let (server, bob, eve, row, base) = seen("price", json!({"amount": 10}));

    edit(&bob, "price", &row, json!({"amount": 20}), &base, now());
    let stale = edit(&eve, "price", &row, json!({"amount": 30, "position": 4}), &base, now());
    assert_eq!(outcomes(std::slice::from_ref(&stale)), ["GB409"]);
    assert_eq!(stale["row"]["cells"]["amount"], 20);
    assert_eq!(stale["row"]["cells"]["position"], 1);
    assert_eq!(refused(server, &eve), "1");

    let fresh = edit(&eve, "price", &row, json!({"amount": 30}), &stale["row"]["rev"], now());
    assert_eq!(fresh["row"]["cells"]["amount"], 30);
}

#[test]
fn the_greatest_stays() {
    let (_server, bob, eve, row, base) = seen("member", json!({"modified_at": 10}));

    edit(&bob, "member", &row, json!({"modified_at": 30}), &base, now());
    let answer = edit(&eve, "member", &row, json!({"modified_at": 20, "city": "Lyon"}), &base, now());

    assert_eq!(answer["outcome"], "applied");
    assert_eq!(answer["conflicts"], json!([]));
    assert_eq!(answer["row"]["cells"]["modified_at"], 30);
    assert_eq!(answer["row"]["cells"]["city"], "Lyon");
}

#[test]
fn archived_against_edited_keeps_both() {
    let (_server, bob, eve, row, base) = seen("member", json!({}));

    let mut archive = bob.op("archive", "member", &row, json!({}));
    archive["base"] = base.clone();
    bob.push(&[archive]);
    let answer = edit(&eve, "member", &row, json!({"city": "Lyon"}), &base, now());

    assert_eq!(answer["outcome"], "applied");
    assert!(answer["row"]["cells"]["archived_at"].is_i64());
    assert_eq!(answer["row"]["cells"]["city"], "Lyon");
}

#[test]
fn what_is_offered_after_a_loss_fills_the_holes() {
    let (server, bob, eve, price, base) = seen("price", json!({"amount": 10}));
    let member = uuid();
    let payment = uuid();
    let offer = |desk: &Desk, entity: &str, row: &str, set: Value, clock: i64| {
        let mut op = desk.op("offer", entity, row, set);
        op["clock"] = json!(clock);
        op["base"] = base.clone();
        op["entry"] = json!(uuid());

        desk.push(&[op]).remove(0)
    };

    // Missing rows come back, each after what it refers to.
    let paid = cells("payment", json!({"member": member, "amount": 2_500}));
    let early = offer(&bob, "payment", &payment, paid.clone(), now());
    assert_eq!(outcomes(&[early]), ["GB404"]);
    offer(&bob, "member", &member, cells("member", json!({"city": "Lyon"})), now());
    let back = offer(&bob, "payment", &payment, paid.clone(), now());
    assert_eq!((&back["outcome"], &back["row"]["cells"]["amount"]), (&json!("applied"), &json!(2_500)));

    // A fact that is there stays as it is.
    let other = offer(&eve, "payment", &payment, cells("payment", json!({"member": member, "amount": 1})), now());
    assert_eq!((&other["outcome"], &other["row"]["cells"]["amount"]), (&json!("applied"), &json!(2_500)));

    // Of two offers the later holds, and equal ones do not disagree.
    let at = now();
    offer(&bob, "member", &member, json!({"phone": "later"}), at);
    let earlier = offer(&eve, "member", &member, json!({"phone": "earlier"}), at - 10);
    assert_eq!(earlier["row"]["cells"]["phone"], "later");
    let equal = offer(&eve, "member", &member, json!({"phone": "later"}), at - 10);
    assert_eq!((&equal["outcome"], &equal["conflicts"]), (&json!("applied"), &json!([])));

    // Even where nobody wins otherwise: there is no administrator to ask about every price.
    edit(&bob, "price", &price, json!({"amount": 20}), &base, now());
    let answer = offer(&eve, "price", &price, json!({"amount": 30, "created_at": 99}), now());
    assert_eq!((&answer["outcome"], &answer["row"]["cells"]["amount"]), (&json!("merged"), &json!(30)));
    assert_eq!(answer["row"]["cells"]["created_at"], 1);

    assert_eq!(refused(server, &bob), "1");
}
