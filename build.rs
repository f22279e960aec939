//! Turns the built-in rule files into JSON, which is read many times faster than YAML when the program starts.
//!
//! Owns nothing of what the files mean: every value is carried over as it stands. A test reads both forms and compares them.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let out = env::var("OUT_DIR")?;
    for folder in ["rules", "rules/lexicon"] {
        println!("cargo:rerun-if-changed={folder}");
        for entry in fs::read_dir(folder)? {
            let file = entry?.path();
            if file.extension().is_some_and(|e| e == "yaml") {
                convert(&file, &Path::new(&out).join(&file))?;
            }
        }
    }
    Ok(())
}

fn convert(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(from)?;
    // What is wrong in a rule file is told by the program, with its place; the build only says which file.
    let value: serde_json::Value =
        serde_yaml::from_str(&text).map_err(|error| format!("{}: {error}", from.display()))?;
    fs::create_dir_all(to.parent().ok_or("a file has a folder")?)?;
    fs::write(to.with_extension("json"), serde_json::to_string(&value)?)?;
    Ok(())
}
