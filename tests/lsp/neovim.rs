//! A real editor: Neovim without a screen runs `neovim.lua`, which says what it saw. Skipped with a line where there is no `nvim`.

use std::path::Path;
use std::process::Command;

#[test]
fn neovim_sees_mends_and_follows() {
    if Command::new("nvim").arg("--version").output().is_err() {
        println!("skipped: there is no nvim");
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a folder");
    let done = Command::new("nvim")
        .args(["--headless", "--clean", "-n", "-i", "NONE", "-S"])
        .arg(root.join("tests/lsp/neovim.lua"))
        .env("GOUJI", env!("CARGO_BIN_EXE_gouji"))
        .env("GOUJI_SEED", root.join("seeds/qinghe-2022.txt"))
        .env("XDG_STATE_HOME", folder.path())
        .current_dir(folder.path())
        .output()
        .expect("nvim runs");
    let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success() && said.contains("all steps done"), "{said}");
}
