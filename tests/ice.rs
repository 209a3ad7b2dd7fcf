//! Whole stories through the window without a display: the scripts in `tests/scripts`, played on the real program with
//! its tasks and a workspace in memory.

use std::fs;
use std::path::{Path, PathBuf};

use futures::StreamExt;
use futures::channel::mpsc;
use futures::executor::block_on;
use guichet::ui::app::{Options, application};
use guichet::words::Language;
use iced_test::emulator::Event;
use iced_test::program::{Preset, Program};
use iced_test::{Emulator, Ice};

/// Plays one script, with `{folder}` in it replaced, and `erase`, which empties the field that has the focus. What `iced_test::run` does, and a picture of what was on the
/// screen when an instruction failed.
fn play(script: &str, folder: &Path) {
    let text = fs::read_to_string(crate::source::root().join("tests/scripts").join(script)).unwrap();
    let text = text.replace("{folder}", &folder.to_string_lossy()).replace("erase\n", &"type backspace\n".repeat(150));
    let ice = Ice::parse(&text).unwrap();

    let program = application(Options { language: Some(Language::French), ..Options::default() });
    let wanted = ice.preset.as_deref();
    let preset = Program::presets(&program).iter().find(|preset| wanted == Some(Preset::name(preset)));
    assert!(preset.is_some(), "{script}: no preset {wanted:?}");

    let (sender, mut events) = mpsc::channel(1);
    let mut emulator = Emulator::with_preset(sender, &program, ice.mode, ice.viewport, preset);
    let mut instructions = ice.instructions.into_iter();

    while let Some(event) = block_on(events.next()) {
        match event {
            Event::Action(action) => emulator.perform(&program, action),
            Event::Ready => match instructions.next() {
                Some(instruction) => emulator.run(&program, instruction),
                None => return,
            },
            Event::Failed(instruction) => {
                let picture = picture(&mut emulator, &program, script);
                panic!("{script}: {instruction}\nwhat was on the screen: {}", picture.display());
            }
        }
    }
}

fn picture<P: Program + 'static>(emulator: &mut Emulator<P>, program: &P, script: &str) -> PathBuf {
    let theme = emulator.theme(program).unwrap();
    let shot = emulator.screenshot(program, &theme, 1.0);
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(script).with_extension("png");
    image::save_buffer(&path, &shot.rgba, shot.size.width, shot.size.height, image::ColorType::Rgba8).unwrap();

    path
}

#[test]
fn a_walk_in_joins() {
    let folder = tempfile::tempdir().unwrap();
    play("sell.ice", folder.path());
}

const LIST: &str = "E-mail;Prénom;Nom;Téléphone\n\
                    ines.petrossian@example.org;Inès;Petrossian;06 39 98 01 02\n\
                    abel.petrossian@example.org;Abel;Petrossian;\n\
                    TOTAL;;;2\n";

#[test]
fn a_list_comes_in_someone_of_it_subscribes_and_all_goes_out() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("liste.csv"), LIST).unwrap();
    play("story.ice", folder.path());

    let written = fs::read_to_string(folder.path().join("petrossian.csv")).unwrap();
    let lines: Vec<&str> = written.lines().skip(1).collect();
    assert_eq!(lines.len(), 2, "{written}");
    assert!(lines.iter().all(|line| line.contains("Petrossian")), "{written}");
    assert!(lines.iter().any(|line| line.contains("ines.petrossian@example.org")), "{written}");
}
