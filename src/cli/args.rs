//! The options as clap reads them; nothing is looked up here.

mod value;

pub use value::{Color, Encoding, FailOn, FiguresFormat, Format, Language, Level, Profile, StdinFormat};

use crate::finding::Severity;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use value::{output_of, severity_of};

/// Checks that the figures of a draft policy document agree with one another
#[derive(Debug, Parser)]
#[command(
    name = "gouji",
    version,
    args_conflicts_with_subcommands = true,
    arg_required_else_help = true
)]
#[command(
    after_help = "Exit status: 0 nothing at or above --fail-on, 1 findings, 2 usage, rules, unreadable input or an internal error."
)]
pub struct Cli {
    /// What to do; `check` when it is left out.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The options of `check`.
    #[command(flatten)]
    pub check: CheckArgs,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check drafts (the default command)
    Check(Box<CheckArgs>),
    /// List every figure of a draft: what it measures, its value, what verifies it
    Figures(FiguresArgs),
    /// Write a copy of a Word file with comments on what was found
    ///
    /// Each comment stands on the figure in doubt and says what does not agree, the sum and the candidates. What it is compared with in
    /// another sentence gets a comment that refers to the first. Word has no comments in notes, text boxes, headers and footers: theirs
    /// stand where the text refers to them, or at its start. Everything else stays as it is; comments of an earlier run are not written
    /// again.
    Annotate(AnnotateArgs),
    /// Explain a rule: why, examples, what it does not catch
    Explain(ExplainArgs),
    /// Serve an editor over standard input and output (Language Server Protocol)
    Lsp(LspArgs),
    /// List rules, describe rule files
    Rules {
        /// Which of them.
        #[command(subcommand)]
        command: RulesCommand,
    },
    /// Accept what is found in an old text, so that only new findings are told
    Baseline {
        /// What to do with it.
        #[command(subcommand)]
        command: BaselineCommand,
    },
    /// Show, begin or describe the configuration
    Config {
        /// Which of them.
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Write manual pages
    Man {
        /// The folder to write them to
        #[arg(short, long = "out", value_name = "DIR")]
        out: PathBuf,
    },
}

/// What can be done with a baseline.
#[derive(Debug, Subcommand)]
pub enum BaselineCommand {
    /// Accept everything that is found now; a baseline that is there already is not replaced
    Create(Box<BaselineArgs>),
    /// Accept what is found now in the drafts that are checked, drop what is no longer found in them
    Update(Box<BaselineArgs>),
}

/// What can be done with the configuration.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print every setting for a draft or folder, and where it comes from
    Show(Box<ConfigShowArgs>),
    /// Write a gouji.yaml in which everything is explained and nothing is set
    Init(ConfigInitArgs),
    /// Print the JSON Schema of gouji.yaml, for editors
    Schema,
}

/// The options of `baseline create` and `update`.
#[derive(Debug, Args)]
pub struct BaselineArgs {
    /// Drafts or folders [default: the current folder]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The file [default: that of the configuration, else gouji-baseline.json]
    #[arg(short = 'b', long = "baseline", value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Which rules there are.
    #[command(flatten)]
    pub rules: RuleArgs,
    /// What is accepted.
    #[command(flatten)]
    pub shown: ShownArgs,
    /// How drafts are read.
    #[command(flatten)]
    pub reading: ReadArgs,
    /// The language of messages [default: zh]
    #[arg(long, value_enum)]
    pub lang: Option<Language>,
}

/// The options of `config show`.
#[derive(Debug, Args)]
pub struct ConfigShowArgs {
    /// A draft or folder
    #[arg(value_name = "PATH", default_value = ".")]
    pub path: PathBuf,
    /// Which rules there are.
    #[command(flatten)]
    pub rules: RuleArgs,
    /// What is shown.
    #[command(flatten)]
    pub shown: ShownArgs,
}

