use super::{Announced, List, Spec};

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

fn check(list: List) -> Announced {
    Announced::new(Spec {
        list,
        classifiers: words(match list {
            List::Tally => "升 降 平",
            _ => "大 项 个 条 类",
        }),
        nouns: words("方面 领域 环节"),
        verbs: words("实施 推进 打好 完善 建设"),
        packed: words("色 级"),
        open: words("等 等等"),
    })
}

/// The expected ranges stand in `[[ ]]`; the rest must be silent.
fn assert_found(list: List, marked: &str) {
    let text = marked.replace("[[", "").replace("]]", "");
    let found: Vec<String> = check(list)
        .mismatches(&text)
        .iter()
        .map(|m| m.head.of(&text).to_owned())
        .collect();
    let expected: Vec<&str> = marked
        .split("[[")
        .skip(1)
        .filter_map(|s| s.split("]]").next())
        .collect();
    assert_eq!(found, expected, "{marked}");
}

#[test]
fn closed_lists() {
    for text in [
        "“甲册”“乙册”“丙册”[[四大]]台账全部清零。",
        "“甲册”、“乙册”和“丙册”[[两项]]制度落地。",
        "实施道路畅通、供水提质、厕所改造、村容整治[[五大]]工程。",
        "突出抓好就业、教育、医疗[[两个]]方面工作。",
        "做到[[四个]]坚持：问题导向、目标导向、结果导向。",
        "壮大[[三大]]产业（钢铁、化工、纺织、建材）。",
        "形成[[五大]]板块，即东部、西部、南部、北部。",
    ] {
        assert_found(List::Closed, text);
    }
}

#[test]
fn closed_lists_that_hold_or_cannot_be_known() {
    for text in [
        "“甲册”“乙册”“丙册”三大台账全部清零。",
        "实施道路畅通、供水提质、村容整治三大工程。",
        "打造甲园、乙园和丙园三大基地。",
        "打造研发和设计、检测、物流三大平台。",
        "道路、桥梁等五大工程。",
        "改造道路、桥梁、隧道五条。",
        "以粮食、蔬菜、水果为主的五大产业。",
        "完善规划、实施三大行动。",
        "打好蓝天、碧水、净土三大保卫战。",
        "建成18个县（市、区）示范点。",
        "党的十九大、二十大精神深入人心。",
        "“学法、用法、守法”三个环节。",
        "在“一心两翼”、“山水共城”格局下建设甲、乙、丙三大片区。",
        "“甲”“乙”",
        "“没有闭合的、引号三大工程",
        "",
    ] {
        assert_found(List::Closed, text);
    }
}

#[test]
fn open_lists() {
    for text in [
        "新增甲线、乙线、丙线、丁线等[[3条]]公交线路。",
        "“甲”“乙”“丙”等[[两项]]改革。",
        "新增K101、K102和K205等[[2条]]线路。",
        "新增甲线、乙线等3条公交线路。",
        "新增甲线、乙线和丙线等3条公交线路。",
    ] {
        assert_found(List::Open, text);
    }
}

#[test]
fn tallies() {
    for text in [
        "[[5个指标]]三升一平两降。",
        "5个指标三升一平一降。",
        "三升一降。",
        "主要指标呈现三升一平。",
    ] {
        assert_found(List::Tally, text);
    }
}

#[test]
fn numbered_items() {
    for text in [
        "抓好[[四项]]工作：一是稳就业；二是促消费；三是扩投资。",
        "重点做到[[两个]]方面：一要学。二要干。三要查。",
        "抓好三项工作：一是稳就业；二是促消费；三是扩投资。",
        "抓好三项工作：一是稳就业：一是培训，二是援助；二是促消费；三是扩投资。",
        "落实第四项工作：一是稳就业；二是促消费；三是扩投资。",
        "抓好八项工作：一是稳就业；二是促消费；三是扩投资。",
        "办好九大工程。一是稳就业；二是促消费。",
    ] {
        assert_found(List::Numbered, text);
    }
}
