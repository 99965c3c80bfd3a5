using Sipas.Common;
using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Files.Forms;

/// <summary>Packs with everything a questionnaire may hold, and with codes and texts chosen to collide with what forms reserve.</summary>
internal sealed class RandomPack
{
    private static readonly string[] Codes =
    [
        "A", "a", "1", "01", "9.1", "9-1", "-", ".", "_", "_9", "__9", "K1", "k1", "unit", "Mode", "procedure", "start", "meta", "_uuid",
        "item.A", "item2.A", "value.x", "value.A", "ticks.E", "matrix.9",
        "question.A", "part.opinion", "note.title", "check.c", "scale.s", "units", "x-y_z.0", "E1", "E2", "E3", "q", "T-1", "2", "3", "4",
        "C_1", "Z", "z9",
    ];

    private static readonly string[] Texts =
    [
        "Ông/Bà hài lòng ở mức nào?", "Không áp dụng", "=1+1", "+84 24", "@x", "'quoted' \"twice\"", "<b>bold</b> & more", "${A} dollars",
        "a\nb", "_x0041_", "😀 ok", " trailing ", "Thu\u031Bc", "{A} braces",
        "dài " + "rất rất dài", "1", "0.5", "yes", "label::x", "Đ", "note", "#", "\\", "a\tb", "100 %",
    ];

    private readonly Random _random;
    private readonly List<string> _freeItems;
    private readonly List<string> _freeQuestions;
    private readonly List<Item> _items = [];
    private readonly string[] _tags;

    private RandomPack(int seed)
    {
        _random = new Random(seed);
        _freeItems = [.. Codes.OrderBy(_ => _random.Next())];
        _freeQuestions = [.. Codes.OrderBy(_ => _random.Next())];
        _tags = Pick<string[]>([], ["tay"], ["tay", "hmn"]);
    }

    public static (MethodPack Pack, Questionnaire Questionnaire) Of(int seed)
    {
        MethodPack pack = new RandomPack(seed).Pack();
        Assert.DoesNotContain(MethodPackVerifier.Verify(pack), fault => fault.Severity == ProblemSeverity.Error);
        return (pack, pack.Questionnaires[0]);
    }

    private MethodPack Pack()
    {
        AnswerScale[] scales = [Scale("s", satisfied: true), Scale("scale.s", satisfied: false), Scale("units", Maybe()),
            Scale("ticks.Q", Maybe()), Scale("_", Maybe()), Tick("tick"), Tick("ticks.q")];
        List<Question> questions = [];
        bool grouped = _random.Next(4) > 0;
        int count = _random.Next(1, 9);
        for (int i = 0; i < count; i++)
        {
            questions.Add(Question(grouped ? (QuestionKind)_random.Next(8) : QuestionKind.SingleChoice, scales, questions));
        }

        string rated = Take(_freeItems);
        _items.Add(new Item { Code = rated, Text = Text(), Scale = "s", Required = Maybe() });
        questions.Add(new Question
        {
            Code = Take(_freeQuestions),
            Kind = QuestionKind.Level,
            Part = Part(),
            Text = Text(),
            Items = [rated]
        });
        if (!grouped)
        {
            questions.Clear();
        }

        var questionnaire = new Questionnaire
        {
            Version = Pick("1", "2026", "v.1-a"),
            Title = Text(),
            Introduction = Text(),
            Items = [.. _items],
            Questions = questions,
            Checks = [.. Enumerable.Range(0, _random.Next(3)).Select(i => new AnswerCheck
            {
                Code = $"check.{FormNouns.Show(i)}",
                Strictness = Pick(CheckStrictness.Soft, CheckStrictness.Hard),
                When = Conditions([.. _items], scales, _random.Next(1, 3)),
                Text = Text(),
            })],
            Unfinished = Pick(UnfinishedBallotRule.Discard, UnfinishedBallotRule.Send),
        };
        Questionnaire[] others = Maybe() ? [questionnaire with { Version = "other", Unfinished = UnfinishedBallotRule.Discard }] : [];
        return new MethodPack
        {
            Id = Pick("random", "9-r.x"),
            Status = Pick(PackStatus.Draft, PackStatus.Local),
            Title = Text(),
            Authority = Text(),
            Validity = Maybe() ? new Validity() : new Validity { From = new DateOnly(2026, 1, 1) },
            Provenance = Text(),
            Rules = new ScoringRules
            {
                Aggregation = AggregationRule.MeanOfItems,
                Missing = MissingRule.AllBallots,
                Rounding = new RoundingRule { Decimals = 1, Midpoint = MidpointRule.ToEven }
            },
            Series = Maybe() ? "series" : null,
            Respondents = Maybe() ? Text() : null,
            Languages = [.. _tags.Select(tag => new PackLanguage { Tag = tag, Name = tag == "tay" ? "Tày" : "Hmoob (Dlub)" })],
            Topics = [new Topic { Code = "t", Text = Text() }],
            Scales = scales,
            Questionnaires = [questionnaire, .. others],
            Index = new IndexNode { Code = "O", Kind = IndexNodeKind.Overall, Text = Text(), Items = [rated] },
        };
    }

