//! A throw-away PostgreSQL for the whole process.

use std::io::Write;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// The password of every login here.
pub const PASSWORD: &str = "correct horse";

pub struct Cluster {
    pub port: u16,
    psql: PathBuf,
    /// The verifier of [`PASSWORD`].
    pub verifier: String,
}

pub fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();

    CLUSTER.get_or_init(start)
}

/// The folder with PostgreSQL's programs: on the path, or where distributions and Homebrew put them.
fn programs() -> PathBuf {
    let mut folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).collect();
    for versions in ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/usr/pgsql"] {
        let mut found: Vec<PathBuf> = std::fs::read_dir(versions)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path().join("bin"))
            .filter(|path| path.to_string_lossy().contains("postgresql"))
            .collect();
        found.sort();
        folders.extend(found.into_iter().rev());
    }

    folders
        .into_iter()
        .find(|folder| ["initdb", "pg_ctl", "postgres"].iter().all(|program| folder.join(program).exists()))
        .expect("PostgreSQL's server is not on this machine; `make test` installs it")
}

/// A command that does not run as root, whom PostgreSQL refuses.
fn as_server(program: &Path) -> Command {
    if is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    }
}

fn is_root() -> bool {
    said(Command::new("id").arg("-u")) == "0"
}

fn said(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));

    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn start() -> Cluster {
    let bin = programs();
    let folder = tempfile::Builder::new().prefix("guichet-pg-").tempdir().unwrap().keep();
    if is_root() {
        said(Command::new("chown").arg("postgres:postgres").arg(&folder));
    }
    let data = folder.join("data");

    said(
        as_server(&bin.join("initdb"))
            .args(["-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C", "-D"])
            .arg(&data)
            .current_dir(&folder),
    );
    std::fs::write(
        data.join("pg_hba.conf"),
        "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n",
    )
    .unwrap();

    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    said(
        as_server(&bin.join("pg_ctl"))
            .arg("-D")
            .arg(&data)
            .arg("-l")
            .arg(folder.join("log"))
            .arg("-o")
            .arg(format!(
                "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off \
                 -c full_page_writes=off -c password_encryption=scram-sha-256 -c max_connections=60"
            ))
            .args(["-w", "start"])
            .current_dir(&folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null()),
    );
    guard(&bin, &folder);

    let psql = if bin.join("psql").exists() { bin.join("psql") } else { PathBuf::from("psql") };
    let cluster = Cluster { port, psql, verifier: String::new() };
    let verifier = run(
        &cluster,
        "postgres",
        "postgres",
        "",
        &format!(
            "create role sample password '{PASSWORD}'; select rolpassword from pg_authid where rolname = 'sample';
             drop role sample;"
        ),
    )
    .unwrap();

    Cluster { verifier, ..cluster }
}

/// Ends the server once this process is gone, however it went. In a process group of its own, so that what interrupts the
/// tests does not end it too.
#[expect(clippy::zombie_processes, reason = "it outlives the process that could wait for it")]
fn guard(bin: &Path, folder: &Path) {
    let script = "while kill -0 \"$1\" 2>/dev/null; do sleep 0.3; done; \
                  kill -QUIT \"$(head -n 1 \"$2/data/postmaster.pid\")\"; sleep 1; rm -rf \"$2\"";
    Command::new("sh")
        .args(["-c", script, "guard"])
        .arg(std::process::id().to_string())
        .arg(folder)
        .current_dir(bin)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .unwrap();
}

pub fn psql_command(cluster: &Cluster, database: &str, user: &str, password: &str) -> Command {
    let mut command = Command::new(&cluster.psql);
    command
        .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=verbose", "-h", "127.0.0.1", "-p"])
        .arg(cluster.port.to_string())
        .args(["-U", user, "-d", database])
        .env("PGPASSWORD", password)
        .env("PGCLIENTENCODING", "UTF8")
        .env("PGSSLMODE", "disable")
        .env_remove("PGOPTIONS")
        .env_remove("PGSERVICE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());

    command
}

pub fn run(cluster: &Cluster, database: &str, user: &str, password: &str, sql: &str) -> Result<String, String> {
    let mut child = psql_command(cluster, database, user, password).spawn().unwrap();
    // A login that is refused closes its end: what it says is in its output.
    let _ = child.stdin.take().unwrap().write_all(sql.as_bytes());
    let output = child.wait_with_output().unwrap();

    if output.status.success() {
        Ok(String::from_utf8(output.stdout).unwrap().trim().to_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}