/// The options of `config init`.
#[derive(Debug, Args)]
pub struct ConfigInitArgs {
    /// The folder to write it to
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
    /// The language of the comments [default: zh]
    #[arg(long, value_enum)]
    pub lang: Option<Language>,
}

/// What can be done with rules.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// List all rules
    List(RuleArgs),
    /// Run the examples of rules, which are their tests
    Test(TestArgs),
    /// Print the JSON Schema of rule files, for editors
    Schema {
        /// That of files of words instead
        #[arg(long)]
        lexicon: bool,
    },
}

/// The options of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Drafts or folders; - is standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Which rules there are.
    #[command(flatten)]
    pub rules: RuleArgs,
    /// What is shown.
    #[command(flatten)]
    pub shown: ShownArgs,
    /// The least severity that makes the exit status 1 [default: error]
    #[arg(long, value_enum)]
    pub fail_on: Option<FailOn>,
    /// Exit with 1 when there are more warnings than this
    #[arg(long, value_name = "N")]
    pub max_warnings: Option<u64>,
    /// Exit with 0 even when something was found
    #[arg(long)]
    pub exit_zero: bool,
    /// Accepted findings, written by `gouji baseline`
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Show only what touches lines that are new since a commit of git
    #[arg(long, value_name = "REF", conflicts_with = "stdin_format")]
    pub changed_since: Option<String>,
    /// Apply safe fixes: typography, units with one reading; never a figure that a sum contradicts
    #[arg(long, conflicts_with_all = ["together", "stdin_format"])]
    pub fix: bool,
    /// Apply fixes that are probably right too
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// Show as a diff what --fix would change, and change nothing
    #[arg(long, conflicts_with_all = ["together", "stdin_format", "outputs"])]
    pub diff: bool,
    /// What the report looks like
    #[arg(long, value_enum, default_value_t = Format::Full)]
    pub format: Format,
    /// Write a report of another format to a file too; repeatable
    #[arg(long = "output", value_name = "FORMAT=FILE", value_parser = output_of)]
    pub outputs: Vec<(Format, PathBuf)>,
    /// Compare with last year's report, the plan, an annex; repeatable
    #[arg(long, value_name = "FILE")]
    pub against: Vec<PathBuf>,
    /// Compare the drafts with one another
    #[arg(long, conflicts_with = "stdin_format")]
    pub together: bool,
    /// Count findings by rule at the end (full and concise)
    #[arg(long)]
    pub statistics: bool,
    /// How drafts are read.
    #[command(flatten)]
    pub reading: ReadArgs,
    /// Read one {"path", "text"} a line from standard input and answer each with one line
    #[arg(long, value_enum, value_name = "FORMAT", conflicts_with_all = ["paths", "statistics", "format", "outputs", "stdin_filename"])]
    pub stdin_format: Option<StdinFormat>,
    /// Threads [default: one for each core]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// No summary, no progress
    #[arg(short, long)]
    pub quiet: bool,
    /// Tell on standard error how many rules and drafts there are and how long it took
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
    /// How things are said.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// The options of `figures`.
#[derive(Debug, Args)]
pub struct FiguresArgs {
    /// The draft; - is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// What the list looks like [default: what the ending of OUT names, else table]
    #[arg(long, value_enum)]
    pub format: Option<FiguresFormat>,
    /// Write it to a file
    #[arg(short, long = "out", value_name = "OUT")]
    pub out: Option<PathBuf>,
    /// A document that figures are compared with too: last year's report, an annex
    #[arg(long, value_name = "FILE")]
    pub against: Vec<PathBuf>,
    /// Which rules verify the figures.
    #[command(flatten)]
    pub rules: RuleArgs,
    /// How the draft is read.
    #[command(flatten)]
    pub reading: ReadArgs,
    /// How things are said.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// The options of `annotate`.
#[derive(Debug, Args)]
pub struct AnnotateArgs {
    /// The Word file (.docx, .docm, .dotx, .dotm)
    #[arg(value_name = "IN")]
    pub file: PathBuf,
    /// Write the copy here; a file of this name is replaced
    #[arg(
        short,
        long = "out",
        value_name = "OUT",
        required_unless_present = "in_place",
        conflicts_with = "in_place"
    )]
    pub out: Option<PathBuf>,
    /// Write the comments into IN itself
    #[arg(long)]
    pub in_place: bool,
    /// Apply safe fixes as tracked changes
    #[arg(long)]
    pub fix: bool,
    /// Which rules there are.
    #[command(flatten)]
    pub rules: RuleArgs,
    /// What is commented.
    #[command(flatten)]
    pub shown: ShownArgs,
    /// The largest file in MiB, packed and unpacked
    #[arg(long, value_name = "MIB", default_value_t = 64)]
    pub max_size: u64,
    /// The language of comments [default: zh]
    #[arg(long, value_enum)]
    pub lang: Option<Language>,
    /// No summary
    #[arg(short, long)]
    pub quiet: bool,
}

