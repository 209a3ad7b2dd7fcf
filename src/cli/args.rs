//! What can be typed after `guichet`.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(
    name = "guichet",
    version,
    disable_help_flag = true,
    disable_help_subcommand = true,
    disable_version_flag = true
)]
pub struct Line {
    #[arg(long, global = true, value_name = "PATH")]
    pub workspace: Option<PathBuf>,
    #[arg(long, global = true, value_name = "fr|en")]
    pub language: Option<String>,
    #[arg(long)]
    pub software: bool,
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
    #[arg(short = 'h', long = "help", global = true, action = ArgAction::Help)]
    usage: Option<bool>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Demo(Demo),
    Members(List),
    Subscriptions(List),
    Fields(Fields),
    Field(Field),
    Import(Import),
    Export(Export),
    Subscribe(Subscribe),
    History(History),
    Undo(Undo),
    Check(Check),
    Backup(Backup),
    Restore(Restore),
    Share(Share),
    Join(Join),
    Sync(Sync),
    Desks(Desks),
    Team(Team),
    Conflicts(Conflicts),
    Duplicates(Duplicates),
    Invite(Invite),
    Revoke(Revoke),
    Leave(Leave),
    Help(Help),
}

#[derive(Debug, Args)]
pub struct Demo {
    #[arg(long, value_name = "N", default_value_t = 300)]
    pub members: usize,
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
}

#[derive(Debug, Args)]
pub struct Filter {
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub search: String,
    #[arg(long = "where", value_name = "KEY=VALUE")]
    pub filters: Vec<String>,
}

