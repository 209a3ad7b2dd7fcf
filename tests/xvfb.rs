//! A display of our own, and hands on it: starts Xvfb, types and clicks with xdotool, and looks at the picture to know
//! whether the window has answered.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use x11rb::CURRENT_TIME;
use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt, CreateWindowAux, EventMask, ImageFormat, MapState, PropMode,
    SELECTION_NOTIFY_EVENT, SelectionNotifyEvent, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

pub const WIDTH: u16 = 1366;
pub const HEIGHT: u16 = 768;

/// A caret that blinks, or a hover, is no answer.
const CARET: usize = 150;

/// How long anything may take on a busy machine before the test gives up on it.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Screen {
    server: Child,
    pub display: String,
    connection: RustConnection,
    root: u32,
}

impl Screen {
    pub fn start() -> Self {
        let size = format!("{WIDTH}x{HEIGHT}x24");
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", &size, "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is missing: `make test` installs it");
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let display = format!(":{}", number.trim());
        assert_ne!(display, ":", "Xvfb has not found a free display");

        let (connection, screen) = RustConnection::connect(Some(&display)).unwrap();
        let root = connection.setup().roots[screen].root;

        Self { server, display, connection, root }
    }

    pub fn xdotool(&self, args: &[&str]) -> String {
        let output = Command::new("xdotool")
            .args(args)
            .env("DISPLAY", &self.display)
            .output()
            .expect("xdotool is missing: `make test` installs it");
        assert!(output.status.success(), "xdotool {args:?}: {}", String::from_utf8_lossy(&output.stderr));

        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// The window that this program opens, with the focus, once it is drawn. Fails when the program ends without one.
    pub fn window(&self, program: &mut Child) -> u32 {
        let empty = self.picture();
        let window = patiently("no window was opened", || {
            if let Some(status) = program.try_wait().unwrap() {
                panic!("the program ended without a window: {status}");
            }
            let tree = self.connection.query_tree(self.root).unwrap().reply().unwrap();
            tree.children.into_iter().rev().find(|window| self.is_shown(*window))
        });
        self.xdotool(&["windowfocus", &window.to_string()]);
        patiently("the window stays empty", || (differences(&empty, &self.picture()) > 10_000).then_some(()));
        self.settle();

        window
    }

    /// Whether it has a title and can take the focus.
    fn is_shown(&self, window: u32) -> bool {
        let title =
            self.connection.get_property(false, window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 64).unwrap().reply();
        let attributes = self.connection.get_window_attributes(window).unwrap().reply();

        title.is_ok_and(|title| !title.value.is_empty())
            && attributes.is_ok_and(|attributes| attributes.map_state == MapState::VIEWABLE)
    }

    pub fn key(&self, keys: &[&str]) {
        let mut args = vec!["key", "--clearmodifiers", "--delay", "60"];
        args.extend(keys);
        self.answered(&format!("keys {keys:?}"), || drop(self.xdotool(&args)));
    }

    pub fn write(&self, text: &str) {
        self.answered(&format!("typing {text:?}"), || drop(self.xdotool(&["type", "--delay", "40", text])));
    }

    pub fn click(&self, x: u16, y: u16) {
        let (x, y) = (x.to_string(), y.to_string());
        self.answered(&format!("a click at {x}, {y}"), || {
            self.xdotool(&["mousemove", &x, &y]);
            self.xdotool(&["click", "1"]);
        });
    }

    /// Drops a file on the middle of the window, as a file manager does: by the XDND protocol, version 5.
    pub fn drop_file(&self, window: u32, path: &Path) {
        let atom = |name: &str| self.connection.intern_atom(false, name.as_bytes()).unwrap().reply().unwrap().atom;
        let (selection, list) = (atom("XdndSelection"), atom("text/uri-list"));
        let (status, finished) = (atom("XdndStatus"), atom("XdndFinished"));
        let source = self.connection.generate_id().unwrap();
        let class = WindowClass::INPUT_OUTPUT;
        let aux = CreateWindowAux::new();
        self.connection.create_window(0, source, self.root, 0, 0, 1, 1, 0, class, 0, &aux).unwrap().check().unwrap();
        self.connection.set_selection_owner(source, selection, CURRENT_TIME).unwrap().check().unwrap();
        let tell = |name: &str, data: [u32; 5]| {
            let event = ClientMessageEvent::new(32, window, atom(name), data);
            self.connection.send_event(false, window, EventMask::NO_EVENT, event).unwrap().check().unwrap();
        };
        let at = u32::from(WIDTH / 2) << 16 | u32::from(HEIGHT / 2);
        tell("XdndEnter", [source, 5 << 24, list, 0, 0]);
        tell("XdndPosition", [source, 0, at, CURRENT_TIME, atom("XdndActionCopy")]);

        let address = format!("file://{}\r\n", path.display());
        let mut dropped = false;
        self.answered("a file dropped on it", || {
            patiently("the window takes no file", || match self.connection.poll_for_event().unwrap()? {
                Event::SelectionRequest(asked) => {
                    let (mode, bytes) = (PropMode::REPLACE, address.as_bytes());
                    self.connection
                        .change_property8(mode, asked.requestor, asked.property, asked.target, bytes)
                        .unwrap()
                        .check()
                        .unwrap();
                    let given = SelectionNotifyEvent {
                        response_type: SELECTION_NOTIFY_EVENT,
                        sequence: 0,
                        time: asked.time,
                        requestor: asked.requestor,
                        selection: asked.selection,
                        target: asked.target,
                        property: asked.property,
                    };
                    self.connection
                        .send_event(false, asked.requestor, EventMask::NO_EVENT, given)
                        .unwrap()
                        .check()
                        .unwrap();

                    None
                }
                Event::ClientMessage(answer) if answer.type_ == status && !dropped => {
                    assert_eq!(answer.data.as_data32()[1] & 1, 1, "the window refuses the file");
                    dropped = true;
                    tell("XdndDrop", [source, 0, CURRENT_TIME, 0, 0]);

                    None
                }
                Event::ClientMessage(answer) => (answer.type_ == finished).then_some(()),
                _ => None,
            });
        });
        self.connection.destroy_window(source).unwrap().check().unwrap();
    }

    /// Asks the window to close, as the cross of its frame does.
    pub fn close(&self, window: u32) {
        let atom = |name: &[u8]| self.connection.intern_atom(false, name).unwrap().reply().unwrap().atom;
        let data = [atom(b"WM_DELETE_WINDOW"), 0, 0, 0, 0];
        let event = ClientMessageEvent::new(32, window, atom(b"WM_PROTOCOLS"), data);
        self.connection.send_event(false, window, EventMask::NO_EVENT, event).unwrap().check().unwrap();
        self.connection.flush().unwrap();
    }

    /// Does something and waits until the picture has changed and rests again.
    fn answered(&self, what: &str, act: impl FnOnce()) {
        let before = self.picture();
        act();
        patiently(&format!("the window does not answer to {what}"), || {
            (differences(&before, &self.picture()) > CARET).then_some(())
        });
        self.settle();
    }

    /// Waits until nothing moves.
    pub fn settle(&self) {
        let mut last = self.picture();
        let mut resting = 0;
        patiently("the window never rests", || {
            let picture = self.picture();
            resting = if differences(&last, &picture) > CARET { 0 } else { resting + 1 };
            last = picture;
            (resting >= 5).then_some(())
        });
    }

    /// Everything on the screen, four bytes a pixel.
    pub fn picture(&self) -> Vec<u8> {
        let image = self.connection.get_image(ImageFormat::Z_PIXMAP, self.root, 0, 0, WIDTH, HEIGHT, !0);

        image.unwrap().reply().unwrap().data
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn differences(one: &[u8], other: &[u8]) -> usize {
    one.chunks_exact(4).zip(other.chunks_exact(4)).filter(|(one, other)| one != other).count()
}

#[track_caller]
pub fn patiently<T>(otherwise: &str, mut ready: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(value) = ready() {
            return value;
        }
        assert!(started.elapsed() < PATIENCE, "{otherwise}");
        sleep(Duration::from_millis(80));
    }
}
