//! Word files made of pieces of XML, with the styles, lists and notes that the cases speak of.

use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The namespaces, in the form that most programs write.
const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape""#;

const STYLES: &str = r#"
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="小标题"/><w:basedOn w:val="2"/></w:style>
<w:style w:type="paragraph" w:styleId="listed"><w:name w:val="编号"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="hid"><w:name w:val="隐藏"/><w:rPr><w:vanish/></w:rPr></w:style>"#;

const NUMBERING: &str = r#"
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:pStyle w:val="listed"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>"#;

const FOOTNOTES: &str = r#"<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> 注一：支出4.13亿元。</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:t>注二。</w:t></w:r></w:p><w:p><w:r><w:t>又一段。</w:t></w:r></w:p></w:footnote>"#;

const ENDNOTES: &str = r#"<w:endnote w:id="1"><w:p><w:r><w:t>尾注。</w:t></w:r></w:p></w:endnote>"#;

const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

/// A file that is being built.
#[derive(Clone)]
pub struct Word {
    /// Names and contents of its parts.
    pub parts: Vec<(String, Vec<u8>)>,
}

impl Word {
    /// A file whose body holds this.
    pub fn new(body: &str) -> Self {
        let relation = |id: &str, kind: &str, target: &str| {
            format!(
                r#"<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#
            )
        };
        let relations = |list: &[String]| {
            let ns = "http://schemas.openxmlformats.org/package/2006/relationships";
            format!("<Relationships xmlns=\"{ns}\">{}</Relationships>", list.concat())
        };
        let part = |name: &str, kind: &str| {
            format!(r#"<Override PartName="/word/{name}.xml" ContentType="{MAIN}{kind}+xml"/>"#)
        };
        let types = [
            ("document", "document.main"),
            ("styles", "styles"),
            ("numbering", "numbering"),
            ("footnotes", "footnotes"),
            ("endnotes", "endnotes"),
            ("header1", "header"),
            ("footer1", "footer"),
        ];
        let types: String = types.iter().map(|(name, kind)| part(name, kind)).collect();
        let types = format!(
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>{types}</Types>"#
        );
        let root = |name: &str, body: &str| {
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:{name} {NAMESPACES}>{body}</w:{name}>"
            )
        };
        let names = ["styles", "numbering", "footnotes", "endnotes"];
        let mut list: Vec<String> = names
            .iter()
            .enumerate()
            .map(|(i, name)| relation(&format!("rId{}", i + 1), name, &format!("{name}.xml")))
            .collect();
        list.push(relation("rId8", "header", "header1.xml"));
        list.push(relation("rId9", "footer", "footer1.xml"));
        list.push(
            r#"<Relationship Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://example.com/" TargetMode="External"/>"#
                .to_owned(),
        );
        let package = [relation("rId1", "officeDocument", "word/document.xml")];
        let parts = [
            ("[Content_Types].xml", types),
            ("_rels/.rels", relations(&package)),
            (
                "word/document.xml",
                root("document", &format!("<w:body>{body}</w:body>")),
            ),
            ("word/_rels/document.xml.rels", relations(&list)),
            ("word/styles.xml", root("styles", STYLES)),
            ("word/numbering.xml", root("numbering", NUMBERING)),
            ("word/footnotes.xml", root("footnotes", FOOTNOTES)),
            ("word/endnotes.xml", root("endnotes", ENDNOTES)),
            ("word/header1.xml", root("hdr", &p("页眉文字"))),
            ("word/footer1.xml", root("ftr", &p("页脚文字"))),
            (
                "word/media/image1.png",
                "\u{1}\u{2}not really a picture\u{0}".repeat(400),
            ),
        ];
        Self {
            parts: parts
                .into_iter()
                .map(|(name, text)| (name.to_owned(), text.into_bytes()))
                .collect(),
        }
    }

    /// With a part of its own, in place of one of the same name.
    pub fn with(mut self, name: &str, content: &str) -> Self {
        self.parts.retain(|(other, _)| other != name);
        self.parts.push((name.to_owned(), content.as_bytes().to_vec()));
        self
    }

    /// With comments.
    pub fn with_comments(self, comments: &str) -> Self {
        let name = "word/comments.xml";
        let part = format!("<w:comments {NAMESPACES}>{comments}</w:comments>");
        let relation = r#"<Relationship Id="rId20" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>"#;
        let known = self.clone().bytes();
        let relations = self::part(&known, "word/_rels/document.xml.rels").replace("</Relationships>", relation);
        self.with(name, &part).with("word/_rels/document.xml.rels", &relations)
    }

    /// With the text of every part that is XML changed.
    pub fn map(mut self, change: impl Fn(&str) -> String) -> Self {
        for (name, content) in &mut self.parts {
            if let (true, Ok(text)) = (
                name.ends_with(".xml") || name.ends_with(".rels"),
                std::str::from_utf8(content),
            ) {
                *content = change(text).into_bytes();
            }
        }
        self
    }

    /// In the strict form.
    pub fn strict(self) -> Self {
        self.map(|text| {
            text.replace(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            .replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/",
                "http://purl.oclc.org/ooxml/officeDocument/",
            )
        })
    }

    /// With another prefix for WordprocessingML.
    pub fn prefixed(self) -> Self {
        self.map(|text| {
            text.replace("<w:", "<wx:")
                .replace("</w:", "</wx:")
                .replace(" w:", " wx:")
                .replace("xmlns:w=", "xmlns:wx=")
        })
    }

    /// With WordprocessingML as the default namespace; attributes keep a prefix.
    pub fn unprefixed(self) -> Self {
        let uri = "\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
        self.map(|text| {
            text.replace("<w:", "<")
                .replace("</w:", "</")
                .replace(&format!("xmlns:w={uri}"), &format!("xmlns={uri} xmlns:w={uri}"))
        })
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.parts {
            zip.start_file(name, SimpleFileOptions::default()).expect("a part");
            zip.write_all(content).expect("written");
        }
        zip.finish().expect("a file").into_inner()
    }
}

/// The parts of a file, unpacked, in their order.
pub fn unpack(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    (0..zip.len())
        .map(|i| {
            let mut file = zip.by_index(i).expect("a part");
            let mut content = Vec::new();
            file.read_to_end(&mut content).expect("readable");
            (file.name().expect("a name").into_owned(), content)
        })
        .collect()
}

/// The text of one part.
pub fn part(bytes: &[u8], name: &str) -> String {
    let parts = unpack(bytes);
    let found = parts.into_iter().find(|(other, _)| other == name);
    String::from_utf8(found.unwrap_or_else(|| panic!("no {name}")).1).expect("UTF-8")
}

/// A paragraph of one run.
pub fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", r(text))
}

/// A run.
pub fn r(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// A paragraph of a list.
pub fn numbered(list: u32, level: u32, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr>{}</w:p>"#,
        r(text)
    )
}

/// A table of rows of cells.
pub fn table(rows: &[&[&str]]) -> String {
    let row = |cells: &&[&str]| {
        let cells: String = cells.iter().map(|cell| format!("<w:tc>{}</w:tc>", p(cell))).collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    let columns = "<w:gridCol w:w=\"2000\"/>".repeat(rows.iter().map(|row| row.len()).max().unwrap_or(0));
    let rows: String = rows.iter().map(row).collect();
    format!("<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>")
}