#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    pub filter: Filter,
    #[arg(long, value_name = "KEY")]
    pub sort: Option<String>,
    #[arg(long)]
    pub descending: bool,
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Fields {
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Field {
    #[command(subcommand)]
    pub act: FieldAct,
}

#[derive(Debug, Subcommand)]
pub enum FieldAct {
    Add(AddField),
    Set(SetField),
}

#[derive(Debug, Args)]
pub struct AddField {
    #[arg(value_name = "TITLE")]
    pub title: String,
    #[arg(long, value_name = "KIND", default_value = "text")]
    pub kind: String,
    #[arg(long, value_name = "A,B,C", value_delimiter = ',')]
    pub choices: Vec<String>,
    #[arg(long = "explain", value_name = "TEXT")]
    pub help: Option<String>,
    #[arg(long)]
    pub required: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct SetField {
    #[arg(value_name = "EMAIL")]
    pub email: String,
    #[arg(value_name = "FIELD")]
    pub field: String,
    #[arg(value_name = "VALUE", required_unless_present = "clear", allow_hyphen_values = true)]
    pub value: Option<String>,
    #[arg(long, conflicts_with = "value")]
    pub clear: bool,
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Import {
    #[arg(value_name = "FILE")]
    pub from: PathBuf,
    #[arg(long = "as", value_name = "WHAT")]
    pub subject: Option<String>,
    #[arg(long, value_name = "COLUMN=FIELD")]
    pub map: Vec<String>,
    #[arg(long, value_name = "RULE", default_value = "fill")]
    pub on_match: String,
    #[arg(long, value_name = "COLUMN=RULE")]
    pub policy: Vec<String>,
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    #[arg(long, value_name = "SIGN")]
    pub separator: Option<String>,
    #[arg(long, value_name = "SIGN")]
    pub decimal: Option<String>,
    #[arg(long, value_name = "ORDER")]
    pub dates: Option<String>,
    #[arg(long, value_name = "N")]
    pub header_row: Option<usize>,
    #[arg(long)]
    pub afresh: bool,
    #[arg(long)]
    pub over_hand: bool,
    #[arg(long)]
    pub no_create: bool,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Export {
    #[arg(value_name = "WHAT")]
    pub exported: String,
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
    #[arg(long, value_name = "A,B,C", value_delimiter = ',')]
    pub fields: Vec<String>,
    #[arg(long, value_name = "NAME", conflicts_with = "fields")]
    pub layout: Option<String>,
    #[arg(long, value_name = "WAY")]
    pub dialect: Option<String>,
    #[command(flatten)]
    pub filter: Filter,
}

#[derive(Debug, Args)]
pub struct Subscribe {
    #[arg(value_name = "EMAIL")]
    pub email: String,
    #[arg(long, value_name = "NAME")]
    pub price: String,
    #[arg(long, value_name = "METHOD")]
    pub method: String,
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    pub amount: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct History {
    #[arg(long, value_name = "EMAIL")]
    pub member: Option<String>,
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Undo {
    #[arg(value_name = "ENTRY")]
    pub entry: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Check {
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Backup {
    #[arg(value_name = "FILE")]
    pub copy: PathBuf,
}

#[derive(Debug, Args)]
pub struct Restore {
    #[arg(value_name = "FILE")]
    pub backup: PathBuf,
}

#[derive(Debug, Args)]
pub struct Help {
    #[arg(value_name = "COMMAND")]
    pub topic: Option<String>,
}

#[derive(Debug, Args)]
pub struct Share {
    #[arg(long, value_name = "HOST", default_value = "localhost")]
    pub host: String,
    #[arg(long, value_name = "N", default_value_t = 5432)]
    pub port: u16,
    #[arg(long, value_name = "NAME")]
    pub database: String,
    #[arg(id = "administrator", long = "login", value_name = "NAME", default_value = "postgres")]
    pub login: String,
    #[arg(long)]
    pub plain: bool,
    #[arg(long, value_name = "PEM", conflicts_with = "plain")]
    pub certificate: Option<PathBuf>,
    #[arg(id = "workspace_name", long = "name", value_name = "TEXT")]
    pub name: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub operator: Option<String>,
    #[arg(long, conflicts_with_all = ["workspace_name", "operator"])]
    pub upgrade: bool,
}

#[derive(Debug, Args)]
pub struct Join {
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub operator: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub computer: Option<String>,
}

#[derive(Debug, Args)]
pub struct Sync {
    #[arg(long)]
    pub once: bool,
    #[arg(long)]
    pub accept_removals: bool,
    #[arg(long)]
    pub secret: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Desks {
    #[arg(long)]
    pub secret: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Team {
    #[arg(id = "operator_of", value_name = "WHO")]
    pub who: Option<String>,
    #[arg(id = "new_role", long = "role", value_name = "ROLE", requires = "operator_of")]
    pub role: Option<String>,
    #[arg(long, value_name = "PERMISSION", requires = "operator_of")]
    pub allow: Vec<String>,
    #[arg(long, value_name = "PERMISSION", requires = "operator_of")]
    pub deny: Vec<String>,
    #[arg(long, value_name = "PERMISSION", requires = "operator_of")]
    pub as_role: Vec<String>,
    #[arg(long, requires = "operator_of")]
    pub activate: bool,
    #[arg(long, requires = "operator_of", conflicts_with = "activate")]
    pub deactivate: bool,
    #[arg(long)]
    pub secret: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Conflicts {
    #[arg(long)]
    pub secret: bool,
    #[arg(long, value_name = "ID")]
    pub keep: Option<i64>,
    #[arg(long, value_name = "ID", conflicts_with = "keep")]
    pub take: Option<i64>,
    #[arg(long, value_name = "ID", conflicts_with_all = ["keep", "take"])]
    pub again: Option<String>,
    #[arg(long, value_name = "FIELD=VALUE", requires = "again")]
    pub set: Vec<String>,
    #[arg(long, value_name = "ID", conflicts_with_all = ["keep", "take", "again"])]
    pub aside: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Duplicates {
    #[arg(long, value_name = "MEMBER", num_args = 2.., conflicts_with = "limit")]
    pub apart: Vec<String>,
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Invite {
    #[arg(id = "person", value_name = "NAME")]
    pub name: String,
    #[arg(id = "person_email", value_name = "EMAIL")]
    pub email: String,
    #[arg(long)]
    pub secret: bool,
    #[arg(long, value_name = "ROLE", default_value = "user")]
    pub role: String,
}

#[derive(Debug, Args)]
pub struct Revoke {
    #[arg(long)]
    pub secret: bool,
    #[arg(value_name = "LOGIN")]
    pub login: String,
}

#[derive(Debug, Args)]
pub struct Leave {
    #[arg(long)]
    pub secret: bool,
}
