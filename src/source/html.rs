//! HTML.
//!
//! Owns what of a page is prose: headings, paragraphs, items of lists and cells of tables, in the words of the source. Scripts, styles, the
//! head, fields of forms and what is marked as hidden are not. A table that holds headings or other tables only sets out the page: what
//! stands in its cells is read as if there were no table.

mod table;

use super::prose::Prose;
use super::{SegmentKind, is_blank};
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Span, StartTag, Token, Tokenizer};
use std::ops::Range;
use table::{Layouts, Tables};

/// Elements whose content is no text of the page.
const HIDDEN: [&str; 13] = [
    "script", "style", "head", "template", "noscript", "textarea", "select", "button", "svg", "iframe", "object",
    "math", "canvas",
];

/// Elements that stand inside a line of text; every other one ends it.
const INLINE: [&str; 32] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
    "wbr",
];

/// Elements without an end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
];

/// Reads a page.
pub(super) fn read(source: &str) -> Prose {
    let layouts = Layouts::find(tokens(source));
    let mut reader = Reader {
        source,
        prose: Prose::default(),
        from: 0,
        heading: None,
        items: 0,
        hidden: None,
        tables: Tables::new(layouts),
    };
    for token in tokens(source) {
        match token {
            Token::StartTag(tag) => reader.start(&tag),
            Token::EndTag(tag) => reader.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) if reader.hidden.is_none() => reader.text(range(text.span)),
            _ => {}
        }
    }
    reader.flush();
    reader.prose
}

/// The tokens of a page.
fn tokens(source: &str) -> impl Iterator<Item = Token<usize>> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(source, emitter).flatten()
}

fn range(span: Span<usize>) -> Range<usize> {
    span.start..span.end
}

struct Reader<'a> {
    source: &'a str,
    prose: Prose,
    /// Where the block that is being read begins in the prose.
    from: usize,
    heading: Option<u8>,
    /// How many lists are open.
    items: u32,
    /// The element whose content is passed over, and how many of its name are open.
    hidden: Option<(String, u32)>,
    tables: Tables,
}

