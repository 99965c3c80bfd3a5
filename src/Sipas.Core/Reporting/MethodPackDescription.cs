using Sipas.Common;
using Sipas.Packs;
using Sipas.Problems;
using static Sipas.Reporting.ReportTexts;

namespace Sipas.Reporting;

/// <summary>The output of <c>sipas pack list</c>, <c>show</c> and <c>verify</c>.</summary>
internal static class MethodPackDescription
{
    /// <summary>Returns a table with one row for each pack.</summary>
    /// <param name="packs">The packs.</param>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    public static ReportTable List(IEnumerable<MethodPack> packs, string language = "vi")
    {
        ArgumentNullException.ThrowIfNull(packs);
        return new ReportTable("",
            [Head(language, "Mã", "Id"), Head(language, "Trạng thái", "Status"), Head(language, "Văn bản", "Decision"),
                Head(language, "Hiệu lực", "Validity"), Head(language, "Câu", "Items"), Head(language, "Tên", "Title")],
            [.. packs.Select(pack => (IReadOnlyList<string>)
                [pack.Id, Word(pack.Status), pack.Decree?.Number ?? "", Days(pack.Validity, language), Cell(pack.Index.AllItems().Count()),
                    pack.Title.In(language)])]);
    }

    /// <summary>Describes a pack in tables: general information, rules, index tree, questions, bands and tables.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    public static IReadOnlyList<ReportTable> Show(MethodPack pack, string language = "vi")
    {
        ArgumentNullException.ThrowIfNull(pack);
        return
        [
            Identity(pack, language),
            Tree(pack, language),
            .. pack.Questionnaires.Select(questionnaire => Questions(pack, questionnaire, language)),
            .. pack.Bands.Select(table => Bands(table.Code, table.Text.In(language), table.Bands, language)),
            .. pack.PointsTables.Select(table => Points(table, language)),
            .. pack.Targets.Count == 0 ? (ReportTable[])[] : [Targets(pack, language)],
        ];
    }

    /// <summary>Returns the findings of the verifier as a table.</summary>
    /// <param name="problems">The findings.</param>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    public static ReportTable Findings(IReadOnlyList<Problem> problems, string language = "vi")
    {
        ArgumentNullException.ThrowIfNull(problems);
        return new ReportTable("",
            [Head(language, "Mức độ", "Severity"), Head(language, "Mã", "Code"), Head(language, "Vị trí", "Place"),
                Head(language, "Nội dung", "Message")],
            [.. problems.Select(problem =>
                (IReadOnlyList<string>)[Word(problem.Severity), problem.Code, problem.Place ?? "", problem.Message.In(language)])]);
    }

    private static ReportTable Identity(MethodPack pack, string language)
    {
        string rounding = $"{Cell(language, pack.Rules.Rounding.Decimals)}, {Word(pack.Rules.Rounding.Midpoint)}";
        RankingRule? ranking = pack.Ranking;
        (string Vi, string En, string Value)[] rows =
        [
            ("Mã", "Id", pack.Id),
            ("Trạng thái", "Status", Word(pack.Status)),
            ("Cơ quan ban hành", "Authority", pack.Authority.In(language)),
            ("Văn bản", "Decision", pack.Decree is { } decree ? $"{decree.Number}, {DisplayFormat.In(language).Day(decree.Date)}" : ""),
            ("Hiệu lực", "Validity", Days(pack.Validity, language)),
            ("Nguồn gốc", "Provenance", pack.Provenance.In(language)),
            ("Chuỗi số liệu", "Series", pack.Series ?? pack.Id),
            ("Đối tượng trả lời", "Respondents", pack.Respondents.Of(language)),
            ("Quy tắc tổng hợp", "Aggregation", Word(pack.Rules.Aggregation)),
            ("Câu không trả lời", "Missing answers", Word(pack.Rules.Missing)),
            ("Làm tròn", "Rounding", rounding),
            ("Xếp hạng", "Ranking", ranking is null ? "" :
                $"{Word(ranking.Ties)}{(ranking.Ties == TieRule.Ordinal ? $", {Word(ranking.TieBreak)}" : "")}, "
                + $"≥ {Cell(language, ranking.MinimumBallots)}"),
        ];
        return new ReportTable(pack.Title.In(language), ["", ""],
            [.. rows.Select(row => (IReadOnlyList<string>)[Head(language, row.Vi, row.En), row.Value])]);
    }

