using System.Text;
using Sipas.Packs;

namespace Sipas.AspNetCore;

/// <summary>A small pack with every question kind, skip rules, a soft and a hard check, a third language and sound clips.</summary>
public static class AllKindsPack
{
    public const string Id = "all-kinds";

    public static MethodPack Read(UnfinishedBallotRule unfinished = UnfinishedBallotRule.Discard)
    {
        MethodPack pack = MethodPackSerializer.Read(Encoding.UTF8.GetBytes(Json));
        return pack with
        {
            Questionnaires =
            [.. pack.Questionnaires.Select(questionnaire => questionnaire with { Unfinished = unfinished })],
        };
    }

    private const string Json = """
        {
          "id": "all-kinds", "status": "local",
          "title": { "vi": "Mọi loại câu hỏi", "en": "Every question kind" },
          "authority": { "vi": "Bài thử", "en": "A test" }, "validity": {},
          "provenance": { "vi": "Soạn cho bài thử.", "en": "Made for a test." },
          "rules": { "aggregation": "pooledItems", "missing": "validAnswers", "rounding": { "decimals": 2, "midpoint": "awayFromZero" } },
          "languages": [{ "tag": "tay", "name": "Tày" }, { "tag": "hmn", "name": "Hmoob" }],
          "scales": [
            { "code": "satisfaction-5", "levels": [
              { "level": 1, "satisfied": false,
                "text": { "vi": "Rất không hài lòng", "en": "Very dissatisfied", "others": { "tay": "Nắm pjom pây" } } },
              { "level": 2, "satisfied": false, "text": { "vi": "Không hài lòng", "en": "Dissatisfied" } },
              { "level": 3, "satisfied": false, "text": { "vi": "Bình thường", "en": "Neutral" } },
              { "level": 4, "satisfied": true, "text": { "vi": "Hài lòng", "en": "Satisfied" } },
              { "level": 5, "satisfied": true, "text": { "vi": "Rất hài lòng", "en": "Very satisfied" } }],
              "special": [{ "answer": "notApplicable", "text": { "vi": "Không áp dụng", "en": "Not applicable" } }] },
            { "code": "yes-no", "levels": [
              { "level": 1, "satisfied": false, "text": { "vi": "Có", "en": "Yes" } },
              { "level": 2, "satisfied": false, "text": { "vi": "Không", "en": "No" } }] },
            { "code": "way", "levels": [
              { "level": 1, "satisfied": false, "text": { "vi": "Trực tiếp", "en": "In person" } },
              { "level": 2, "satisfied": false, "text": { "vi": "Trực tuyến", "en": "Online" } },
              { "level": 3, "satisfied": false, "text": { "vi": "Qua bưu điện", "en": "By post" } }] },
            { "code": "tick", "levels": [
              { "level": 1, "satisfied": false, "text": { "vi": "Không chọn", "en": "Not ticked" } },
              { "level": 2, "satisfied": false, "text": { "vi": "Chọn", "en": "Ticked" } }] }],
          "questionnaires": [{
            "version": "1",
            "title": { "vi": "Mọi loại câu hỏi", "en": "Every question kind" },
            "introduction": { "vi": "Xin Ông/Bà trả lời.", "en": "Please answer." },
            "items": [
              { "code": "S",
                "text": { "vi": "Ông/Bà nộp hồ sơ bằng cách nào?", "en": "How did you submit?",
                "others": { "tay": "Pỏ mẻ nộp hồ sơ bặng hử?", "hmn": "Koj xa li cas?" } },
                "scale": "way", "required": true,
                "clips": { "vi": "/audio/s-vi.wav", "tay": "/audio/s-tay.wav" } },
              { "code": "L", "text": { "vi": "Ông/Bà hài lòng ở mức nào?", "en": "How satisfied are you?" },
                "scale": "satisfaction-5", "required": true },
              { "code": "W", "text": { "vi": "Trang thông tin có dễ dùng không?", "en": "Was the site easy to use?" },
                "scale": "yes-no", "required": false },
              { "code": "M1", "text": { "vi": "Lịch sự", "en": "Politeness" }, "scale": "satisfaction-5", "required": true },
              { "code": "M2", "text": { "vi": "Đúng hẹn", "en": "Punctuality" }, "scale": "satisfaction-5", "required": false },
              { "code": "T1", "text": { "vi": "Loa phường", "en": "Loudspeaker" }, "scale": "tick", "required": false },
              { "code": "T2", "text": { "vi": "Báo chí", "en": "Press" }, "scale": "tick", "required": false },
              { "code": "T3", "text": { "vi": "Hình thức khác", "en": "Another way" }, "scale": "tick", "required": false }],
            "questions": [
              { "code": "S", "kind": "singleChoice", "part": "experience",
                "text": { "vi": "Ông/Bà nộp hồ sơ bằng cách nào?", "en": "How did you submit?",
                "others": { "tay": "Pỏ mẻ nộp hồ sơ bặng hử?", "hmn": "Koj xa li cas?" } },
                "items": ["S"], "clips": { "vi": "/audio/s-vi.wav", "tay": "/audio/s-tay.wav" } },
              { "code": "W", "kind": "singleChoice", "part": "experience",
                "text": { "vi": "Trang thông tin có dễ dùng không?", "en": "Was the site easy to use?" },
                "items": ["W"], "showWhen": [{ "item": "S", "levels": [2] }] },
              { "code": "W.text", "kind": "shortText", "part": "opinion",
                "text": { "vi": "Chỗ nào khó dùng?", "en": "What was hard?" },
                "maximumLength": 20, "showWhen": [{ "item": "W", "levels": [2] }] },
              { "code": "L", "kind": "level", "part": "satisfaction",
                "text": { "vi": "Ông/Bà hài lòng ở mức nào?", "en": "How satisfied are you?" }, "items": ["L"] },
              { "code": "M", "kind": "matrix", "part": "satisfaction",
                "text": { "vi": "Ông/Bà hài lòng thế nào về công chức?", "en": "How satisfied are you with the officials?" },
                "items": ["M1", "M2"] },
              { "code": "T", "kind": "multipleChoice", "part": "perception",
                "text": { "vi": "Ông/Bà biết tin qua đâu?", "en": "How did you learn of it?" },
                "items": ["T1", "T2", "T3"], "maximumTicks": 2 },
              { "code": "T.text", "kind": "longText", "part": "perception",
                "text": { "vi": "Hình thức nào khác?", "en": "Which other way?" },
                "maximumLength": 200, "showWhen": [{ "item": "T3", "levels": [2] }] },
              { "code": "N", "kind": "number", "part": "experience",
                "text": { "vi": "Ông/Bà đã đến mấy lần?", "en": "How often did you come?" },
                "minimum": 1, "maximum": 99.5, "required": true },
              { "code": "D", "kind": "date", "part": "experience", "text": { "vi": "Ngày nhận kết quả", "en": "Day of the result" } }],
            "checks": [
              { "code": "soft", "strictness": "soft", "when": [{ "item": "L", "levels": [5] }, { "item": "M1", "levels": [1] }],
                "text": {
                  "vi": "Ông/Bà rất hài lòng nhưng thấy công chức không lịch sự?",
                  "en": "Very satisfied, but officials impolite?" } },
              { "code": "hard", "strictness": "hard",
                "when": [{ "item": "S", "levels": [3] }, { "item": "M2", "levels": [5] }],
                "text": { "vi": "Gửi bưu điện thì không có giờ hẹn.", "en": "By post there is no appointment." } }]
          }],
          "index": { "code": "OVERALL", "kind": "overall", "text": { "vi": "Chung", "en": "Overall" }, "items": ["L", "M1", "M2"] }
        }
        """;
}