impl Reader<'_> {
    fn start(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth += u32::from(*hidden == name);
            return;
        }
        let closed = tag.self_closing || VOID.contains(&name.as_str());
        if HIDDEN.contains(&name.as_str()) || (!closed && is_hidden(tag)) {
            // A script inside a line does not end it.
            if !HIDDEN.contains(&name.as_str()) && !INLINE.contains(&name.as_str()) {
                self.flush();
                self.heading = None;
            }
            if !closed {
                self.hidden = Some((name, 1));
            }
            return;
        }
        if name == "br" {
            return self.line_break(range(tag.span));
        }
        if INLINE.contains(&name.as_str()) || (self.tables.in_cell() && ["p", "div"].contains(&name.as_str())) {
            if !INLINE.contains(&name.as_str()) {
                self.line_break(tag.span.start..tag.span.start);
            }
            return;
        }
        self.flush();
        self.heading = None;
        match name.as_str() {
            "ul" | "ol" => self.items += 1,
            "table" => self.tables.open(),
            "tr" => self.tables.row(),
            "td" | "th" => self
                .tables
                .cell(span_of(tag, "rowspan"), span_of(tag, "colspan"), indent(tag)),
            name => self.heading = heading(name),
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth -= u32::from(hidden == name);
            if *depth == 0 {
                self.hidden = None;
            }
            return;
        }
        if INLINE.contains(&name) || (self.tables.in_cell() && ["p", "div"].contains(&name)) {
            return;
        }
        self.flush();
        self.heading = None;
        match name {
            "ul" | "ol" => self.items = self.items.saturating_sub(1),
            "table" => self.tables.close(),
            "td" | "th" => self.tables.close_cell(),
            _ => {}
        }
    }

    /// A break that the writer asked for: inside a cell it stays in it.
    fn line_break(&mut self, at: Range<usize>) {
        if !self.tables.in_cell() {
            self.flush();
        } else if self.prose.text.len() > self.from {
            self.prose.replaced("\n", at);
        }
    }

    /// Text with its references; of white space that holds a line break the break alone is kept.
    fn text(&mut self, at: Range<usize>) {
        let Some(raw) = self.source.get(at.clone()) else { return };
        let mut rest = raw;
        while !rest.is_empty() {
            let start = at.end - rest.len();
            let white = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
            let len = if white > 0 {
                let kept = rest[..white].find('\n').unwrap_or(0);
                self.prose.same(&rest[kept..=kept], start + kept);
                white
            } else if let Some(len) = reference(rest) {
                self.reference(start..start + len);
                len
            } else {
                let first = rest.chars().next().map_or(1, char::len_utf8);
                let len = first
                    + rest[first..]
                        .find(['&', ' ', '\t', '\r', '\n'])
                        .unwrap_or(rest.len() - first);
                self.prose.same(&rest[..len], start);
                len
            };
            rest = &rest[len..];
        }
    }

    fn reference(&mut self, at: Range<usize>) {
        let raw = &self.source[at.clone()];
        let printed: String = Tokenizer::new(raw)
            .flatten()
            .filter_map(|token| match token {
                Token::String(text) => Some(String::from_utf8_lossy(&text.value).into_owned()),
                _ => None,
            })
            .collect();
        if printed == raw {
            self.prose.same(raw, at.start);
        } else {
            self.prose.replaced(&printed, at);
        }
    }

    /// Ends the block that is being read.
    fn flush(&mut self) {
        if self.prose.text.len() == self.from {
            return;
        }
        let blank = self.prose.text[self.from..].trim_matches(is_blank).is_empty();
        let kind = match (self.tables.kind(), self.heading) {
            (Some(cell), _) => cell,
            (None, Some(level)) => SegmentKind::Heading(level),
            (None, None) if self.items > 0 => SegmentKind::Item,
            _ => SegmentKind::Paragraph,
        };
        if !blank {
            self.prose.segment(self.from, kind);
        }
        self.prose.text.push('\n');
        self.from = self.prose.text.len();
    }
}

/// The length of a reference at the start of a text: `&amp;`, `&#160;`.
fn reference(text: &str) -> Option<usize> {
    let body = text.strip_prefix('&')?;
    let name = body.len()
        - body
            .trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#')
            .len();
    (name > 0).then(|| 1 + name + usize::from(body[name..].starts_with(';')))
}

/// `hidden`, or a style that says so.
fn is_hidden(tag: &StartTag<usize>) -> bool {
    tag.attributes.contains_key(&b"hidden"[..]) || style(tag).contains("display:none")
}

/// The style of an element without its spaces.
fn style(tag: &StartTag<usize>) -> String {
    let style = tag
        .attributes
        .get(&b"style"[..])
        .map(|v| String::from_utf8_lossy(&v.value));
    let plain = style.iter().flat_map(|s| s.chars()).filter(|c| !c.is_whitespace());
    plain.collect::<String>().to_ascii_lowercase()
}

/// How far the text of a cell is set in, in half characters.
fn indent(tag: &StartTag<usize>) -> u32 {
    let style = style(tag);
    let length = |property: &str| {
        let value = style
            .split(';')
            .find_map(|one| one.strip_prefix(property))
            .unwrap_or("");
        let number = |unit: &str| value.strip_suffix(unit).and_then(|n| n.parse::<f32>().ok());
        let halves = number("em")
            .map(|n| n * 2.0)
            .or(number("px").map(|n| n / 8.0))
            .or(number("pt").map(|n| n / 6.0));
        halves.map_or(0, |n| n.clamp(0.0, 100.0) as u32)
    };
    length("text-indent:") + length("padding-left:")
}

fn span_of(tag: &StartTag<usize>, name: &str) -> u32 {
    let value = tag.attributes.get(name.as_bytes());
    let number = value.and_then(|v| String::from_utf8_lossy(&v.value).trim().parse().ok());
    number.unwrap_or(1).clamp(1, 1000)
}

