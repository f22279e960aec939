//! A made-up report for measurements, with figures that differ from sentence to sentence.

/// A report of about this many bytes.
pub fn report(bytes: usize) -> String {
    let mut text = String::from("2024年工作报告\n一、工作回顾\n");
    let mut i = 0usize;
    while text.len() < bytes {
        let (a, b, c) = (i * 7 % 900 + 100, i * 13 % 90 + 5, i * 3 % 9 + 1);
        text += &format!(
            "（{c}）第{i}项工作。全年完成投资{a}.{c}亿元，同比增长{c}.{c}%，其中工业投资{b}亿元、基础设施投资{b}.5亿元。新增城镇就业{a}人，\
             城镇登记失业率控制在{c}.5%以内。粮食总产量由{a}万吨增加到{b}万吨，居民收入比上年提高{c}.2个百分点，三次产业比调整为{c}:4{c}:5{c}。\
             一是推进{b}个重点项目，二是新建改建农村公路{a}公里，三是发放补助资金{b}.7万元，惠及群众{a}户、{a}人次。\n"
        );
        i += 1;
    }
    text
}
