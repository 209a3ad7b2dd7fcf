//! Whether there is a screen to open a window on, found out before the window library panics on it.

use std::ffi::OsString;

use crate::domain::phrase::Phrase;

/// A place that answers for a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Server {
    /// A socket of the file system or, on Linux, of the abstract namespace.
    Socket(String),
    Host(String, u16),
    /// A connection handed over by the parent process.
    Inherited,
}

/// What to do about the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Screen {
    There,
    /// Wayland is named but does not answer while X11 does: start again without these variables.
    Without(&'static [&'static str]),
    Missing(Phrase),
}

const WAYLAND: &[&str] = &["WAYLAND_DISPLAY", "WAYLAND_SOCKET"];

/// Looks for the screen named by the environment. Elsewhere than on Linux and the BSDs there always is one.
pub fn look() -> Screen {
    if cfg!(any(windows, target_os = "macos")) {
        return Screen::There;
    }

    decide(|name| std::env::var_os(name), answers)
}

fn decide(variable: impl Fn(&str) -> Option<OsString>, answers: impl Fn(&Server) -> bool) -> Screen {
    let text = |name| variable(name).and_then(|value| value.into_string().ok()).filter(|value| !value.is_empty());
    let wayland = wayland(&text);
    let x11 = text("DISPLAY");

    if wayland.as_ref().is_some_and(&answers) {
        return Screen::There;
    }

    match x11 {
        Some(display) if x11_servers(&display).iter().any(&answers) => {
            if wayland.is_some() {
                Screen::Without(WAYLAND)
            } else {
                Screen::There
            }
        }
        Some(display) => Screen::Missing(Phrase::new("display-dead").with("display", display)),
        None => Screen::Missing(match text("WAYLAND_DISPLAY") {
            Some(display) => Phrase::new("display-dead").with("display", display),
            None => Phrase::new("display-none"),
        }),
    }
}

fn wayland(text: &impl Fn(&'static str) -> Option<String>) -> Option<Server> {
    if text("WAYLAND_SOCKET").is_some() {
        return Some(Server::Inherited);
    }

    let name = text("WAYLAND_DISPLAY")?;

    Some(Server::Socket(if name.starts_with('/') {
        name
    } else {
        format!("{}/{name}", text("XDG_RUNTIME_DIR").unwrap_or_default())
    }))
}

/// Where the X server of `display` (`:0`, `:10.0`, `unix:1`, `host:0`) listens.
fn x11_servers(display: &str) -> Vec<Server> {
    let Some((host, number)) = display.rsplit_once(':') else { return Vec::new() };
    let Ok(number) = number.split('.').next().unwrap_or_default().parse::<u16>() else { return Vec::new() };

    if host.is_empty() || host == "unix" {
        vec![Server::Socket(format!("/tmp/.X11-unix/X{number}"))]
    } else {
        vec![Server::Host(host.to_owned(), number.saturating_add(6000))]
    }
}

#[cfg(unix)]
fn answers(server: &Server) -> bool {
    use std::net::{TcpStream, ToSocketAddrs};
    use std::os::unix::net::UnixStream;
    use std::time::Duration;

    match server {
        Server::Inherited => true,
        Server::Socket(path) => UnixStream::connect(path).is_ok() || abstract_socket(path),
        Server::Host(host, port) => (host.as_str(), *port).to_socket_addrs().is_ok_and(|mut addresses| {
            addresses.any(|address| TcpStream::connect_timeout(&address, Duration::from_secs(2)).is_ok())
        }),
    }
}

#[cfg(not(unix))]
fn answers(_server: &Server) -> bool {
    true
}

#[cfg(target_os = "linux")]
fn abstract_socket(path: &str) -> bool {
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::net::{SocketAddr, UnixStream};

    SocketAddr::from_abstract_name(path).is_ok_and(|address| UnixStream::connect_addr(&address).is_ok())
}

#[cfg(all(unix, not(target_os = "linux")))]
fn abstract_socket(_path: &str) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(variables: &[(&str, &str)], alive: &[&str]) -> Screen {
        decide(
            |name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value)),
            |server| match server {
                Server::Socket(path) => alive.contains(&path.as_str()),
                Server::Host(host, port) => alive.contains(&format!("{host}:{port}").as_str()),
                Server::Inherited => true,
            },
        )
    }

    #[test]
    fn finds_the_screen_that_answers() {
        let x0 = "/tmp/.X11-unix/X0";
        let runtime = ("XDG_RUNTIME_DIR", "/run/user/1000");

        assert_eq!(look(&[("DISPLAY", ":0")], &[x0]), Screen::There);
        assert_eq!(look(&[("DISPLAY", "unix:0.1")], &[x0]), Screen::There);
        assert_eq!(look(&[("DISPLAY", "far:10.0")], &["far:6010"]), Screen::There);
        assert_eq!(look(&[("WAYLAND_DISPLAY", "wayland-0"), runtime], &["/run/user/1000/wayland-0"]), Screen::There);
        assert_eq!(look(&[("WAYLAND_DISPLAY", "/w")], &["/w"]), Screen::There);
        assert_eq!(look(&[("WAYLAND_SOCKET", "4")], &[]), Screen::There);
    }

    #[test]
    fn a_dead_wayland_leaves_the_window_to_x11() {
        let variables = [("WAYLAND_DISPLAY", "wayland-9"), ("XDG_RUNTIME_DIR", "/run"), ("DISPLAY", ":3")];

        assert_eq!(look(&variables, &["/tmp/.X11-unix/X3"]), Screen::Without(WAYLAND));
    }

    #[test]
    fn says_which_screen_does_not_answer() {
        let missing = |screen| match screen {
            Screen::Missing(phrase) => phrase.key,
            other => panic!("{other:?}"),
        };

        assert_eq!(missing(look(&[], &[])), "display-none");
        assert_eq!(missing(look(&[("DISPLAY", "")], &[])), "display-none");
        assert_eq!(missing(look(&[("DISPLAY", ":7")], &[])), "display-dead");
        assert_eq!(missing(look(&[("DISPLAY", "nonsense")], &[])), "display-dead");
        assert_eq!(missing(look(&[("WAYLAND_DISPLAY", "wayland-0")], &[])), "display-dead");
    }
}