    private static ReportTable Tree(MethodPack pack, string language)
    {
        var rows = new List<IReadOnlyList<string>>();
        Add(pack.Index, 0);
        return new ReportTable(Head(language, "Cây chỉ số", "Index tree"),
            [Head(language, "Mã", "Code"), Head(language, "Tên", "Name"), Head(language, "Quy tắc", "Rule"),
                Head(language, "Số câu", "Items")], rows);

        void Add(IndexNode node, int depth)
        {
            rows.Add([new string(' ', 2 * depth) + node.Code, node.Text.In(language), Word(node.RuleUnder(pack.Rules)),
                Cell(node.AllItems().Count())]);
            foreach (IndexNode child in node.Children)
            {
                Add(child, depth + 1);
            }
        }
    }

    private static ReportTable Questions(MethodPack pack, Questionnaire questionnaire, string language)
    {
        ILookup<string, Question> grouped = questionnaire.Questions.SelectMany(question => question.Items.Select(item => (item, question)))
            .ToLookup(pair => pair.item, pair => pair.question, StringComparer.Ordinal);
        var rows = new List<IReadOnlyList<string>>();
        foreach (Question question in questionnaire.Questions)
        {
            if (question.Items.Count != 1 || question.Items[0] != question.Code)
            {
                rows.Add([question.Code, question.Text.In(language), Word(question.Kind), Word(question.Part)]);
            }

            rows.AddRange(questionnaire.Items.Where(item => grouped[item.Code].Contains(question)).Select(Row));
        }

        rows.AddRange(questionnaire.Items.Where(item => !grouped.Contains(item.Code)).Select(Row));
        return new ReportTable($"{questionnaire.Version}: {questionnaire.Title.In(language)}",
            [Head(language, "Mã", "Code"), Head(language, "Nội dung", "Text"), Head(language, "Thang đo", "Scale"),
                Head(language, "Phần", "Part")], rows);

        IReadOnlyList<string> Row(Item item)
        {
            int levels = pack.FindScale(item.Scale)?.Levels.Count ?? 0;
            return [
                item.Code, item.Text.In(language), $"{item.Scale} (1–{Cell(language, levels)})",
                grouped[item.Code].FirstOrDefault() is { } question ? Word(question.Part) : ""];
        }
    }

    private static ReportTable Bands(string code, string title, IReadOnlyList<Band> bands, string language) => new($"{code}: {title}",
        [Head(language, "Mã", "Code"), Head(language, "Từ", "From"), Head(language, "Đến dưới", "To under"), Head(language, "Tên", "Name")],
        [.. bands.Select(band => (IReadOnlyList<string>)[band.Code, Cell(language, band.From), Cell(language, band.To),
            band.Text.In(language)])]);

    private static ReportTable Points(PointsTable table, string language) => new(
        $"{table.Code}: {table.Text.In(language)} ({Word(table.Kind)}, {Cell(language, table.Maximum)})",
        ["%", Head(language, "Điểm", "Points")],
        [
            .. table.Knots.Select(knot => (IReadOnlyList<string>)[Cell(language, knot.Percent), Cell(language, knot.Points)]),
            .. table.Bands.Select(band =>
                (IReadOnlyList<string>)[$"{Cell(language, band.From)}–{Cell(language, band.To)}", Cell(language, band.Points)]),
            .. table.Kind == ConversionKind.Proportional ? [["100", Cell(language, table.Maximum)]] : (IReadOnlyList<string>[])[],
        ]);

    private static ReportTable Targets(MethodPack pack, string language) => new(Head(language, "Mục tiêu", "Targets"),
        [Head(language, "Mã", "Code"), Head(language, "Nội dung", "Node"), "%", Head(language, "Năm", "Year"),
            Head(language, "Nguồn", "Source")],
        [.. pack.Targets.Select(target => (IReadOnlyList<string>)
            [target.Code, target.Node, (target.Operator == TargetOperator.AtLeast ? "≥ " : "> ") + Cell(language, target.Percent),
                Cell(target.Year),
                target.Source.In(language)])]);

    private static string Days(Validity validity, string language)
    {
        return validity is { From: null, To: null } ? "" : $"{Day(validity.From)} – {Day(validity.To)}";

        string Day(DateOnly? day) => day is { } known ? DisplayFormat.In(language).Day(known) : "";
    }
}