    private Question Question(QuestionKind kind, AnswerScale[] scales, List<Question> before)
    {
        string code = Take(_freeQuestions);
        LocalizedText text = Text();
        string[] items = [];
        AnswerCondition[] showWhen = before.Count > 0 && _items.Count > 0 && _random.Next(3) == 0
            ? Conditions([.. _items], scales, _random.Next(1, 3)) : [];
        int rows = kind switch
        {
            QuestionKind.SingleChoice or QuestionKind.Level => 1,
            QuestionKind.Matrix => _random.Next(1, 4),
            QuestionKind.MultipleChoice => _random.Next(2, 4),
            _ => 0
        };
        string[] own = kind == QuestionKind.MultipleChoice ? ["tick", "ticks.q"] : ["s", "scale.s", "units", "ticks.Q", "_"];
        string scale = own[_random.Next(own.Length)];
        bool mixed = _random.Next(3) == 0;
        bool required = showWhen.Length == 0 && Maybe();
        for (int i = 0; i < rows; i++)
        {
            // A question of one item often bears its code and its words.
            bool same = rows == 1 && Maybe() && _freeItems.Remove(code);
            string item = same ? code : Take(_freeItems);
            _items.Add(new Item
            {
                Code = item,
                Text = same && Maybe() ? text : Text(),
                Scale = mixed ? own[_random.Next(own.Length)] : scale,
                Required = showWhen.Length == 0 && (mixed ? Maybe() : required),
                Topic = _random.Next(5) == 0 ? "t" : null,
                Clips = _random.Next(8) == 0 ? new Dictionary<string, string> { ["vi"] = "/a.mp3" } : null,
            });
            items = [.. items, item];
        }

        bool counts = kind is QuestionKind.Level && _random.Next(4) == 0;
        return new Question
        {
            Code = code,
            Kind = kind,
            Part = Part(),
            Text = text,
            Items = items,
            Required = kind > QuestionKind.MultipleChoice && Maybe(),
            Sensitive = _random.Next(6) == 0,
            MaximumTicks = kind == QuestionKind.MultipleChoice && Maybe() ? _random.Next(1, rows + 1) : null,
            Minimum = kind == QuestionKind.Number && Maybe() ? Pick(-1.5m, 0m, 2m) : null,
            Maximum = kind == QuestionKind.Number && Maybe() ? Pick(2m, 99.25m) : null,
            MaximumLength = kind is QuestionKind.ShortText or QuestionKind.LongText && Maybe() ? _random.Next(1, 500) : null,
            Measure = counts ? QuestionMeasure.Incident : null,
            CountedLevels = counts ? [1] : [],
            ShowWhen = showWhen,
        };
    }

    private AnswerCondition[] Conditions(Item[] items, AnswerScale[] scales, int count) =>
    [
        .. Enumerable.Range(0, count).Select(_ => items[_random.Next(items.Length)]).Select(item =>
        {
            int levels = scales.First(scale => scale.Code == item.Scale).Levels.Count;
            int[] shuffled = [.. Enumerable.Range(1, levels).OrderBy(_ => _random.Next())];
            return new AnswerCondition { Item = item.Code, Levels = [.. shuffled.Take(_random.Next(0, levels + 1))] };
        }),
    ];

    private AnswerScale Scale(string code, bool satisfied)
    {
        int levels = _random.Next(2, 10);
        int from = satisfied ? _random.Next(1, levels + 1) : levels + 1;
        bool points = Maybe();
        SpecialAnswer[] special = [.. ((SpecialAnswer[])[SpecialAnswer.NotApplicable, SpecialAnswer.DontKnow, SpecialAnswer.Refused])
            .Where(_ => _random.Next(3) == 0)];
        return new AnswerScale
        {
            Code = code,
            Levels = [.. Enumerable.Range(1, levels)
                .Select(level => new ScaleLevel { Level = level, Satisfied = level >= from, Points = points ? level - 1 : null,
                    Text = Text() })],
            Special = [.. special.Select(answer => new ScaleSpecial { Answer = answer, Text = Text() })],
        };
    }

    private AnswerScale Tick(string code) => new()
    {
        Code = code,
        Levels = [new ScaleLevel { Level = 1, Satisfied = false, Text = Text() },
            new ScaleLevel { Level = 2, Satisfied = Maybe(), Text = Text() }],
    };

    private LocalizedText Text() => new(Words(), Words())
    {
        Others = _tags.Where(_ => Maybe()).ToDictionary(tag => tag, _ => Words(), StringComparer.Ordinal) is { Count: > 0 } others
        ? others : null,
    };

    private string Words() => $"{Texts[_random.Next(Texts.Length)]}{Pick("", "", " ", "?")}{Pick("", FormNouns.Show(_random.Next(100)))}";

    private QuestionPart Part() => (QuestionPart)_random.Next(7);

    private bool Maybe() => _random.Next(2) == 0;

    private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];

    private static string Take(List<string> from)
    {
        string code = from[^1];
        from.RemoveAt(from.Count - 1);
        return code;
    }
}