fn heading(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

#[cfg(test)]
mod tests {
    use crate::source::{Document, ReadOptions, Segment, SegmentKind, read};
    use proptest::prelude::*;

    fn page(source: &str) -> Document {
        read("t.html", source.as_bytes(), &ReadOptions::default()).expect("readable")
    }

    /// Kind and text of each segment.
    fn shown(source: &str) -> Vec<String> {
        let document = page(source);
        let show = |s: &Segment| {
            let text = s.span.of(&document.text);
            match s.kind {
                SegmentKind::Heading(level) => format!("h{level} {text}"),
                SegmentKind::Paragraph => text.to_owned(),
                SegmentKind::Item => format!("- {text}"),
                SegmentKind::Cell {
                    table,
                    row,
                    column,
                    down,
                    across,
                    ..
                } if (down, across) == (1, 1) => format!("{table}:{row}:{column} {text}"),
                SegmentKind::Cell {
                    table,
                    row,
                    column,
                    down,
                    across,
                    ..
                } => format!("{table}:{row}:{column} {text} {down}×{across}"),
            }
        };
        document.segments.iter().map(show).collect()
    }

    #[test]
    fn blocks_are_segments() {
        let source = "<!DOCTYPE html><html><head><title>网站</title><style>p{}</style></head><body><h2>一、<b>回顾</b></h2>\
            <p>收入3.<b>37</b>亿元<script>var a=1;</script>。<br>第二行&nbsp;A&amp;B</p><div hidden>看不见</div>\
            <ul><li>甲<li>乙</ul><p>民生\n      支出<p style=\"display: none\">无</p>尾";
        assert_eq!(
            shown(source),
            [
                "h2 一、回顾",
                "收入3.37亿元。",
                "第二行\u{A0}A&B",
                "- 甲",
                "- 乙",
                "民生\n支出",
                "尾"
            ]
        );
    }

    #[test]
    fn tables_have_rows_and_columns_and_merged_cells() {
        let source = "<table><caption>单位：万元</caption><tr><th rowspan=2>项目<th colspan=2>收入</tr><tr><th>甲<th>乙</tr>\
            <tr><td><p>教育</p><td>1<td>2</table>";
        assert_eq!(
            shown(source),
            [
                "单位：万元",
                "0:0:0 项目 2×1",
                "0:0:1 收入 1×2",
                "0:1:1 甲",
                "0:1:2 乙",
                "0:2:0 教育",
                "0:2:1 1",
                "0:2:2 2"
            ]
        );
        let outer = "<table><tr><td><h1>标题</h1><p>正文。</p><table><tr><td>甲<td>1</table></td></tr></table>";
        assert_eq!(shown(outer), ["h1 标题", "正文。", "0:0:0 甲", "0:0:1 1"]);
    }

    #[test]
    fn places_are_bytes_of_the_file() {
        let source = "<p>支出&emsp;3.<i>37</i>亿元&lt;4亿元</p>";
        let document = page(source);
        let at = |needle: &str| {
            let start = document.text.find(needle).expect("there");
            let span = crate::span::Span::new(start, start + needle.len());
            document.source[document.source_range(span)].to_owned()
        };
        assert_eq!(at("3.37亿元"), "3.<i>37</i>亿元");
        assert_eq!(at("\u{2003}"), "&emsp;");
        assert_eq!(at("<4"), "&lt;4");
    }

    proptest! {
        #[test]
        fn any_page_is_read(source in "([a-z甲1 &;#<>/=\"']|<(p|td|table|tr|/table|script|/script|br|!--|h1|li|ul) ?[a-z0-9=]{0,12}>|&[a-z]{2,5};|\r\n){0,60}") {
            let document = page(&source);
            let mut end = 0;
            for s in &document.segments {
                prop_assert!(s.span.start >= end && !s.span.is_empty());
                end = s.span.end;
                let range = document.source_range(s.span);
                prop_assert!(document.source.get(range).is_some());
            }
            for pair in document.pieces.windows(2) {
                prop_assert!(pair[0].prose + pair[0].len <= pair[1].prose && pair[0].source + pair[0].source_len <= pair[1].source);
            }
        }
    }
}