/// The options of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The rules or families
    #[arg(value_name = "RULE", required_unless_present = "all", conflicts_with = "all")]
    pub ids: Vec<String>,
    /// All rules
    #[arg(long)]
    pub all: bool,
    /// Which rules there are.
    #[command(flatten)]
    pub rules: RuleArgs,
    /// How things are said.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// The options of `lsp`; editors give the others as initializationOptions.
#[derive(Debug, Args)]
pub struct LspArgs {
    /// The language of messages, unless the editor asks for another one [default: that of the configuration]
    #[arg(long, value_enum)]
    pub lang: Option<Language>,
    /// Standard input and output, as always; clients may say so
    #[arg(long, hide = true)]
    pub stdio: bool,
}

/// What `rules test` runs.
#[derive(Debug, Args)]
pub struct TestArgs {
    /// Files or folders of rules [default: the built-in rules]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// Which rules there are.
#[derive(Clone, Debug, Default, Args)]
pub struct RuleArgs {
    /// More rules, or words of the lexicon: a file or folder; a rule with the id of a built-in one takes its place
    #[arg(long = "rules", value_name = "FILE|DIR")]
    pub files: Vec<PathBuf>,
    /// Leave out the built-in rules
    #[arg(long)]
    pub no_default_rules: bool,
    /// The configuration [default: gouji.yaml in the folder of each draft or above]
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,
    /// Use no configuration
    #[arg(long)]
    pub no_config: bool,
}

/// What is shown of what was found.
#[derive(Clone, Debug, Args)]
pub struct ShownArgs {
    /// Run only these rules or families
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Do not run these rules or families
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// The kind of document [default: report]
    #[arg(long, value_enum)]
    pub profile: Option<Profile>,
    /// Report a rule or family with another severity
    #[arg(long, value_name = "ID=LEVEL", value_delimiter = ',', value_parser = severity_of)]
    pub severity: Vec<(String, Severity)>,
    /// The least severity to show [default: warning]
    #[arg(long, value_enum)]
    pub min_severity: Option<Level>,
    /// Show hints too
    #[arg(long)]
    pub hints: bool,
}

/// How drafts are read.
#[derive(Clone, Debug, Args)]
pub struct ReadArgs {
    /// The name of standard input; its ending tells the format
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<String>,
    /// The encoding of the drafts
    #[arg(long, value_enum, default_value_t = Encoding::Auto)]
    pub encoding: Encoding,
    /// The largest draft in MiB
    #[arg(long, value_name = "MIB", default_value_t = 64)]
    pub max_size: u64,
    /// The year that the drafts review [default: from title and headings]
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1949..2100))]
    pub year: Option<i32>,
    /// The area that the drafts are about, in full (清河区) [default: from the text]
    #[arg(long, value_name = "NAME")]
    pub area: Option<String>,
}

/// How things are said.
#[derive(Clone, Copy, Debug, Args)]
pub struct OutputArgs {
    /// The language of messages [default: zh]
    #[arg(long, value_enum)]
    pub lang: Option<Language>,
    /// Whether to use colours
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
}
