//! Which paragraphs are headings, of what level, and what stands under which.
//!
//! Owns headings by form: a short line without a sentence's end that opens with a mark or a year (2023年工作安排) or is wholly bold. The
//! file's own headings are taken as they are.

use super::{MarkStyle, Paragraph, Role, numbering};
use crate::source::{Document, SegmentKind};

/// A heading by its form is at most so long, in characters; one of the first rank; a numbered one in bold; one that opens with a year.
const LONGEST: usize = 40;
const LONGEST_FIRST: usize = 60;
const LONGEST_BOLD: usize = 80;
const LONGEST_YEAR: usize = 30;
/// The level of a bold line without a number: below every numbered one.
const BOLD: u8 = 6;

/// Whether a body paragraph heads those below it: a numbered one of the first ranks that runs on.
pub(super) fn leads(paragraph: &Paragraph) -> bool {
    paragraph
        .mark
        .is_some_and(|m| matches!(m.style, MarkStyle::Han | MarkStyle::HanBracket))
}

/// The headings above the paragraph that is being placed, the highest first.
#[derive(Default)]
pub(super) struct Above {
    chain: Vec<Entry>,
}

#[derive(Clone, Copy)]
struct Entry {
    paragraph: u32,
    level: u8,
    style: Option<MarkStyle>,
}

impl Above {
    /// Gives a paragraph its role and heading, `index` being its own; it is above the next ones then, if it heads them.
    pub fn place(&mut self, document: &Document, paragraph: &mut Paragraph, index: u32) {
        let style = paragraph.mark.map(|m| m.style);
        let level = match paragraph.kind {
            SegmentKind::Cell { .. } => {
                paragraph.role = Role::Cell;
                None
            }
            SegmentKind::Heading(level) => {
                paragraph.role = Role::Heading(level);
                Some(level)
            }
            _ => match form(document, paragraph, index == 0) {
                Form::Marked(level) => {
                    paragraph.role = Role::Heading(level);
                    Some(level)
                }
                Form::Short => {
                    let level = self.level(style);
                    paragraph.role = Role::Heading(level);
                    Some(level)
                }
                Form::Running => leads(paragraph).then(|| self.level(style)),
            },
        };
        if let Some(level) = level {
            while self.chain.last().is_some_and(|e| e.level >= level) {
                self.chain.pop();
            }
        }
        paragraph.heading = self.chain.last().map(|e| e.paragraph);
        if let Some(level) = level {
            self.chain.push(Entry {
                paragraph: index,
                level,
                style,
            });
        }
    }

    /// The level of a heading by form: that of its style, but below the headings above it of a higher style or of none.
    fn level(&self, style: Option<MarkStyle>) -> u8 {
        let Some(style) = style else { return BOLD };
        let own = match style {
            MarkStyle::Part | MarkStyle::Han => 1,
            MarkStyle::HanBracket => 2,
            MarkStyle::Arabic => 3,
            MarkStyle::ArabicBracket => 4,
            MarkStyle::Circled => 5,
        };
        for entry in self.chain.iter().rev() {
            match entry.style {
                Some(above) if above > style => {}
                Some(above) if above == style => return entry.level,
                None if entry.level >= BOLD => {}
                _ => return own.max(entry.level.saturating_add(1)),
            }
        }
        own
    }
}

enum Form {
    /// Marked with `#` in a plain text: its level.
    Marked(u8),
    /// A short line that opens with a number or is bold.
    Short,
    /// Text.
    Running,
}

fn form(document: &Document, paragraph: &Paragraph, first: bool) -> Form {
    let line = paragraph.span.of(&document.text);
    let hashes = line.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&hashes) && line[hashes..].starts_with(' ') {
        return Form::Marked(hashes as u8);
    }
    let bare = line[numbering::decoration(line)..].trim_end_matches('*');
    let open = bare.contains(['。', '！', '？', '\n']) || bare.ends_with(['；', '：', '，', '、', ',', ';', ':', '.']);
    let length = (!open).then(|| bare.chars().count());
    let Some(length) = length.filter(|length| *length <= LONGEST_BOLD) else {
        return Form::Running;
    };
    let bold = is_bold(document, paragraph, line);
    // without a number, the first line of a draft is its title, and a caption (表1) is none
    let plain = paragraph.kind == SegmentKind::Paragraph && !first && !bare.starts_with(['表', '图', '（', '(']);
    match paragraph.mark {
        Some(mark) if mark.style == MarkStyle::Han && length <= LONGEST_FIRST => Form::Short,
        Some(_) if length <= LONGEST || bold => Form::Short,
        None if length <= LONGEST && bold && plain => Form::Short,
        None if length <= LONGEST_YEAR && plain && opens_with_year(bare) => Form::Short,
        _ => Form::Running,
    }
}

/// Whether a line without a comma opens with a year, or with a quoted name and says one, and what is of it: 2023年工作安排,
/// “十一五”发展目标和2006年工作任务. A date is no heading.
fn opens_with_year(line: &str) -> bool {
    let of_year = |at: usize| {
        let rest = line[..at].bytes().rev().take_while(u8::is_ascii_digit).count() == 4;
        let next = line[at + '年'.len_utf8()..].chars().next();
        rest && next.is_some_and(|c| !c.is_ascii_digit() && c.is_alphabetic())
    };
    let named = match line.find('年') {
        Some(4) => of_year(4),
        Some(_) if line.starts_with('“') => line.match_indices('年').any(|(at, _)| of_year(at)),
        _ => false,
    };
    named && !line.contains(['，', ',', '；', '：', ':', '月'])
}

/// Whether the whole paragraph is bold, in the source or, in plain text, in the prose.
fn is_bold(document: &Document, paragraph: &Paragraph, line: &str) -> bool {
    if line.len() > 4 && line.starts_with("**") && line.ends_with("**") {
        return !line[2..line.len() - 2].contains("**");
    }
    let at = document.source_range(paragraph.span);
    document.source[..at.start].ends_with("**")
        && document.source[at.end..].starts_with("**")
        && !document.source[at].contains("**")
}
